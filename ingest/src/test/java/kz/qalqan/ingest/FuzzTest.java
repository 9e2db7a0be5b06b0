package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever comes, a decoder gives values or a {@link Refusal}, soon, and in memory that the payload pays for. Set
 * {@code qalqan.seed} to run a printed seed again.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class FuzzTest {
    private static final int ROUNDS = 40_000;

    /** Bytes allocated for a byte of payload: a name of one letter becomes a record with its text. */
    private static final long BYTES_PER_BYTE = 200;

    private static final long BYTES_BESIDE = 512 * 1024;

    private static final List<String> TOPICS =
            List.of("mine/k1/face-3/GA-07/telemetry", "mine/k1/face-3/GA-07/senml", "v1/gateway/telemetry");
    private static final List<String> TYPES = List.of("", "application/senml+json", "application/senml+cbor");

    private static final List<byte[]> SEEDS = List.of(
            text("{\"ts\":1763700000000,\"seq\":17,\"values\":{\"ch4\":0.42,\"co\":{\"v\":3,\"u\":\"[ppm]\"}},"
                    + "\"quality\":\"good\"}"),
            text("[{\"ts\":\"2026-11-21T12:00:00+05:00\",\"values\":{\"ch4\":-1e-5}},{\"values\":{\"o2\":null}}]"),
            text("{\"GA-07\":[{\"ts\":1763700000,\"values\":{\"ch4\":NaN}},{\"ch4\":[1,{\"a\":\"b\"}]}]}"),
            text("[{\"bn\":\"urn:dev:ow:10e2073a01080063:\",\"bt\":1.276020076e+09,\"bu\":\"A\",\"bver\":5,\"bv\":1,"
                    + "\"n\":\"ch4\",\"u\":\"/\",\"v\":120.1},"
                    + "{\"n\":\"x\",\"t\":-5,\"vs\":\"\\u00e9\"},{\"vb\":true}]"),
            hex("82a5216647412d30373a221a6b0168c0006363683401612502f93e00a30062636f016370706d0207"),
            hex("9fbf2162613a006178" + "02c48220182affbf00617906fbc0f0000000000000" + "0843010203ffff"));

    private static final Formats FORMATS = new Formats();

    @Test
    void mutatedPayloadsAreReadOrRefused() {
        long seed = Long.getLong("qalqan.seed", System.nanoTime());
        System.out.println("FuzzTest seed " + seed);
        Random random = new Random(seed);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] payload = SEEDS.get(random.nextInt(SEEDS.size())).clone();
            for (int mutations = random.nextInt(6); mutations > 0; mutations--) {
                payload = mutated(payload, random);
            }
            read += decodes(payload, random, "round " + round + " of seed " + seed) ? 1 : 0;
        }
        // Otherwise it only ever tries what is refused at the first byte.
        assertThat(read).isBetween(ROUNDS / 50, ROUNDS - ROUNDS / 50);
    }

    @Test
    void randomBytesAreReadOrRefused() {
        long seed = Long.getLong("qalqan.seed", System.nanoTime());
        System.out.println("FuzzTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] payload = new byte[random.nextInt(64)];
            random.nextBytes(payload);
            if (payload.length > 1 && random.nextBoolean()) {
                payload[0] = (byte) (0x80 | random.nextInt(0x20)); // an array: further into the decoder
                payload[1] = (byte) (0xa0 | random.nextInt(0x20));
            }
            decodes(payload, random, "round " + round + " of seed " + seed);
        }
    }

    /** Nesting, endless things, and lengths that promise gigabytes. */
    @Test
    void hostilePayloadsCostNoMoreThanTheirLength() {
        Random random = new Random(1);
        decodes(text("{}"), random, "classes are loaded");
        for (byte[] payload : hostile()) {
            for (String topic : TOPICS) {
                for (String type : TYPES) {
                    long before = allocated();
                    decodes(topic, type, payload, "hostile " + HexFormat.of().formatHex(head(payload)));
                    assertThat(allocated() - before)
                            .as("bytes allocated for %s on %s as '%s'", new String(head(payload), UTF_8), topic, type)
                            .isLessThan(BYTES_BESIDE + BYTES_PER_BYTE * payload.length);
                }
            }
        }
    }

    private static List<byte[]> hostile() {
        int big = Limits.PAYLOAD_BYTES_MAX;
        return List.of(
                text("[".repeat(big)),
                text("{\"values\":".repeat(big / 10)),
                text("{\"a\":[".repeat(big / 6)),
                text("[{\"n\":\"" + "a".repeat(big - 20) + "\"}]"),
                text("{\"values\":{\"ch4\":" + "9".repeat(big - 30) + "}}"),
                text("{\"values\":{" + "\"a\":1,".repeat(big / 6 - 10) + "\"a\":1}}"),
                text("[" + "{},".repeat(big / 3 - 2) + "{}]"),
                text("[{\"bn\":\"" + "a".repeat(500) + "\",\"v\":1}" + ",{\"v\":1}".repeat(big / 8 - 80) + "]"),
                text("{\"values\":{\"ch4\":1e999999999},\"ts\":1e999999999}"),
                text("[{\"n\":\"a\",\"bt\":1e308,\"t\":-1e308,\"bv\":1e-308,\"v\":1e308}]"),
                repeated(0x81, big),
                repeated(0x9f, big),
                repeated(0xbf, big),
                repeated(0xc1, big),
                hex("81a10002" + "d9d9f7".repeat(100_000)),
                hex("9b7fffffffffffffff"),
                hex("81bb7fffffffffffffff"),
                hex("81a1007b7fffffffffffffff6161"),
                hex("81a1007a7fffffff6161"),
                hex("81a1085b7fffffffffffffff00"),
                hex("81a1085a7fffffff00"),
                hex("81a1087f5f5f5f"),
                hex("81a102c25a7fffffff00"),
                hex("81a102c4821b7fffffffffffffff01"),
                hex("81a102c4821a7fffffff18ff"),
                hex("81a102c4823a7fffffff18ff"),
                hex("9fbf007f" + "6161".repeat(20_000) + "ff02f6ffff"));
    }

    private static boolean decodes(byte[] payload, Random random, String what) {
        return decodes(
                TOPICS.get(random.nextInt(TOPICS.size())), TYPES.get(random.nextInt(TYPES.size())), payload, what);
    }

    @SuppressWarnings("IllegalCatch") // what must not happen, with what made it happen
    private static boolean decodes(String topic, String type, byte[] payload, String what) {
        try {
            FORMATS.decode(Topic.parse(topic), Delivery.Body.of(payload, type));
            return true;
        } catch (Refusal refusal) {
            assertThat(refusal.detail()).isNotBlank();
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    what + ", " + topic + " as '" + type + "': "
                            + HexFormat.of().formatHex(head(payload)),
                    e);
        }
    }

    private static byte[] mutated(byte[] payload, Random random) {
        if (payload.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(payload.length);
        int to = at + random.nextInt(payload.length - at + 1);
        byte[] piece = Arrays.copyOfRange(payload, at, to);
        byte[] before = Arrays.copyOf(payload, at);
        byte[] after = Arrays.copyOfRange(payload, to, payload.length);
        return switch (random.nextInt(6)) {
            case 0 -> with(payload, at, (byte) random.nextInt());
            case 1 -> with(payload, at, (byte) (payload[at] ^ (1 << random.nextInt(8))));
            case 2 -> joined(before, after);
            case 3 -> joined(joined(before, piece), joined(piece, after));
            case 4 -> joined(joined(before, SEEDS.get(random.nextInt(SEEDS.size()))), after);
            default -> before;
        };
    }

    private static byte[] with(byte[] payload, int at, byte value) {
        byte[] changed = payload.clone();
        changed[at] = value;
        return changed;
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static byte[] repeated(int value, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] head(byte[] payload) {
        return Arrays.copyOf(payload, Math.min(payload.length, 120));
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
