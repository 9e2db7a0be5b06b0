package kz.qalqan.rules.own;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drools.compiler.kie.builder.impl.DrlProject;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * Compiles own rules: first Drools' classic build, whose messages name the line, then the executable model, which is
 * the one that runs. Each accepts in silence what the other refuses, so both must pass.
 *
 * <p>Threads: any; one build at a time, because Drools keeps its modules in one place.
 */
final class BothBuilds {
    private static final String ROOT = "src/main/resources/qalqan/own/";
    private static final Object ONE_AT_A_TIME = new Object();

    private final Map<String, List<OwnRule>> files = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final KieServices services = KieServices.get();
    private final String hash;

    BothBuilds(String hash, List<OwnRule> rules) {
        this.hash = hash;
        rules.forEach(rule ->
                files.computeIfAbsent(rule.file(), f -> new ArrayList<>()).add(rule));
    }

    /**
     * The rules, ready to run; null when a build refuses them.
     *
     * @param faults where what is wrong goes
     */
    @Nullable
    KieBase build(List<RuleFault> faults) {
        synchronized (ONE_AT_A_TIME) {
            KieFileSystem classic = sources("classic", faults);
            if (!faults.isEmpty()) {
                return null;
            }
            run(services.newKieBuilder(classic), DrlProject.class, faults);
            services.getRepository().removeKieModule(release("classic"));
            if (!faults.isEmpty()) {
                return null;
            }
            run(services.newKieBuilder(sources("executable", faults)), ExecutableModelProject.class, faults);
            try {
                return faults.isEmpty()
                        ? services.newKieContainer(release("executable")).newKieBase(services.newKieBaseConfiguration())
                        : null;
            } finally {
                services.getRepository().removeKieModule(release("executable"));
            }
        }
    }

    private ReleaseId release(String build) {
        return services.newReleaseId("kz.qalqan", "own-rules-" + build, hash);
    }

    private KieFileSystem sources(String build, List<RuleFault> faults) {
        KieFileSystem sources = services.newKieFileSystem();
        sources.generateAndWritePomXML(release(build));
        sources.write(ROOT + "frame.drl", DrlWriter.frame());
        int number = 0;
        for (Map.Entry<String, List<OwnRule>> file : files.entrySet()) {
            String drl = DrlWriter.write(file.getValue());
            again(file.getKey(), drl, file.getValue(), faults);
            String name = "file" + number++ + ".drl";
            names.put(name, file.getKey());
            sources.write(ROOT + name, drl);
        }
        return sources;
    }

    /**
     * What Drools' own parser sees in what we wrote must be our rules and nothing else: the second lock, in case the
     * first reads a file otherwise than Drools does.
     */
    private static void again(String file, String drl, List<OwnRule> rules, List<RuleFault> faults) {
        try {
            DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
            PackageDescr found = parser.parse(false, drl);
            if (parser.hasErrors() || found == null) {
                parser.getErrors()
                        .forEach(error -> faults.add(new RuleFault(file, error.getLines()[0], error.getMessage())));
                return;
            }
            boolean bare = found.getGlobals().isEmpty()
                    && found.getFunctions().isEmpty()
                    && found.getFunctionImports().isEmpty()
                    && found.getTypeDeclarations().isEmpty()
                    && found.getEnumDeclarations().isEmpty()
                    && found.getEntryPointDeclarations().isEmpty()
                    && found.getWindowDeclarations().isEmpty()
                    && found.getImports().size() == Vocabulary.classes().size();
            if (!bare || !same(found.getRules(), rules)) {
                faults.add(new RuleFault(file, 0, "Drools reads other rules in it than it shows"));
            }
        } catch (DroolsParserException e) {
            faults.add(new RuleFault(file, 0, "Drools cannot read it: " + e.getMessage()));
        }
    }

    private static boolean same(List<RuleDescr> found, List<OwnRule> rules) {
        boolean same = found.size() == rules.size();
        for (int i = 0; same && i < found.size(); i++) {
            RuleDescr rule = found.get(i);
            String expected = DrlWriter.consequence(rules.get(i).finding()).substring("then".length());
            same = rule.getName().equals(rules.get(i).name())
                    && String.valueOf(rule.getConsequence()).strip().equals(expected.strip())
                    && rule.getNamedConsequences().isEmpty()
                    && rule.getAttributes().isEmpty();
        }
        return same;
    }

    private void run(KieBuilder builder, Class<? extends KieBuilder.ProjectType> kind, List<RuleFault> faults) {
        builder.buildAll(kind);
        for (Message message : builder.getResults().getMessages(Message.Level.ERROR)) {
            String path = String.valueOf(message.getPath());
            String file = names.getOrDefault(path.substring(path.lastIndexOf('/') + 1), "own rules");
            faults.add(new RuleFault(file, line(file, message), message.getText()));
        }
    }

    /** The line; where Drools knows none, that of the rule it names. */
    private int line(String file, Message message) {
        if (message.getLine() > 0) {
            return message.getLine();
        }
        return files.getOrDefault(file, List.of()).stream()
                .filter(rule -> message.getText().contains(rule.name()))
                .mapToInt(OwnRule::line)
                .findFirst()
                .orElse(0);
    }
}
