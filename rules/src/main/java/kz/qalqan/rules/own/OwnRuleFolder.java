package kz.qalqan.rules.own;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import kz.qalqan.telemetry.OwnRules;

/**
 * The directory a mine keeps its own rules in: {@code .drl} files, and decision tables as {@code .csv} and
 * {@code .xlsx}. Other files, and those whose name begins with a point, are left alone.
 *
 * <p>Threads: any.
 */
public final class OwnRuleFolder {
    /** Most bytes of one file. */
    public static final int FILE_BYTES_MAX = 1 << 20;

    /** Most bytes of all rules together, as they go into the journal. */
    public static final int TEXT_BYTES_MAX = 2 << 20;

    private static final int FILES_MAX = 100;
    private static final Set<String> KINDS = Set.of(".drl", ".csv", ".xlsx");

    private OwnRuleFolder() {}

    /**
     * What was found.
     *
     * @param hash SHA-256 of names and texts
     * @param files the files
     * @param pack what they are, compiled
     * @param faults what is wrong; then none of it may run
     */
    public record Found(String hash, List<OwnRules.File> files, OwnPack pack, List<RuleFault> faults) {
        /** The journal's entry of it. */
        public OwnRules entry(String by, String reason) {
            return new OwnRules(
                    hash,
                    files,
                    by,
                    reason,
                    faults.stream().map(RuleFault::toString).toList());
        }
    }

    /**
     * Reads, checks and compiles a directory; one that does not exist holds no rules.
     *
     * @param known limits own rules may ask for, {@code rule:level}
     */
    public static Found read(Path directory, Set<String> known) {
        List<RuleFault> faults = new ArrayList<>();
        List<OwnRules.File> files = new ArrayList<>();
        for (Path path : list(directory, faults)) {
            file(path, files, faults);
        }
        if (files.stream().mapToLong(file -> file.text().length()).sum() > TEXT_BYTES_MAX / 2) {
            faults.add(new RuleFault(directory.toString(), 0, "more rules than " + TEXT_BYTES_MAX + " bytes hold"));
        }
        String hash = hash(files);
        OwnPack pack = faults.isEmpty() ? OwnPack.of(hash, files, known) : OwnPack.NONE;
        faults.addAll(pack.faults());
        return new Found(hash, List.copyOf(files), pack, List.copyOf(faults));
    }

    private static List<Path> list(Path directory, List<RuleFault> faults) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> rules = all.filter(OwnRuleFolder::meant).sorted().toList();
            if (rules.size() > FILES_MAX) {
                faults.add(new RuleFault(directory.toString(), 0, rules.size() + " files: allowed are " + FILES_MAX));
            }
            return rules.subList(0, Math.min(rules.size(), FILES_MAX));
        } catch (IOException e) {
            faults.add(new RuleFault(directory.toString(), 0, "the directory cannot be read: " + e));
            return List.of();
        }
    }

    private static boolean meant(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && KINDS.stream().anyMatch(name::endsWith);
    }

    private static void file(Path path, List<OwnRules.File> files, List<RuleFault> faults) {
        String name = path.getFileName().toString();
        try {
            if (Files.size(path) > FILE_BYTES_MAX) {
                throw new Refused(0, Files.size(path) + " bytes: allowed are " + FILE_BYTES_MAX);
            }
            byte[] bytes = Files.readAllBytes(path);
            String text = DecisionTable.is(name)
                    ? DecisionTable.text(name, bytes)
                    : StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
            files.add(new OwnRules.File(name, HexFormat.of().formatHex(sha256().digest(bytes)), text));
        } catch (CharacterCodingException e) {
            faults.add(new RuleFault(name, 0, "this is no UTF-8 text"));
        } catch (IOException e) {
            faults.add(new RuleFault(name, 0, "the file cannot be read: " + e));
        } catch (Refused e) {
            faults.add(new RuleFault(name, e.line, e.reason()));
        }
    }

    private static String hash(List<OwnRules.File> files) {
        MessageDigest digest = sha256();
        for (OwnRules.File file : files) {
            for (String part : List.of(file.name(), file.sha256(), file.text())) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
