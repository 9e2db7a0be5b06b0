package kz.qalqan.ingest;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What comes from the broker, read in large pieces: messages are taken out and told, every other packet is passed on as
 * it came. A message that cannot be read here is passed on as well.
 *
 * <p>A timeout of the socket leaves everything as it was; the next call goes on there.
 *
 * <p>Paho must hear that the broker lives: the answer to its ping may stand behind a backlog of minutes. So after some
 * of what was told a sign of life is passed on, an acknowledgement of packet 0, which never was: Paho passes it over.
 *
 * <p>Threads: the one that reads.
 */
final class PacketInput extends InputStream {
    private static final int PIECE = 64 * 1024;
    private static final int PUBLISH = 3;
    private static final int TYPE_SHIFT = 4;
    /** Bytes of a packet's header at most: its type, and its length in seven bits a byte. */
    private static final int HEADER_MAX = 5;

    private static final byte[] SIGN_OF_LIFE = {0x40, 2, 0, 0};
    private static final int SIGN_EVERY_BYTES = 16 * 1024;

    private final InputStream in;
    private final Messages messages;
    private final PublishDecoder decoder = new PublishDecoder();
    private byte[] buffer = new byte[PIECE];
    private int at;
    private int end;
    private int passing;
    private boolean told = true;
    private int sign = SIGN_OF_LIFE.length;
    private int toldBytes;

    /** Who takes the messages; must not block and not throw. */
    interface Messages {
        /** The next message. */
        void message(PublishDecoder.Publish message);

        /** No more just now: more has to be waited for. */
        void pause();
    }

    PacketInput(InputStream in, Messages messages) {
        this.in = in;
        this.messages = messages;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!toPassOn()) {
            return -1;
        }
        if (sign < SIGN_OF_LIFE.length) {
            into[from] = SIGN_OF_LIFE[sign++];
            return 1;
        }
        int count = Math.min(length, Math.min(passing, end - at));
        System.arraycopy(buffer, at, into, from, count);
        at += count;
        passing -= count;
        return count;
    }

    @Override
    public int available() {
        return Math.min(passing, end - at);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Tells messages until there is something to pass on; false at the end of the stream. */
    private boolean toPassOn() throws IOException {
        while (passing == 0 && sign == SIGN_OF_LIFE.length) {
            int size = size();
            boolean message = size > 0 && (buffer[at] & 0xFF) >>> TYPE_SHIFT == PUBLISH;
            if (size == 0 || (message && end - at < size)) {
                if (!signDue() && !fill(size)) {
                    return false;
                }
            } else if (message && tell(size)) {
                at += size;
            } else {
                passing = size;
            }
        }
        return sign < SIGN_OF_LIFE.length || at < end || fill(0);
    }

    private boolean signDue() {
        if (toldBytes < SIGN_EVERY_BYTES) {
            return false;
        }
        pause();
        toldBytes = 0;
        sign = 0;
        return true;
    }

    private void pause() {
        if (!told) {
            told = true;
            messages.pause();
        }
    }

    private boolean tell(int size) {
        PublishDecoder.@Nullable Publish message = decoder.decode(buffer, at, size);
        if (message == null) {
            return false;
        }
        told = false;
        toldBytes += size;
        messages.message(message);
        return true;
    }

    /** Size of the packet that begins here, header and all; 0 while its header is not all there. */
    private int size() throws IOException {
        int length = 0;
        for (int i = 1; i < HEADER_MAX; i++) {
            if (at + i >= end) {
                return 0;
            }
            byte b = buffer[at + i];
            length |= (b & 0x7F) << (7 * (i - 1));
            if (b >= 0) {
                return checked(1 + i + length);
            }
        }
        throw new IOException("the broker sent a packet without a length");
    }

    private static int checked(int size) throws IOException {
        if (size > Limits.PACKET_BYTES_MAX) {
            throw new IOException("the broker sent a packet of " + size + " bytes: at most " + Limits.PACKET_BYTES_MAX);
        }
        return size;
    }

    /** Waits for more bytes behind those there are, with room for so many in all; false at the end of the stream. */
    private boolean fill(int size) throws IOException {
        pause();
        int left = end - at;
        int room = Math.max(PIECE, size);
        byte[] target = buffer.length == room || (buffer.length > room && left > 0) ? buffer : new byte[room];
        System.arraycopy(buffer, at, target, 0, left);
        buffer = target;
        at = 0;
        end = left;
        int count = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, count);
        return count > 0;
    }
}
