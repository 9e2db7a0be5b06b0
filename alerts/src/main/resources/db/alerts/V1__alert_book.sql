-- The alert book. Times are epoch microseconds, bodies JSON. The state of an alert is derived, never stored.

-- Facts and marks of each alert as of its latest event: the fold of alert_event.
CREATE TABLE alert (
    id        varchar(300) PRIMARY KEY,
    alert_key varchar(260) NOT NULL,
    site      varchar(64)  NOT NULL,
    zone      varchar(64)  NOT NULL,
    priority  varchar(8)   NOT NULL,
    late      integer      NOT NULL,
    raised_us bigint       NOT NULL,
    closed_us bigint,
    opened    bigint       NOT NULL UNIQUE,
    journal   bigint       NOT NULL,
    body      text         NOT NULL
);

-- At most one open alert per key; a late occurrence stands beside it.
CREATE UNIQUE INDEX alert_one_open ON alert (alert_key) WHERE closed_us IS NULL AND late = 0;
CREATE INDEX alert_open ON alert (opened) WHERE closed_us IS NULL;
CREATE INDEX alert_raised ON alert (raised_us);

-- The alert journal: append only, each event with the hash over its body and the hash of the one before.
-- asks: 1 when the alert began to ask for an answer with this event, else 0.
CREATE TABLE alert_event (
    position bigint       PRIMARY KEY,
    alert_id varchar(300) NOT NULL,
    kind     varchar(32)  NOT NULL,
    at_us    bigint       NOT NULL,
    site     varchar(64)  NOT NULL,
    priority varchar(8)   NOT NULL,
    asks     integer      NOT NULL,
    step_key varchar(128),
    body     text         NOT NULL,
    hash     varchar(64)  NOT NULL
);

CREATE UNIQUE INDEX alert_event_once ON alert_event (alert_id, step_key) WHERE step_key IS NOT NULL;
CREATE INDEX alert_event_alert ON alert_event (alert_id, position);
CREATE INDEX alert_event_at ON alert_event (at_us);

-- Newest event: a cut tail shows.
CREATE TABLE alert_head (
    one      integer     PRIMARY KEY CHECK (one = 1),
    position bigint      NOT NULL,
    hash     varchar(64) NOT NULL
);

-- How far in each site's journal findings were applied.
CREATE TABLE alert_cursor (
    site     varchar(64) PRIMARY KEY,
    position bigint      NOT NULL
);
