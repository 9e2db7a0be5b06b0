package kz.qalqan.rules;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.ReadingBatch;
import org.jspecify.annotations.Nullable;

/**
 * The engine's whole state as bytes.
 *
 * <pre>
 * magic "QRS" and format version  4 bytes, the rest is deflated:
 *   engine version, site          UTF
 *   plan: hash UTF, length, text  the plan the state was made with
 *   position, last time           long, long
 *   changes of limits             count, then each with its moment
 *   own rules                     what holds, what was refused
 *   state                         {@link StateCodec}
 * </pre>
 */
final class Snapshot {
    private static final int BUFFER = 64 * 1024;
    private static final int MAGIC = 'Q' << 24 | 'R' << 16 | 'S' << 8 | 3;

    private final String site;
    private final long position;
    private final long last;

    Snapshot(String site, long position, long last) {
        this.site = site;
        this.position = position;
        this.last = last;
    }

    /**
     * What was read.
     *
     * @param engine version of the engine that wrote it
     * @param plan the plan in force then
     * @param position last position applied
     * @param last last engine time, epoch microseconds
     * @param changes limits changed by then
     * @param own the mine's own rules
     * @param state the state, still as bytes
     */
    record Restored(
            String engine,
            Plan plan,
            long position,
            long last,
            ChangeLog changes,
            OwnStatus own,
            StateCodec.Saved state) {}

    byte[] write(Kernel kernel, ChangeLog changes, Own own) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream head = new DataOutputStream(bytes)) {
            head.writeInt(MAGIC);
            Deflater fast = new Deflater(Deflater.BEST_SPEED);
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(new DeflaterOutputStream(head, fast), BUFFER))) {
                out.writeUTF(RuleEngine.VERSION);
                out.writeUTF(site);
                plan(kernel.mine.plan(), out);
                out.writeLong(position);
                out.writeLong(last);
                changes(changes, out);
                OwnRulesCodec.write(own, out);
                StateCodec.write(kernel, out);
            } finally {
                fast.end();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the state of site " + site, e);
        }
        return bytes.toByteArray();
    }

    private static void plan(Plan plan, DataOutputStream out) throws IOException {
        byte[] text = plan.text().getBytes(StandardCharsets.UTF_8);
        out.writeUTF(plan.hash());
        out.writeInt(text.length);
        out.write(text);
    }

    private static void changes(ChangeLog changes, DataOutputStream out) throws IOException {
        out.writeInt(changes.taken().size());
        for (ChangeLog.Change taken : changes.taken()) {
            LimitChange change = taken.change();
            out.writeLong(taken.moment().position());
            out.writeLong(ReadingBatch.micros(taken.moment().at()));
            out.writeUTF(change.limit());
            number(change.value(), out);
            number(change.deadBand(), out);
            number(change.onDelaySeconds(), out);
            number(change.offDelaySeconds(), out);
            out.writeUTF(change.author());
            out.writeUTF(change.reason());
            out.writeUTF(change.proposal());
        }
    }

    private static void number(@Nullable Number number, DataOutputStream out) throws IOException {
        out.writeBoolean(number != null);
        out.writeDouble(number == null ? 0 : number.doubleValue());
    }

    /**
     * Reads a snapshot.
     *
     * @param planOf finds the plan it was made with
     * @throws IllegalArgumentException when the bytes are no snapshot of this site
     */
    static Restored read(byte[] bytes, String site, Function<PlanInForce, Plan> planOf) {
        try (DataInputStream head = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int magic = head.readInt();
            if (magic != MAGIC) {
                throw new IllegalArgumentException(
                        "no engine snapshot of format 3: it begins with " + Integer.toHexString(magic));
            }
            DataInputStream in = new DataInputStream(new InflaterInputStream(head));
            String engine = in.readUTF();
            String written = in.readUTF();
            if (!written.equals(site)) {
                throw new IllegalArgumentException("a snapshot of site " + written + " cannot start site " + site);
            }
            String hash = in.readUTF();
            Plan plan = planOf.apply(
                    new PlanInForce(hash, new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8)));
            long position = in.readLong();
            long last = in.readLong();
            ChangeLog changes = changes(in);
            OwnStatus own = OwnRulesCodec.read(in);
            return new Restored(engine, plan, position, last, changes, own, new StateCodec.Saved(in.readAllBytes()));
        } catch (IOException e) {
            throw new IllegalArgumentException("the snapshot of site " + site + " is damaged: " + e.getMessage(), e);
        }
    }

    private static ChangeLog changes(DataInputStream in) throws IOException {
        ChangeLog changes = new ChangeLog();
        for (int i = in.readInt(); i > 0; i--) {
            long position = in.readLong();
            Instant at = ReadingBatch.instantOfMicros(in.readLong());
            String limit = in.readUTF();
            Double value = number(in);
            Double deadBand = number(in);
            Integer onDelay = whole(number(in));
            Integer offDelay = whole(number(in));
            changes.taken()
                    .add(new ChangeLog.Change(
                            new LimitChange(
                                    limit,
                                    value,
                                    deadBand,
                                    onDelay,
                                    offDelay,
                                    in.readUTF(),
                                    in.readUTF(),
                                    in.readUTF()),
                            new Moment(position, at)));
        }
        return changes;
    }

    private static @Nullable Double number(DataInputStream in) throws IOException {
        boolean present = in.readBoolean();
        double value = in.readDouble();
        return present ? value : null;
    }

    private static @Nullable Integer whole(@Nullable Double number) {
        return number == null ? null : number.intValue();
    }
}
