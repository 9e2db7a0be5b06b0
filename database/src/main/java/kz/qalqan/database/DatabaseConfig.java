package kz.qalqan.database;

/**
 * Which relational store to use.
 *
 * @param url empty for the embedded one, otherwise {@code jdbc:postgresql://…}
 * @param user empty where the url says it, or for the embedded one
 * @param password empty where none is needed; never printed
 */
public record DatabaseConfig(String url, String user, String password) {
    /** The embedded store, in a file of the data directory. */
    public static DatabaseConfig embedded() {
        return new DatabaseConfig("", "", "");
    }

    @Override
    public String toString() {
        return url.isEmpty() ? "embedded database" : "PostgreSQL as user '" + user + "'";
    }
}
