package kz.qalqan.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What goes to the broker: Paho's packets whole, each when it is flushed, and our acknowledgements between them.
 *
 * <p>Threads: any; Paho writes from one.
 */
final class PacketOutput extends OutputStream {
    private static final int PUBACK = 0x40;
    private static final int PUBACK_BYTES = 4;

    private final OutputStream out;
    private final ByteArrayOutputStream packet = new ByteArrayOutputStream();

    PacketOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public synchronized void write(int b) {
        packet.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        packet.write(bytes, from, length);
    }

    @Override
    public synchronized void flush() throws IOException {
        packet.writeTo(out);
        packet.reset();
        out.flush();
    }

    /** Sends a PUBACK, reason success, for each of these packet ids, in one write. */
    void acknowledge(int[] packetIds, int count) throws IOException {
        byte[] bytes = new byte[count * PUBACK_BYTES];
        for (int i = 0; i < count; i++) {
            bytes[i * PUBACK_BYTES] = PUBACK;
            bytes[i * PUBACK_BYTES + 1] = 2;
            bytes[i * PUBACK_BYTES + 2] = (byte) (packetIds[i] >>> Byte.SIZE);
            bytes[i * PUBACK_BYTES + 3] = (byte) packetIds[i];
        }
        synchronized (this) {
            out.write(bytes);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
