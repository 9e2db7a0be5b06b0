package kz.qalqan.rules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.drools.compiler.kie.builder.impl.InternalKieModule;

/** Writes the compiled rules beside our own classes: a step of the build, never called by the service. */
public final class PackCompiler {
    private static final String PACKAGE = "qalqan/rulepack/";

    private PackCompiler() {}

    /**
     * Compiles the shipped rules.
     *
     * @param args the directory of our classes
     * @throws IOException when it cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path classes = Path.of(args[0]);
        clear(classes.resolve(PACKAGE));
        InternalKieModule module = Pack.compile();
        List<String> files = module.getFileNames().stream().sorted().toList();
        for (String file : files) {
            if (file.startsWith(PACKAGE) && file.endsWith(".class")) {
                Path target = classes.resolve(file);
                Files.createDirectories(target.getParent());
                Files.write(target, module.getBytes(file));
            }
        }
        String list = files.stream()
                .filter(file -> file.endsWith("drools-model"))
                .findFirst()
                .orElseThrow();
        List<String> models = new String(module.getBytes(list), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("qalqan.rulepack."))
                .toList();
        Files.write(classes.resolve("kz/qalqan/rules/" + Pack.MODELS), models);
    }

    private static void clear(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> old = Files.walk(directory)) {
            for (Path file : old.filter(f -> f.toString().endsWith(".class")).toList()) {
                Files.delete(file);
            }
        }
    }
}
