package kz.qalqan.history;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.InfluxDBContainer;
import org.testcontainers.utility.DockerImageName;

/** The contract on InfluxDB 2.x in a container, where there is an engine. */
class Influx2ContainerIT extends InfluxStoreContract {
    private static final String TOKEN = "test-only-token";
    private static final String ORG = "mine";

    private static InfluxDBContainer<?> server;

    @BeforeAll
    static void startServer() {
        boolean engine = DockerClientFactory.instance().isDockerAvailable();
        if (!engine) {
            System.out.println("skipped: there is no container engine");
        }
        Assumptions.assumeTrue(engine, "there is no container engine");
        server = new InfluxDBContainer<>(DockerImageName.parse("influxdb:2.7.12"))
                .withOrganization(ORG)
                .withBucket("first")
                .withAdminToken(TOKEN);
        server.start();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.stop();
        }
    }

    @Override
    InfluxConfig create(String database) {
        return InfluxAnyStoreIT.create(new InfluxConfig(
                URI.create(server.getUrl()),
                TOKEN,
                ORG,
                database,
                InfluxConfig.CONNECT,
                InfluxConfig.ANSWER,
                InfluxConfig.BATCH));
    }
}
