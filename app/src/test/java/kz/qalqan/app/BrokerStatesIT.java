package kz.qalqan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.StreamSupport;
import kz.qalqan.plan.PlanReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that does not let us in is named in the health report and on an alert of the site, with the reason. */
class BrokerStatesIT {
    private static final String LINK_LOST = "karaganda-1:link-lost:_site";
    private static final String GUESS = "hush-hush";

    @TempDir
    private Path directory;

    @Test
    void refusedLoginIsAnAlertWithItsReasonAndTheReasonFollowsWhatIsWrong() throws Exception {
        Path passwords = Files.createFile(directory.resolve("passwords"));
        Process made = new ProcessBuilder(
                        Tools.require("mosquitto_passwd").toString(), "-b", passwords.toString(), "qalqan", "right")
                .start();
        assertThat(made.waitFor()).isZero();
        try (MosquittoProcess broker = new MosquittoProcess(directory.resolve("broker"), "password_file " + passwords);
                RunningService service = RunningService.serve(
                        "uri: \"" + broker.uri() + "\", client-id: qalqan-test, username: qalqan, password: " + GUESS,
                        directory.resolve("data"),
                        PlanReader.shipped("karaganda-1"))) {
            RunningService.await().atMost(Duration.ofSeconds(60)).until(() -> why(service)
                    .contains("credentials-refused"));
            JsonNode health = service.get("/health/ready").get("parts");
            assertThat(health.get("broker").get("up").asBoolean()).isFalse();
            assertThat(health.get("broker").get("detail").asText())
                    .matches("down since 20\\d\\d-.*Z credentials-refused: .*\\(.*135.*\\)");
            assertThat(health.get("broker outgoing").get("detail").asText()).contains("credentials-refused");
            assertThat(health + why(service)).doesNotContain(GUESS);

            broker.end();
            RunningService.await().atMost(Duration.ofSeconds(60)).until(() -> why(service)
                    .contains("broker-absent"));
        }
    }

    /** Why the site's alert about its link is open; empty when there is none. */
    private static String why(RunningService service) {
        return StreamSupport.stream(
                        service.get("/api/v1/alerts?state=open").get("alerts").spliterator(), false)
                .filter(alert -> alert.get("key").asText().equals(LINK_LOST))
                .findFirst()
                .map(alert -> service.get("/api/v1/alerts/"
                                + RunningService.encoded(alert.get("id").asText()) + "/why")
                        .toString())
                .orElse("");
    }
}
