package kz.qalqan.web.tuning;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import kz.qalqan.database.Database;
import kz.qalqan.rules.EngineView;
import kz.qalqan.rules.Limit;
import kz.qalqan.rules.LimitPolicy;
import kz.qalqan.telemetry.ControlLog;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.web.http.Refusal;
import kz.qalqan.web.tuning.Proposal.Decision;
import kz.qalqan.web.tuning.Proposal.State;
import org.jspecify.annotations.Nullable;

/**
 * Changes of limits as people make them: proposed with a reason, judged when proposed and again when approved, written
 * into the journal, and done only when the rules have applied them. Only tightening passes: loosening needs two
 * persons, and there is no way yet to ask two.
 *
 * <p>Threads: workers only; calls block.
 */
public final class Proposals {
    private static final LimitPolicy POLICY = new LimitPolicy();

    private final ProposalTable table;
    private final Supplier<Map<String, EngineView>> engines;
    private final ControlLog control;
    private final InstantSource clock;

    /** Proposals in this store, whose tables are there. */
    public Proposals(
            Database database, Supplier<Map<String, EngineView>> engines, ControlLog control, InstantSource clock) {
        this.table = new ProposalTable(database.jdbi());
        this.engines = engines;
        this.control = control;
        this.clock = clock;
    }

    /** Newest first. */
    public List<Proposal> list(Optional<State> state, int limit) {
        return table.list(state, limit);
    }

    /**
     * Stores a proposal.
     *
     * @throws Refusal 404 for an unknown limit, 409 for loosening, 422 for what is beyond the ceiling or no change
     */
    public Proposal propose(String site, LimitChange change) {
        require(site, change);
        return table.add(site, change, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private void require(String site, LimitChange change) {
        Limit current = limit(site, change.limit()).orElseThrow(() -> Refusal.unknown("limit", change.limit()));
        LimitPolicy.Verdict verdict = POLICY.judge(current, change);
        switch (verdict.kind()) {
            case TIGHTENING -> {}
            case LOOSENING ->
                throw Refusal.conflict(
                        verdict.words()
                                + ". Loosening a limit needs the approval of two persons, which is not built yet",
                        "loosening");
            case BEYOND_CEILING -> throw Refusal.senseless("#/value", verdict.words() + ". Nobody may set it there");
            default -> throw Refusal.senseless("#", verdict.words());
        }
    }

    private Optional<Limit> limit(String site, String id) {
        return Optional.ofNullable(engines.get().get(site)).flatMap(engine -> engine.limit(id));
    }

    /**
     * Puts a proposal in force; returns when the rules have applied it.
     *
     * @throws Refusal 404 for an unknown one, 409 when it is decided or no longer passes, 503 when the journal takes
     *     nothing
     */
    public Proposal approve(String id, String by, String note) {
        Proposal proposal = known(id);
        if (proposal.state() != State.PROPOSED && proposal.state() != State.APPROVING) {
            throw decided(proposal);
        }
        Decision decision = new Decision(by, clock.instant().truncatedTo(ChronoUnit.MICROS), note);
        Optional<Long> inForce = proposal.state() == State.APPROVING ? inForce(proposal) : Optional.empty();
        if (inForce.isPresent()) {
            return finished(proposal, decision, inForce.get());
        }
        require(proposal.site(), proposal.change());
        Proposal approving = moved(proposal, State.APPROVING, decision, null);
        long position = Written.position(
                control.write(proposal.site(), proposal.change()), () -> moved(approving, State.PROPOSED, null, null));
        if (inForce(proposal).isEmpty()) {
            moved(approving, State.PROPOSED, null, null);
            throw Refusal.conflict("the rules did not take it at position " + position, State.PROPOSED.word());
        }
        return finished(approving, decision, position);
    }

    private Proposal finished(Proposal proposal, Decision decision, long position) {
        return moved(proposal, State.APPROVED, decision, position);
    }

    /** From which position the limit has all the numbers the proposal asks for. */
    private Optional<Long> inForce(Proposal proposal) {
        LimitChange change = proposal.change();
        return limit(proposal.site(), change.limit())
                .filter(limit -> POLICY.judge(limit, change).kind() == LimitPolicy.Kind.NO_CHANGE)
                .map(limit -> limit.version().position());
    }

    /**
     * Puts a proposal away.
     *
     * @throws Refusal 404 for an unknown one, 409 when it is decided
     */
    public Proposal reject(String id, String by, String note) {
        Proposal proposal = known(id);
        if (proposal.state() != State.PROPOSED) {
            throw decided(proposal);
        }
        return moved(
                proposal, State.REJECTED, new Decision(by, clock.instant().truncatedTo(ChronoUnit.MICROS), note), null);
    }

    private Proposal known(String id) {
        Optional<Proposal> found = id.matches("[0-9]{1,18}") ? table.find(Long.parseLong(id)) : Optional.empty();
        return found.orElseThrow(() -> Refusal.unknown("proposal", id));
    }

    private Proposal moved(Proposal from, State to, @Nullable Decision decision, @Nullable Long position) {
        if (!table.move(from, to, decision, position)) {
            throw Refusal.conflict(
                    "somebody else decided proposal " + from.number() + " at the same moment",
                    known(Long.toString(from.number())).state().word());
        }
        return known(Long.toString(from.number()));
    }

    private static Refusal decided(Proposal proposal) {
        return Refusal.conflict(
                "proposal " + proposal.number() + " is " + proposal.state().word(),
                proposal.state().word());
    }
}
