-- What must be told to whom: one row for each receiver and event of the alert journal, written in the transaction of that event.
-- subject: what replaces what at a receiver that keeps a copy: the alert's key, of a late one its id.
-- urgency: 0 is told first. state: waiting, delivered, replaced, refused, expired, dropped.
-- address: where such a receiver's copy lies now; null when it has none.
CREATE TABLE outbox (
    receiver   varchar(64)  NOT NULL,
    position   bigint       NOT NULL,
    alert_id   varchar(300) NOT NULL,
    subject    varchar(300) NOT NULL,
    kind       varchar(32)  NOT NULL,
    reason     varchar(16)  NOT NULL,
    urgency    integer      NOT NULL,
    at_us      bigint       NOT NULL,
    people     text         NOT NULL,
    general    integer      NOT NULL,
    state      varchar(10)  NOT NULL,
    attempts   integer      NOT NULL,
    next_us    bigint       NOT NULL,
    expires_us bigint,
    done_us    bigint,
    error      varchar(500) NOT NULL,
    address    varchar(500),
    PRIMARY KEY (receiver, position)
);

CREATE INDEX outbox_waiting ON outbox (receiver, urgency, position) WHERE state = 'waiting';
CREATE INDEX outbox_subject ON outbox (receiver, subject, position) WHERE state = 'waiting';
CREATE INDEX outbox_address ON outbox (receiver, subject) WHERE address IS NOT NULL;
CREATE INDEX outbox_alert ON outbox (alert_id, position);
CREATE INDEX outbox_done ON outbox (done_us) WHERE state <> 'waiting';
