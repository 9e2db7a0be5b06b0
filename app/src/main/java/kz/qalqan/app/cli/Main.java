package kz.qalqan.app.cli;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** Reads the arguments, runs the command, tells the exit code. */
public final class Main {
    private Main() {}

    /** Entry point of {@code ./qalqan}. */
    public static void main(String[] arguments) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(Commands.run(arguments));
    }
}
