package kz.qalqan.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Which port to listen on (contract 1): a default that is taken gives way, one asked for does not. */
public final class Ports {
    /**
     * A chosen port.
     *
     * @param number the port; 0 lets the system choose
     * @param gaveWay whether the default was taken and a free one is used instead: to be said loudly
     */
    public record Choice(int number, boolean gaveWay) {}

    private Ports() {}

    /**
     * Chooses a port on loopback.
     *
     * @param asked what the person asked for; null when nothing
     * @throws IllegalArgumentException when the port asked for is taken
     */
    public static Choice choose(String what, @Nullable Integer asked, int usual) {
        if (asked == null) {
            return free(usual) ? new Choice(usual, false) : new Choice(0, true);
        }
        if (asked != 0 && !free(asked)) {
            throw new IllegalArgumentException(
                    what + " port " + asked + " is taken: choose another, or 0 for any free one");
        }
        return new Choice(asked, false);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
