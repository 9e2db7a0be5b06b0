package kz.qalqan.risk;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.qalqan.database.Database;
import kz.qalqan.telemetry.ReadingBatch;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The signed inputs of all workplaces. Nothing is ever changed or deleted: the latest version holds, the others are its
 * history. This store is primary: it is in no journal.
 *
 * <p>Threads: any; calls block on the database.
 */
public final class RiskInputs implements SignedInputs {
    private static final String SELECT =
            "SELECT site, workplace, version, t, ob, siz, z, note, signed_by, signed_us FROM risk_input"
                    + " WHERE site = :site AND workplace = :workplace ORDER BY version DESC";

    private final Jdbi jdbi;

    private RiskInputs(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Opens them in the relational store, whose tables are brought to this build's form. */
    public static RiskInputs open(Database database) {
        database.migrate("risk");
        return new RiskInputs(database.jdbi());
    }

    /**
     * The values of one input.
     *
     * @param t Т, 1 to 5 with at most two decimals, as all of them
     * @param ob Об
     * @param siz СИЗ
     * @param z З
     * @param note why; may be empty
     */
    public record Values(BigDecimal t, BigDecimal ob, BigDecimal siz, BigDecimal z, String note) {}

    /**
     * Adds a version.
     *
     * @return as it was stored
     * @throws IllegalArgumentException naming the field that is outside of what is allowed
     */
    public RiskInput sign(String site, String workplace, Values values, String by, Instant at) {
        return jdbi.inTransaction(handle -> {
            int version = handle.createQuery(
                            "SELECT COALESCE(MAX(version), 0) FROM risk_input WHERE site = ? AND workplace = ?")
                    .bind(0, site)
                    .bind(1, workplace)
                    .mapTo(Integer.class)
                    .one();
            Instant whole = ReadingBatch.instantOfMicros(ReadingBatch.micros(at));
            RiskInput input = new RiskInput(
                    site,
                    workplace,
                    version + 1,
                    values.t(),
                    values.ob(),
                    values.siz(),
                    values.z(),
                    values.note(),
                    by,
                    whole);
            insert(handle, input);
            return input;
        });
    }

    @Override
    public Optional<RiskInput> latest(String site, String workplace) {
        return read(site, workplace, 1).stream().findFirst();
    }

    /** All versions of a workplace, latest first. */
    public List<RiskInput> history(String site, String workplace) {
        return read(site, workplace, Integer.MAX_VALUE);
    }

    private List<RiskInput> read(String site, String workplace, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " LIMIT :limit")
                .bind("site", site)
                .bind("workplace", workplace)
                .bind("limit", limit)
                .map((row, context) -> input(row))
                .list());
    }

    private static void insert(Handle handle, RiskInput input) {
        handle.createUpdate("INSERT INTO risk_input"
                        + " (site, workplace, version, t, ob, siz, z, note, signed_by, signed_us)"
                        + " VALUES (:site, :workplace, :version, :t, :ob, :siz, :z, :note, :by, :at)")
                .bind("site", input.site())
                .bind("workplace", input.workplace())
                .bind("version", input.version())
                .bind("t", input.t().toPlainString())
                .bind("ob", input.ob().toPlainString())
                .bind("siz", input.siz().toPlainString())
                .bind("z", input.z().toPlainString())
                .bind("note", input.note())
                .bind("by", input.by())
                .bind("at", ReadingBatch.micros(input.at()))
                .execute();
    }

    private static RiskInput input(ResultSet row) throws SQLException {
        return new RiskInput(
                row.getString("site"),
                row.getString("workplace"),
                row.getInt("version"),
                new BigDecimal(row.getString("t")),
                new BigDecimal(row.getString("ob")),
                new BigDecimal(row.getString("siz")),
                new BigDecimal(row.getString("z")),
                row.getString("note"),
                row.getString("signed_by"),
                ReadingBatch.instantOfMicros(row.getLong("signed_us")));
    }
}
