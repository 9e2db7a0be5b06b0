package kz.qalqan.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network cable between ingest and the broker that can be pulled: it breaks connections without a goodbye. */
final class Cable implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int target;
    private volatile boolean swallowing;

    Cable(int target) throws IOException {
        this.target = target;
        daemon(this::accept);
    }

    URI uri() {
        return URI.create("mqtt://127.0.0.1:" + listening.getLocalPort());
    }

    /** From now on bytes vanish on the way, in both directions, and nobody is told; or they pass again. */
    void swallow(boolean bytes) {
        swallowing = bytes;
    }

    /** Breaks every connection; new ones get through at once. */
    void pull() {
        for (Socket socket : sockets) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                System.out.println("already broken: " + e);
            }
        }
        sockets.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listening.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                sockets.add(near);
                sockets.add(far);
                daemon(() -> pump(near, far));
                daemon(() -> pump(far, near));
            }
        } catch (IOException e) {
            System.out.println("cable ends: " + e.getMessage());
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!swallowing) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            System.out.println("cable broke: " + e.getMessage());
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        pull();
    }
}
