package kz.qalqan.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Version and commit of this build, as the build wrote them. */
public final class Version {
    private static final String UNKNOWN = "unknown";

    private Version() {}

    /** For example {@code 0.1.0-SNAPSHOT (9f96ec1)}. */
    public static String text() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/kz/qalqan/app/build.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("build.properties cannot be read", e);
        }
        return build.getProperty("git.build.version", UNKNOWN) + " ("
                + build.getProperty("git.commit.id.abbrev", UNKNOWN) + ")";
    }
}
