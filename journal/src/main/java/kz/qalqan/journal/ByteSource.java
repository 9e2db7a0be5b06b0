package kz.qalqan.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what a {@link ByteSink} wrote; whatever does not fit is a {@link MalformedRecord}, never an index out of
 * bounds.
 *
 * <p>Threads: one.
 */
final class ByteSource {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[0];
    private int at;
    private int end;

    ByteSource() {}

    /** Starts over with {@code length} bytes at {@code offset}. */
    ByteSource over(byte[] newBytes, int offset, int length) {
        bytes = newBytes;
        at = offset;
        end = offset + length;
        return this;
    }

    byte[] array() {
        return bytes;
    }

    /** Index into {@link #array()} of the next byte. */
    int at() {
        return at;
    }

    int left() {
        return end - at;
    }

    /** Refuses bytes that nobody read: the writer knew more than this reader. */
    void expectEnd() {
        if (at != end) {
            throw new MalformedRecord((end - at) + " bytes left over");
        }
    }

    int getByte() {
        need(1);
        return bytes[at++] & 0xFF;
    }

    int getInt() {
        need(Integer.BYTES);
        int value = (int) INT.get(bytes, at);
        at += Integer.BYTES;
        return value;
    }

    long getLong() {
        need(Long.BYTES);
        long value = (long) LONG.get(bytes, at);
        at += Long.BYTES;
        return value;
    }

    long getVarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = getByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedRecord("a number of more than ten bytes");
    }

    long getZigzag() {
        long value = getVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A varint that must lie in {@code 0..max}. */
    int getCount(String what, int max) {
        long value = getVarint();
        if (value < 0 || value > max) {
            throw new MalformedRecord(what + " " + value + " is not in 0.." + max);
        }
        return (int) value;
    }

    byte[] getBytes(int length) {
        need(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    String getText() {
        int length = getCount("text length", left());
        need(length);
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    private void need(int length) {
        if (length < 0 || end - at < length) {
            throw new MalformedRecord(length + " bytes wanted, " + (end - at) + " there");
        }
    }
}
