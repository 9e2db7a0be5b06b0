package kz.qalqan.history;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract on any server: {@code QALQAN_TEST_INFLUX_URL}, with {@code QALQAN_TEST_INFLUX_TOKEN} and {@code _ORG}
 * where it wants them. It needs the right to make buckets. 1.8, 2.x and 3 take our writes as they are.
 */
class InfluxAnyStoreIT extends InfluxStoreContract {
    private static final String PREFIX = "QALQAN_TEST_INFLUX_";

    @BeforeAll
    static void findServer() {
        String url = setting("URL");
        if (url.isEmpty()) {
            System.out.println("skipped: " + PREFIX + "URL is not set");
        }
        Assumptions.assumeTrue(!url.isEmpty(), PREFIX + "URL is not set");
    }

    private static String setting(String name) {
        return Optional.ofNullable(System.getenv(PREFIX + name)).orElse("");
    }

    @Override
    InfluxConfig create(String database) {
        return create(new InfluxConfig(
                URI.create(setting("URL")),
                setting("TOKEN"),
                setting("ORG"),
                database,
                InfluxConfig.CONNECT,
                InfluxConfig.ANSWER,
                InfluxConfig.BATCH));
    }

    /** Makes a bucket the way its version wants it; 3 makes one by itself when it is written to. */
    static InfluxConfig create(InfluxConfig config) {
        InfluxDBClientOptions options = InfluxDBClientOptions.builder()
                .url(config.url().toString())
                .authenticateToken(config.token().toCharArray())
                .org(config.org())
                .build();
        try (InfluxDBClient client = InfluxDBClientFactory.create(options)) {
            String version = client.version().replaceFirst("^v", "");
            if (version.startsWith("1.")) {
                Influxd.statement(config.url(), "CREATE DATABASE \"" + config.bucket() + "\"");
            } else if (version.startsWith("2.")) {
                String org = client.getOrganizationsApi().findOrganizations().stream()
                        .filter(found -> found.getName().equals(config.org()))
                        .findFirst()
                        .orElseThrow()
                        .getId();
                client.getBucketsApi().createBucket(config.bucket(), org);
            }
        }
        return config;
    }
}
