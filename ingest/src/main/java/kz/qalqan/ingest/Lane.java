package kz.qalqan.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The short way past Paho, on Paho's own connection (docs/adr/0053).
 *
 * <p>Paho reads a message in several system calls, hands it over a queue of ten to another thread, and sends each
 * acknowledgement in a system call of its own; that costs more than journal, history and rules together. So the socket
 * it asks for is ours: {@link PacketInput} takes the messages out of what comes in, and acknowledgements of a whole
 * group leave in one write, between two packets of Paho's. Paho keeps what it is good for: connecting, subscribing,
 * publishing, pings and the end. Of a message with QoS 0 or 1 and manual acknowledgement it keeps nothing, so it misses
 * nothing.
 *
 * <p>Threads: Paho's make and use the streams; {@link #acknowledge} any.
 */
final class Lane extends SocketFactory {
    private final PacketInput.Messages messages;
    private volatile @Nullable PacketOutput output;

    Lane(PacketInput.Messages messages) {
        this.messages = messages;
    }

    /**
     * Acknowledges messages with QoS 1, in this order.
     *
     * @throws IOException when the connection is gone; then all of them may be delivered again
     */
    void acknowledge(int[] packetIds, int count) throws IOException {
        PacketOutput out = output;
        if (out == null) {
            throw new IOException("nothing is connected");
        }
        out.acknowledge(packetIds, count);
    }

    @Override
    public Socket createSocket() {
        return new Connection();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("Paho connects the socket itself");
    }

    private final class Connection extends Socket {
        private @Nullable InputStream in;
        private @Nullable OutputStream out;

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            InputStream made = in;
            if (made == null) {
                made = new PacketInput(super.getInputStream(), messages);
                in = made;
            }
            return made;
        }

        @Override
        public synchronized OutputStream getOutputStream() throws IOException {
            OutputStream made = out;
            if (made == null) {
                PacketOutput packets = new PacketOutput(super.getOutputStream());
                output = packets;
                out = packets;
                made = packets;
            }
            return made;
        }
    }
}
