package kz.qalqan.telemetry;

/** An entry a person caused through the API: what {@link ControlLog} takes. */
public sealed interface ControlEntry extends Entry permits LimitChange, Declaration, OwnRules {}
