package kz.qalqan.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import kz.qalqan.telemetry.JournalEntry;

/** A process that writes entries for ever and says each position that is durable: made to be killed. */
final class LoadedChild {
    static final int READINGS = 40;

    private LoadedChild() {}

    public static void main(String[] arguments) throws IOException {
        ReadingStore store = EmbeddedStore.open(Path.of(arguments[0]), Entries.FOR_EVER, InstantSource.system());
        long position = store.stored(Entries.SITE).position();
        while (System.in.available() == 0) {
            List<JournalEntry> entries = Entries.run(position + 1, 50, READINGS);
            store.append(Entries.SITE, entries);
            position += entries.size();
            System.out.println("durable " + position);
            System.out.flush();
        }
    }
}
