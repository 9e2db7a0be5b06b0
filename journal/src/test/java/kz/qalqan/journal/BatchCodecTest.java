package kz.qalqan.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import org.junit.jupiter.api.Test;

final class BatchCodecTest {
    private static final long RECEIVED = ReadingBatch.micros(Entries.START);

    @Test
    void anyBatchComesBackBitForBit() {
        for (long seed = 0; seed < 300; seed++) {
            ReadingBatch batch = Entries.any(new Random(seed));
            ReadingBatch back = roundTrip(batch);
            assertThat(back).as("seed " + seed).isEqualTo(batch);
            assertThat(bits(back.value())).as("seed " + seed).isEqualTo(bits(batch.value()));
        }
        assertThat(bits(roundTrip(Entries.oddValues()).value()))
                .isEqualTo(bits(Entries.oddValues().value()));
    }

    @Test
    void duplicatesReplaysAndOtherZonesComeBack() {
        for (long seed = 0; seed < 100; seed++) {
            ReadingBatch batch = Entries.odd(new Random(seed));
            assertThat(roundTrip(batch)).as("seed " + seed).isEqualTo(batch);
        }
    }

    @Test
    void largestBatchComesBack() {
        ReadingBatch batch = Entries.walk(new Random(5), 64, ReadingBatch.SIZE_MAX / 64, Entries.START);
        assertThat(roundTrip(batch)).isEqualTo(batch);
    }

    @Test
    void slowWalkTakesLessThanEightBytesAReading() {
        ReadingBatch batch = Entries.walk(new Random(5), 50, 20, Entries.START);
        double bytesPerReading = (double) encoded(batch, learned(batch)).length / batch.size();
        assertThat(bytesPerReading).isLessThan(2.0);
    }

    @Test
    void damagedColumnsAreRefusedAndNeverRunAway() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            ReadingBatch batch = Entries.walk(random, 1 + random.nextInt(5), 1 + random.nextInt(20), Entries.START);
            byte[] bytes = encoded(batch, learned(batch));
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            int length = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length);
            try (EntryDecoder decoder = new EntryDecoder()) {
                decoder.decode(
                        new Frames.Head(0, 1, 2, false, 1, RECEIVED),
                        RecordType.READINGS,
                        new ByteSource().over(bytes, 0, length),
                        batch.sensors());
            } catch (MalformedRecord e) {
                assertThat(e).as("seed " + seed).hasMessageMatching("(?s).+");
            }
        }
    }

    @Test
    void recordFromTheFutureIsRefusedByItsName() {
        assertThatThrownBy(() -> RecordType.of(42, 1)).hasMessageContaining("unknown record type 42");
        assertThatThrownBy(() -> RecordType.of(RecordType.TICK.code(), 2))
                .hasMessageContaining("TICK has schema version 2");
    }

    private static ReadingBatch roundTrip(ReadingBatch batch) {
        byte[] bytes = encoded(batch, learned(batch));
        try (BatchDecoder decoder = new BatchDecoder()) {
            return decoder.decode(new ByteSource().over(bytes, 0, bytes.length), 2, RECEIVED, batch.sensors());
        }
    }

    private static SensorDictionary learned(ReadingBatch batch) {
        SensorDictionary dictionary = new SensorDictionary();
        dictionary.learn(batch);
        return dictionary;
    }

    private static byte[] encoded(ReadingBatch batch, SensorDictionary dictionary) {
        ByteSink sink = new ByteSink(16);
        try (BatchEncoder encoder = new BatchEncoder()) {
            encoder.encode(batch, RECEIVED, dictionary, sink);
        }
        List<SensorId> sensors = batch.sensors();
        assertThat(dictionary.size()).isEqualTo(sensors.size());
        return Arrays.copyOf(sink.array(), sink.size());
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }
}
