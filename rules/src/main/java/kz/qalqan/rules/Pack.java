package kz.qalqan.rules;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;

/** The shipped rules, compiled. */
final class Pack {
    /** Version of the shipped rules and their statements. */
    static final String VERSION = "1";

    /** One file a hazard. */
    static final List<String> FILES =
            List.of("gas.drl", "ventilation.drl", "degassing.drl", "rock-mass.drl", "trust.drl");

    private Pack() {}

    /** The rules; compiled once, shared by the sessions of all sites. */
    static KieBase rules() {
        return Compiled.RULES;
    }

    private static KieBase compile() {
        KieServices services = KieServices.get();
        KieFileSystem files = services.newKieFileSystem();
        for (String file : FILES) {
            files.write(
                    "src/main/resources/kz/qalqan/rules/pack/" + file,
                    new String(Resources.bytes("pack/" + file), StandardCharsets.UTF_8));
        }
        KieBuilder builder = services.newKieBuilder(files);
        builder.buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(
                    "the rule pack does not compile: " + builder.getResults().getMessages(Message.Level.ERROR));
        }
        return services.newKieContainer(builder.getKieModule().getReleaseId()).getKieBase();
    }

    private static final class Compiled {
        static final KieBase RULES = compile();
    }
}
