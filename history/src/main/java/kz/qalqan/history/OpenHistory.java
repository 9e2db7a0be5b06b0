package kz.qalqan.history;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What is open in one directory; exchanged as a whole when it is damaged.
 *
 * @param db the tables
 * @param cursors how far they have come
 * @param rollUp which hours are summed up
 * @param lookup answers from them
 */
record OpenHistory(QuestDb db, Cursors cursors, RollUp rollUp, Lookup lookup) implements AutoCloseable {
    static OpenHistory in(Path dir, QuestDb db) throws IOException {
        RollUp rollUp = RollUp.open(dir.resolve("hours"), db);
        return new OpenHistory(db, new Cursors(dir.resolve("cursors")), rollUp, new Lookup(db, rollUp));
    }

    @Override
    public void close() {
        db.close();
    }
}
