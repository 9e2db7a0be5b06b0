package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.Finding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bypassed detectors: permitted for a while in one preset, in no other (domain row 46, 8b). */
class BypassRulesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Timeline mine = Timeline.of(Plans.SMALL.replace("preset: kz-default", "preset: queensland"));

    @AfterEach
    void close() {
        mine.close();
    }

    private Declaration bypass(String sensor, String portable, Duration time) {
        Map<String, String> details = portable.isEmpty() ? Map.of() : Map.of("value", portable);
        return new Declaration(
                Declaration.Type.BYPASS, "m", null, mine.id(sensor), mine.now().plus(time), "engineer", details);
    }

    private Finding last() {
        return mine.findings().stream()
                .filter(f -> f.key().rule().equals("bypass-active"))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void aPermittedBypassIsSaidAndEndsAtItsTime() {
        mine.apply(bypass("GA-1/ch4", "0.4", Duration.ofMinutes(30)))
                .expectOf("bypass-active", "raised bypass-active GA-1:ch4");
        assertThat(last().subject().priority().word()).isEqualTo("high");
        assertThat(last().evidence().facts())
                .containsEntry("declared", "bypass by engineer")
                .containsEntry("until", "2026-11-21T08:30:00Z")
                .containsEntry("value", "0.4")
                .containsEntry("source", "S123");
        mine.at("08:29:59").expectOf("bypass-active");
        mine.restarts();
        mine.at("08:30:00").expectOf("bypass-active", "returned bypass-active GA-1:ch4");
    }

    @Test
    void noBypassIsLongerThanAnHourNotEvenASecondOne() {
        mine.apply(bypass("GA-1/ch4", "0.4", Duration.ofHours(5)));
        assertThat(last().evidence().facts()).containsEntry("until", "2026-11-21T09:00:00Z");
        mine.at("08:50:00").apply(bypass("GA-1/ch4", "0.4", Duration.ofMinutes(55)));
        mine.at("08:59:59").expectOf("bypass-active");
        mine.at("09:00:00").expectOf("bypass-active", "returned bypass-active GA-1:ch4");
    }

    @ParameterizedTest
    @CsvSource({"1.24, high", "1.25, critical", "'', critical", "a lot, critical", "NaN, critical"})
    void thePortableReadingDecidesWhetherItIsPermitted(String portable, String priority) {
        mine.apply(bypass("GA-1/ch4", portable, MINUTE)).expectOf("bypass-active", "raised bypass-active GA-1:ch4");
        assertThat(last().subject().priority().word()).isEqualTo(priority);
    }

    @Test
    void onlyAMethaneDetectorCanBeBypassed() {
        mine.apply(bypass("GA-1/co", "0.4", MINUTE)).expectOf("bypass-active", "raised bypass-active GA-1:co");
        assertThat(last().subject().priority().word()).isEqualTo("critical");
    }

    @Test
    void itSpeaksForTheSilenceOfItsDetectorWhileItLasts() {
        mine.reading("GA-1/ch4", 0.3);
        mine.apply(bypass("GA-1/ch4", "0.4", Duration.ofMinutes(10)));
        mine.at("08:05:00").expectOf("no-data", "raised no-data GA-1:ch4 by bypass-active");
        mine.at("08:10:00").expectOf("no-data", "changed no-data GA-1:ch4");
    }

    @Test
    void itNeverSpeaksForMethane() {
        mine.apply(bypass("GA-1/ch4", "0.4", Duration.ofMinutes(10))).forget();
        mine.reading("GA-1/ch4", 1.3).expectOf("ch4-cut", "raised ch4-cut GA-1:ch4");
    }

    @Test
    void methaneAtItsPlaceTakesThePermissionAwayForGood() {
        mine.reading("GA-1/ch4", 0.3);
        mine.apply(bypass("GA-1/ch4", "0.4", Duration.ofMinutes(10)));
        mine.at("08:05:00").forget();
        mine.apply(portable("1.24")).expectOf("bypass-active");
        mine.apply(portable("1.25")).expectOf("bypass-active", "changed bypass-active GA-1:ch4");
        assertThat(last().subject().priority().word()).isEqualTo("critical");
        mine.restarts();
        mine.apply(bypass("GA-1/ch4", "0.4", Duration.ofMinutes(10))).expectOf("bypass-active");
        mine.declare(Declaration.Type.BUMP_TEST, "GA-1/ch4")
                .expectOf("bypass-active", "returned bypass-active GA-1:ch4");
    }

    private static Declaration portable(String value) {
        return new Declaration(
                Declaration.Type.PORTABLE_READING, "m", "face-1", null, null, "operator", Map.of("value", value));
    }

    @Test
    void elsewhereABypassIsNeverPermitted() {
        try (Timeline kz = Timeline.of(Plans.SMALL)) {
            kz.apply(bypass("GA-1/ch4", "0.4", MINUTE)).expectOf("bypass-active", "raised bypass-active GA-1:ch4");
            assertThat(kz.lastFindings())
                    .allMatch(f -> f.subject().priority().word().equals("critical"));
            kz.restarts().at("08:01:00").expectOf("bypass-active", "returned bypass-active GA-1:ch4");
            kz.apply(new Declaration(Declaration.Type.BYPASS, "m", "face-1", null, null, "engineer", Map.of()))
                    .expectOf("bypass-active", "raised bypass-active face-1");
            kz.at("09:00:59").expectOf("bypass-active");
            kz.at("09:01:00").expectOf("bypass-active", "returned bypass-active face-1");
        }
    }
}
