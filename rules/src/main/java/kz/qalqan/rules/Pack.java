package kz.qalqan.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.Model;
import org.drools.model.codegen.ExecutableModelProject;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;

/**
 * The shipped rules. They are compiled to classes when Qalqan is built, because that takes Drools some eight seconds of
 * processor time; at run time the classes are loaded like any others.
 */
final class Pack {
    /** Version of the shipped rules and their statements. */
    static final String VERSION = "3";

    /** One file a hazard. */
    static final List<String> FILES = List.of(
            "gas.drl", "fire.drl", "ventilation.drl", "degassing.drl", "rock-mass.drl", "exposure.drl", "trust.drl");

    /** Lists the classes that hold the compiled rules, one a line. */
    static final String MODELS = "pack/models";

    private Pack() {}

    /** The rules, shared by the sessions of all sites. */
    static KieBase rules() {
        return Loaded.RULES;
    }

    private static KieBase load() {
        List<Model> models = new ArrayList<>();
        for (String name : new String(Resources.bytes(MODELS), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            models.add(model(name));
        }
        return KieBaseBuilder.createKieBaseFromModel(models, KieServices.get().newKieBaseConfiguration());
    }

    private static Model model(String name) {
        try {
            return Class.forName(name)
                    .asSubclass(Model.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("compiled rules '" + name + "' cannot be loaded", e);
        }
    }

    /** Compiles the rule files. */
    static InternalKieModule compile() {
        KieServices services = KieServices.get();
        KieFileSystem files = services.newKieFileSystem();
        for (String file : FILES) {
            files.write(
                    "src/main/resources/qalqan/rulepack/" + file,
                    new String(Resources.bytes("pack/" + file), StandardCharsets.UTF_8));
        }
        KieBuilder builder = services.newKieBuilder(files);
        builder.buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(
                    "the rule pack does not compile: " + builder.getResults().getMessages(Message.Level.ERROR));
        }
        return (InternalKieModule) builder.getKieModule();
    }

    private static final class Loaded {
        static final KieBase RULES = load();
    }
}
