package kz.qalqan.history.archive;

import java.nio.file.Path;
import kz.qalqan.journal.EvidenceFile;
import kz.qalqan.telemetry.JournalEntry;

/** An evidence file of a Qalqan: checked whole, then taken over entry by entry, with times of receipt as they were. */
final class EvidencePast {
    private EvidencePast() {}

    static void read(Path file, String site, Desk desk) {
        try (EvidenceFile evidence = EvidenceFile.open(file)) {
            if (!evidence.contents().site().equals(site)) {
                throw new IllegalArgumentException(
                        file + " is of site '" + evidence.contents().site() + "', not of '" + site + "'");
            }
            long number = 0;
            for (JournalEntry entry = evidence.next(); entry != null; entry = evidence.next()) {
                desk.line(++number, "");
                desk.journal().add(entry.content(), entry.receivedAt());
            }
        }
    }
}
