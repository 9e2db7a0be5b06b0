package kz.qalqan.risk;

import java.util.Optional;

/** Where the risk index gets the signed inputs of a workplace from. */
@FunctionalInterface
public interface SignedInputs {
    /** The latest of a workplace; empty when nobody signed any. */
    Optional<RiskInput> latest(String site, String workplace);
}
