package kz.qalqan.history;

import static kz.qalqan.telemetry.ReadingBatch.micros;

import io.questdb.griffin.SqlException;
import java.util.List;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * Writes journal entries: live ones among the readings, those of an archive among the imported.
 *
 * @param open where to
 * @param config with how long to wait
 */
record Writing(OpenHistory open, EmbeddedConfig config) {
    static Writing in(OpenHistory open, EmbeddedConfig config) {
        return new Writing(open, config);
    }

    /** Writes the readings and says how many of them stand behind the position. */
    long write(String journal, List<JournalEntry> entries, long position) throws SqlException {
        boolean imported = ReadingStore.imported(journal);
        QuestDb db = open.db();
        long keptFrom = imported ? 0 : open.rollUp().view().rawFrom();
        try (QuestBatch batch = new QuestBatch(imported ? db.imported() : db.readings(), keptFrom)) {
            long behind = 0;
            for (JournalEntry entry : entries) {
                if (entry.content() instanceof ReadingBatch readings) {
                    batch.add(readings, entry.position(), micros(entry.receivedAt()));
                    behind += entry.position() > position ? readings.size() : 0;
                    if (imported) {
                        readings.sensors().forEach(sensor -> open.lookup().imported(sensor.toString()));
                    }
                }
            }
            if (!imported) {
                open.rollUp().touch(batch.hours()); // before they are there: a question must not miss them
            }
            batch.commit();
            open.rollUp().widen(db, batch.late(), config.applyWait());
            return behind;
        }
    }
}
