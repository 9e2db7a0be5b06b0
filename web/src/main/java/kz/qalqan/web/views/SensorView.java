package kz.qalqan.web.views;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kz.qalqan.rules.EngineView;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Texts;
import kz.qalqan.web.http.Json;
import org.jspecify.annotations.Nullable;

/** Sensors as contract 5 writes them. */
public final class SensorView {
    /** State of a sensor the rules do not know yet. */
    static final String UNKNOWN = "unknown";

    private static final double MILLIS = 1000;

    /** What a state means, for whoever has to act on it. */
    private static final Map<String, Texts> WHY = Map.ofEntries(
            Map.entry(
                    "offline",
                    new Texts(
                            "the device, or its last will, said that it is offline",
                            "прибор (или его завещание) сообщил, что он не в сети",
                            "аспап желіден тыс екенін хабарлады")),
            Map.entry(
                    "late",
                    new Texts(
                            "only old readings come: nothing is known of now",
                            "приходят только старые показания: что сейчас, неизвестно",
                            "тек ескі көрсеткіштер келеді: қазіргі жай белгісіз")),
            Map.entry(
                    "never-seen",
                    new Texts("it has never spoken", "ещё ни разу не передавал", "әлі бірде-бір рет дерек бермеген")),
            Map.entry(
                    "silent",
                    new Texts(
                            "nothing came for more than three of its periods",
                            "ничего не приходило дольше трёх его периодов",
                            "үш кезеңінен ұзақ ештеңе келмеді")),
            Map.entry(
                    "faulty",
                    new Texts(
                            "its values are impossible or fault codes",
                            "значения невозможны или это коды неисправности",
                            "мәндері мүмкін емес не ақау кодтары")),
            Map.entry(
                    "clock-ahead",
                    new Texts(
                            "its clock is more than a day ahead",
                            "его часы спешат более чем на сутки",
                            "сағаты бір тәуліктен көп алда")),
            Map.entry(
                    "identity-clash",
                    new Texts(
                            "two devices send under its name: the worse value stands",
                            "под его именем передают два прибора: учитывается худшее значение",
                            "оның атымен екі аспап жібереді: нашар мәні есепке алынады")),
            Map.entry(
                    "misplaced",
                    new Texts(
                            "its topic names another zone than the plan: the stricter limit of both holds",
                            "его топик называет другую зону, чем план: действует более строгая норма",
                            "топигі жоспардан басқа аймақты атайды: қатаңырақ норма қолданылады")),
            Map.entry(
                    "clock-corrected",
                    new Texts(
                            "its clock runs ahead: the time of receipt stands for its own",
                            "его часы спешат: взято время приёма",
                            "сағаты алда: қабылдау уақыты алынды")),
            Map.entry(
                    "over-ranged",
                    new Texts(
                            "it was beyond its range: it may be blind until a bump test is declared",
                            "был выше диапазона: может не видеть, пока не заявлена проверка газом",
                            "ауқымынан асқан: газбен сынау мәлімделгенше көрмеуі мүмкін")),
            Map.entry(
                    "frozen",
                    new Texts(
                            "its value stands still while its neighbours' move",
                            "показание застыло, а соседние меняются",
                            "көрсеткіші қатып қалды, көршілері өзгеруде")),
            Map.entry(
                    "disagreeing",
                    new Texts(
                            "its neighbours along the air make its value impossible",
                            "показание невозможно при том, что видят соседние по струе",
                            "ауа ағынындағы көршілеріне қарағанда мәні мүмкін емес")));

    private SensorView() {}

    /** How far the rules trust it: a word. */
    public static String state(SensorId sensor, Map<String, EngineView> engines) {
        return Optional.ofNullable(engines.get(sensor.site()))
                .map(engine -> engine.trust().get(sensor))
                .map(trust -> trust.word())
                .orElse(UNKNOWN);
    }

    /** A sensor with its last reading. */
    public static Map<String, @Nullable Object> of(Sensor sensor, Plan plan, String state, Optional<Reading> last) {
        return Json.object(
                "id", sensor.id(),
                "device", sensor.id().device(),
                "quantity", sensor.quantity().code(),
                "unit", sensor.quantity().unit(),
                "zone", sensor.zone(),
                "site", sensor.site(),
                "state", state,
                "why", WHY.get(state),
                "label", label(sensor, plan),
                "role", sensor.role().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                "location", sensor.location().word(),
                "range", List.of(sensor.range().min(), sensor.range().max()),
                "samplePeriod", sensor.samplePeriod().toMillis() / MILLIS,
                "calibrationDue",
                        Optional.ofNullable(sensor.care().calibrationDue())
                                .map(String::valueOf)
                                .orElse(null),
                "last", last.map(ReadingView::raw).orElse(null));
    }

    private static Texts label(Sensor sensor, Plan plan) {
        return Optional.ofNullable(plan.sites().get(sensor.site()))
                .map(Site::devices)
                .map(devices -> devices.get(sensor.id().device()))
                .map(device -> device.label())
                .orElse(Texts.same(sensor.id().device()));
    }
}
