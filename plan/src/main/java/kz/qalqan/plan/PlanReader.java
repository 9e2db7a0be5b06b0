package kz.qalqan.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Site;

/**
 * Reads a plan from YAML; a wrong plan is refused with the file, the line and the fault of everything that is wrong.
 *
 * <p>Threads: any.
 */
public final class PlanReader {
    /** The form of plan this reader knows. */
    public static final int SCHEMA = 1;

    private static final List<String> SHIPPED = List.of("karaganda-1", "zhezkazgan-1");

    private PlanReader() {}

    /**
     * Reads a plan file.
     *
     * @throws FaultyDocument when the plan is wrong
     * @throws UncheckedIOException when the file cannot be read
     */
    public static Plan read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("plan " + file + " cannot be read: " + e, e);
        }
    }

    /** Names of the plans that come with the program. */
    public static List<String> shipped() {
        return SHIPPED;
    }

    /** Whether a plan of this name comes with the program. */
    public static boolean isShipped(String name) {
        return SHIPPED.contains(name);
    }

    /**
     * Reads a plan that comes with the program.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public static Plan shipped(String name) {
        String file = name + ".yml";
        try (InputStream in = PlanReader.class.getResourceAsStream("/plans/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no plan '" + name + "' is shipped; there are " + SHIPPED);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), file);
        } catch (IOException e) {
            throw new UncheckedIOException("shipped plan " + name + " cannot be read", e);
        }
    }

    /**
     * Reads a plan from its text.
     *
     * @param file its name in faults
     * @throws FaultyDocument when the plan is wrong
     */
    public static Plan parse(String text, String file) {
        YamlDocument document = YamlDocument.parse(text, file);
        YamlValue root = document.root().only("schema", "sites");
        int schema = root.require("schema").whole(SCHEMA);
        if (schema != SCHEMA) {
            root.get("schema").fault("schema " + schema + " is unknown; this program reads " + SCHEMA);
        }
        Map<String, Site> sites = new LinkedHashMap<>();
        List<YamlValue> values = root.require("sites").list();
        if (values.isEmpty()) {
            root.get("sites").fault("names no site; at least one is needed");
        }
        for (YamlValue value : values) {
            Site site = new SiteReader(value).read();
            if (sites.put(site.id(), site) != null) {
                value.get("id").fault("site '" + site.id() + "' stands twice");
            }
        }
        document.finish();
        return new Plan(hash(text), text, sites);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
