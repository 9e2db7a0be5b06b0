package kz.qalqan.history;

import io.questdb.griffin.SqlException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What each hour was like, beside the readings themselves: it answers long questions quickly, and old ones when the
 * readings are gone.
 *
 * <p>An hour is <em>dirty</em> from before the first reading of it is stored until its sums are stored and visible.
 * Dirty hours are on disk before the readings are, so a killed process forgets none; a late reading makes its hour
 * dirty again, and the hour is summed up anew from the readings. Questions take dirty hours from the readings.
 *
 * <p>Readings measured before {@link View#rawFrom} are gone. One that arrives later still widens its hour, so that no
 * excursion is lost; mean and count stay what they were.
 *
 * <p>Threads: one changes; any looks.
 */
final class RollUp {
    private final Path file;
    private volatile View view;

    /**
     * What can be taken from where.
     *
     * @param rawFrom readings measured before are gone: start of a day, epoch microseconds
     * @param dirty starts of the hours whose sums must not be used
     */
    record View(long rawFrom, NavigableSet<Long> dirty) {}

    private RollUp(Path file, View view) {
        this.file = file;
        this.view = view;
    }

    /** Reads how far the sums are; when that is unknown, every hour with readings is summed up again. */
    static RollUp open(Path file, QuestDb db) {
        String text = CheckedFile.read(file);
        return new RollUp(file, text == null ? everything(db) : parse(text));
    }

    private static View everything(QuestDb db) {
        TreeSet<Long> dirty = new TreeSet<>();
        Set<Long> days = db.readings().partitions();
        days.forEach(day -> dirty.addAll(hours(day)));
        boolean sums = !db.hours().partitions().isEmpty();
        return new View(sums && !dirty.isEmpty() ? dirty.first() : 0, frozen(dirty));
    }

    private static List<Long> hours(long day) {
        List<Long> hours = new ArrayList<>();
        for (long hour = day; hour < day + Range.DAY; hour += Range.HOUR) {
            hours.add(hour);
        }
        return hours;
    }

    private static View parse(String text) {
        String[] words = text.split(" ", -1);
        TreeSet<Long> dirty = new TreeSet<>();
        for (int i = 1; i < words.length; i++) {
            dirty.add(Long.parseLong(words[i]) * Range.HOUR);
        }
        return new View(Long.parseLong(words[0]), frozen(dirty));
    }

    View view() {
        return view;
    }

    /** Readings of these hours are about to be stored. */
    void touch(Set<Long> hours) {
        if (!view.dirty().containsAll(hours)) {
            TreeSet<Long> more = new TreeSet<>(view.dirty());
            more.addAll(hours);
            change(new View(view.rawFrom(), frozen(more)));
        }
    }

    /**
     * Sums up dirty hours that ended, the oldest first.
     *
     * @param end only hours that ended by then, epoch microseconds
     * @param most of them in this call
     * @return whether there are none left
     */
    boolean refresh(QuestDb db, long end, int most, Duration wait) throws SqlException {
        List<Long> ended = new ArrayList<>(view.dirty().headSet(end - Range.HOUR, true));
        List<Long> now = ended.subList(0, Math.min(most, ended.size()));
        if (now.isEmpty()) {
            return true;
        }
        if (!db.readings().awaitApplied(wait)) {
            return false;
        }
        List<Hour> sums = new ArrayList<>();
        for (long hour : now) {
            sums.addAll(db.sumUp(hour));
        }
        if (!store(db, sums, wait)) {
            return false;
        }
        TreeSet<Long> left = new TreeSet<>(view.dirty());
        left.removeAll(now);
        change(new View(view.rawFrom(), frozen(left)));
        return now.size() == ended.size();
    }

    /** Readings of hours whose readings are gone: the sums hold their values, and nothing else changes. */
    void widen(QuestDb db, List<Hour> late, Duration wait) throws SqlException {
        if (late.isEmpty()) {
            return;
        }
        if (!db.hours().awaitApplied(wait)) {
            throw new StoreFault("sums of old hours are " + db.hours().waiting() + " commits behind");
        }
        List<Hour> wider = new ArrayList<>();
        for (Hour hour : late) {
            List<Hour> known = db.hoursOf(hour.sensor(), Range.hour(hour.start()));
            Hour.Sum sum = known.isEmpty() ? hour.sum() : known.get(0).sum().widened(hour.sum());
            wider.add(new Hour(hour.sensor(), hour.start(), sum));
        }
        store(db, wider, wait);
    }

    private static boolean store(QuestDb db, List<Hour> sums, Duration wait) {
        try (QuestBatch batch = new QuestBatch(db.hours(), 0)) {
            batch.add(sums);
            batch.commit();
        }
        return db.hours().awaitApplied(wait);
    }

    /**
     * Lets readings go that were measured before a time: first nobody is sent to them any more, then they are dropped.
     * Their hours have to be summed up before.
     */
    void dropReadings(QuestDb db, long before) throws SqlException {
        if (!view.dirty().headSet(before).isEmpty()) {
            throw new IllegalStateException("hours before " + before + " are not summed up yet");
        }
        change(new View(before, view.dirty()));
        drop(db.readings(), before(db.readings().partitions(), before));
    }

    /** Lets hours go whose month ended before a time. */
    static int dropHours(QuestDb db, long before) throws SqlException {
        List<Long> months = new ArrayList<>(db.hours().partitions());
        Set<Long> old = new TreeSet<>();
        for (int i = 0; i + 1 < months.size() && months.get(i + 1) <= before; i++) {
            old.add(months.get(i));
        }
        drop(db.hours(), old);
        return old.size();
    }

    private static Set<Long> before(Set<Long> starts, long end) {
        return starts.stream().filter(start -> start < end).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void drop(QuestTable table, Set<Long> partitions) throws SqlException {
        if (!partitions.isEmpty()) {
            table.drop(partitions);
        }
    }

    private void change(View now) {
        String text = now.rawFrom()
                + now.dirty().stream().map(hour -> " " + hour / Range.HOUR).collect(Collectors.joining());
        try {
            CheckedFile.write(file, text);
        } catch (IOException e) {
            throw new StoreFault("note which hours of history are summed up", e);
        }
        view = now;
    }

    private static NavigableSet<Long> frozen(Collection<Long> hours) {
        return Collections.unmodifiableNavigableSet(new TreeSet<>(hours));
    }
}
