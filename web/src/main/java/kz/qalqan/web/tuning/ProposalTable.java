package kz.qalqan.web.tuning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import kz.qalqan.telemetry.LimitChange;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * All SQL about proposals.
 *
 * <p>Threads: any; calls block.
 */
final class ProposalTable {
    private final Jdbi jdbi;

    ProposalTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Stores it under the next number, which the change names too. */
    Proposal add(String site, LimitChange change, Instant at) {
        return jdbi.inTransaction(handle -> {
            long number = handle.createQuery("select coalesce(max(number), 0) + 1 from web_proposal")
                    .mapTo(Long.class)
                    .one();
            handle.createUpdate("insert into web_proposal (number, site, limit_id, value, dead_band, on_delay_s,"
                            + " off_delay_s, reason, author, created_us, state) values (:number, :site, :limit, :value,"
                            + " :deadBand, :onDelay, :offDelay, :reason, :author, :created, :state)")
                    .bind("number", number)
                    .bind("site", site)
                    .bind("limit", change.limit())
                    .bind("value", change.value())
                    .bind("deadBand", change.deadBand())
                    .bind("onDelay", change.onDelaySeconds())
                    .bind("offDelay", change.offDelaySeconds())
                    .bind("reason", change.reason())
                    .bind("author", change.author())
                    .bind("created", micros(at))
                    .bind("state", Proposal.State.PROPOSED.name())
                    .execute();
            return handle.createQuery("select * from web_proposal where number = :number")
                    .bind("number", number)
                    .map(ProposalTable::proposal)
                    .one();
        });
    }

    Optional<Proposal> find(long number) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from web_proposal where number = :number")
                .bind("number", number)
                .map(ProposalTable::proposal)
                .findOne());
    }

    List<Proposal> list(Optional<Proposal.State> state, int limit) {
        String where = state.isPresent() ? " where state = :state" : "";
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery("select * from web_proposal" + where + " order by number desc limit :limit")
                    .bind("limit", limit);
            state.ifPresent(wanted -> query.bind("state", wanted.name()));
            return query.map(ProposalTable::proposal).list();
        });
    }

    /** Moves it from the state it is thought to be in; whether it was. */
    boolean move(Proposal before, Proposal.State to, Proposal.@Nullable Decision decision, @Nullable Long position) {
        return jdbi.withHandle(handle -> handle.createUpdate("update web_proposal set state = :to, decided_by = :by,"
                                + " decided_us = :at, decided_note = :note, position = :position"
                                + " where number = :number and state = :from")
                        .bind("to", to.name())
                        .bind("by", decision == null ? null : decision.by())
                        .bind("at", decision == null ? null : (Long) micros(decision.at()))
                        .bind("note", decision == null ? null : decision.note())
                        .bind("position", position)
                        .bind("number", before.number())
                        .bind("from", before.state().name())
                        .execute()
                == 1);
    }

    private static Proposal proposal(ResultSet rows, StatementContext context) throws SQLException {
        long number = rows.getLong("number");
        LimitChange change = new LimitChange(
                rows.getString("limit_id"),
                number(rows, "value"),
                number(rows, "dead_band"),
                seconds(rows, "on_delay_s"),
                seconds(rows, "off_delay_s"),
                rows.getString("author"),
                rows.getString("reason"),
                Long.toString(number));
        String by = rows.getString("decided_by");
        Proposal.Decision decision = by == null
                ? null
                : new Proposal.Decision(by, instant(rows.getLong("decided_us")), rows.getString("decided_note"));
        return new Proposal(
                number,
                rows.getString("site"),
                change,
                instant(rows.getLong("created_us")),
                Proposal.State.valueOf(rows.getString("state")),
                decision,
                position(rows));
    }

    private static @Nullable Long position(ResultSet rows) throws SQLException {
        long position = rows.getLong("position");
        return rows.wasNull() ? null : (Long) position;
    }

    private static @Nullable Double number(ResultSet rows, String column) throws SQLException {
        double value = rows.getDouble(column);
        return rows.wasNull() ? null : (Double) value;
    }

    private static @Nullable Integer seconds(ResultSet rows, String column) throws SQLException {
        int value = rows.getInt(column);
        return rows.wasNull() ? null : (Integer) value;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
