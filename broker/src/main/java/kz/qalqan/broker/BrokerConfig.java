package kz.qalqan.broker;

import java.nio.file.Path;

/**
 * How the embedded broker is to run.
 *
 * @param data its own directory; made when missing
 * @param port TCP port on loopback; 0 for any free one
 * @param persistence whether messages outlive the process
 * @param service the only client that may come in before {@link EmbeddedBroker#admitDevices()}
 */
public record BrokerConfig(Path data, int port, Persistence persistence, Owner service) {
    /** Where the broker keeps sessions and queues. */
    public enum Persistence {
        /** On disk: survives the end of the process, and a power cut but for about its last second. */
        FILE("file"),
        /** In memory, for tests: starts faster and forgets everything. */
        MEMORY("in-memory");

        private final String word;

        Persistence(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * How ingest proves that it is ingest.
     *
     * @param clientId its client id; {@code {clientId}-…} belongs to it as well, and no device may use either
     * @param username its user name
     * @param password its password
     */
    public record Owner(String clientId, String username, String password) {
        public Owner {
            if (clientId.isBlank() || password.isBlank()) {
                throw new IllegalArgumentException("the broker needs the client id and the password of ingest");
            }
        }

        boolean owns(String client) {
            return client.equals(clientId) || client.startsWith(clientId + "-");
        }

        @Override
        public String toString() {
            return "Owner[" + clientId + ", " + username + "]";
        }
    }

    public BrokerConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("broker port " + port + ": allowed is 0 to 65535");
        }
    }
}
