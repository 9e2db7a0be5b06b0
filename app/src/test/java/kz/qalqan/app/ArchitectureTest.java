package kz.qalqan.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The arrows between the modules (design 2), kept by a machine. */
@AnalyzeClasses(packages = "kz.qalqan", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "kz.qalqan.";

    /** What each stage may know besides itself; app knows all. */
    private static final Map<String, List<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("telemetry", List.of()),
            Map.entry("plan", List.of("telemetry")),
            Map.entry("journal", List.of("telemetry")),
            Map.entry("broker", List.of("telemetry")),
            Map.entry("ingest", List.of("telemetry", "journal")),
            Map.entry("history", List.of("telemetry", "journal")),
            Map.entry("rules", List.of("telemetry", "journal")),
            Map.entry("database", List.of("telemetry")),
            Map.entry("alerts", List.of("telemetry", "database")),
            Map.entry("risk", List.of("telemetry", "database")),
            Map.entry("web", List.of("telemetry", "database", "history", "rules", "alerts", "risk")),
            Map.entry("simulator", List.of("telemetry")));

    @ArchTest
    static final ArchRule DROOLS_STAYS_IN_RULES = confined("rules", "org.drools..", "org.kie..");

    @ArchTest
    static final ArchRule QUESTDB_STAYS_IN_HISTORY = confined("history", "io.questdb..");

    @ArchTest
    static final ArchRule INFLUXDB_IS_SPOKEN_TO_BY_ONE_CLASS = noClasses()
            .that()
            .haveNameNotMatching("kz\\.qalqan\\.history\\.InfluxClient(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.influxdb..", "okhttp3..", "retrofit2..", "okio..", "com.google.gson..");

    @ArchTest
    static final ArchRule PAHO_STAYS_IN_INGEST = confined("ingest", "org.eclipse.paho..");

    @ArchTest
    static final ArchRule MAIL_IS_SENT_BY_ONE_CLASS = noClasses()
            .that()
            .haveNameNotMatching("kz\\.qalqan\\.alerts\\.channel\\.MailChannel(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..");

    @ArchTest
    static final ArchRule THE_BROKER_STAYS_IN_BROKER =
            confined("broker", "com.hivemq.embedded..", "com.hivemq.configuration..", "com.hivemq.extension..");

    @ArchTest
    static final ArchRule THE_LOAD_CLIENT_STAYS_IN_THE_SIMULATOR = confined("simulator", "com.hivemq.client..");

    @ArchTest
    static final ArchRule THE_HTTP_SERVER_STAYS_IN_WEB = confined("web", "io.vertx..");

    @ArchTest
    static final ArchRule SQL_IS_REACHED_THROUGH_DATABASE = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + "database..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.flywaydb..", "com.zaxxer..", "org.sqlite..", "org.postgresql..");

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("kz.qalqan.(**)").should().beFreeOfCycles();

    /** In service and out of service are words of ISA-18.2, not suffixes. */
    @ArchTest
    static final ArchRule NO_EMPTY_SUFFIXES = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Processor|(?<!In)(?<!OutOf)Service)$")
            .orShould()
            .haveNameMatching(".*\\.(Abstract|Default)[A-Z][A-Za-z]*$");

    @ArchTest
    static final ArchRule PUBLIC_TYPES_ARE_CLOSED = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .should(beFinalOrSealed());

    private static ArchCondition<JavaClass> beFinalOrSealed() {
        return new ArchCondition<>("be final or sealed") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean closed = type.getModifiers().contains(JavaModifier.FINAL)
                        || type.reflect().isSealed();
                events.add(new SimpleConditionEvent(type, closed, type.getDescription() + " is open"));
            }
        };
    }

    @ArchTest
    static final ArchRule FOLDERS_ARE_NOT_LAYERS = noClasses()
            .should()
            .resideInAnyPackage("..common..", "..core..", "..util..", "..impl..", "..service..", "..dto..");

    @org.junit.jupiter.api.TestFactory
    Stream<DynamicTest> eachStageKnowsOnlyWhatTheDesignAllows() {
        var imported = new com.tngtech.archunit.core.importer.ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("kz.qalqan");
        return MAY_KNOW.entrySet().stream()
                .map(arrow -> DynamicTest.dynamicTest(
                        arrow.getKey() + " knows " + arrow.getValue(),
                        () -> knowsOnly(arrow.getKey(), arrow.getValue()).check(imported)));
    }

    private static ArchRule knowsOnly(String module, List<String> others) {
        String[] allowed = Stream.concat(Stream.of(module), others.stream())
                .map(name -> BASE + name + "..")
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> forbidden =
                resideInAPackage("kz.qalqan..").and(DescribedPredicate.not(resideInAnyPackage(allowed)));
        return noClasses()
                .that()
                .resideInAPackage(BASE + module + "..")
                .should()
                .dependOnClassesThat(forbidden);
    }

    private static ArchRule confined(String module, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(BASE + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .as(Arrays.toString(packages) + " is seen in " + module + " alone");
    }
}
