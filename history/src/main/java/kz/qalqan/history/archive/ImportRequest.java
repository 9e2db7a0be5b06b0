package kz.qalqan.history.archive;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import kz.qalqan.telemetry.Names;
import kz.qalqan.telemetry.Plan;

/**
 * What to import, and as what.
 *
 * @param data the data directory
 * @param plan who the sensors are
 * @param site whose past it is
 * @param name of the archive
 * @param files in the order they are read
 * @param form how they are to be read
 */
public record ImportRequest(Path data, Plan plan, String site, String name, List<Path> files, Form form) {
    public ImportRequest {
        Names.require("archive name", name);
        files = List.copyOf(files);
        if (plan.site(site).isEmpty()) {
            throw new IllegalArgumentException("site '" + site + "' is not in the plan: it has "
                    + plan.sites().keySet());
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no file to import");
        }
    }

    /** Kinds of files. */
    public enum Kind {
        EVIDENCE,
        CSV,
        LINE_PROTOCOL
    }

    /**
     * How files are to be read; {@link Kind#EVIDENCE} needs none of it.
     *
     * @param kind what they are
     * @param time how times are written
     * @param delimiter between the columns of a CSV file
     * @param decimalComma whether {@code 0,42} is a number
     * @param map what columns, tags and fields mean: see {@code docs/operating.md}
     */
    public record Form(Kind kind, TimeForm time, char delimiter, boolean decimalComma, Map<String, String> map) {
        public Form {
            map = Map.copyOf(map);
            if (decimalComma && delimiter == ',') {
                throw new IllegalArgumentException("a decimal comma needs another delimiter, for example ';'");
            }
        }
    }

    /**
     * What an import needs from outside.
     *
     * @param build for the header of the archive's segments
     * @param values what single values become
     * @param now readings measured later are refused
     * @param cancelled asked often; true calls the import off
     * @param progress told often
     */
    public record Ports(String build, PastValues values, Instant now, BooleanSupplier cancelled, Progress progress) {}

    /** How far an import is. */
    @FunctionalInterface
    public interface Progress {
        /** This many lines (or entries) of this file are read; the counts are of all files. */
        void at(Path file, long line, long readings, long rejected);
    }
}
