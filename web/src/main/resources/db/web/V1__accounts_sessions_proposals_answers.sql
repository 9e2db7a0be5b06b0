create table web_account (
    name text primary key,
    roles text not null,
    hash text not null,
    version bigint not null,
    created_us bigint not null
);

create table web_session (
    token_hash text primary key,
    account text not null,
    version bigint not null,
    created_us bigint not null,
    seen_us bigint not null
);
create index web_session_by_account on web_session (account);

create table web_proposal (
    number bigint primary key,
    site text not null,
    limit_id text not null,
    value double precision,
    dead_band double precision,
    on_delay_s integer,
    off_delay_s integer,
    reason text not null,
    author text not null,
    created_us bigint not null,
    state text not null,
    decided_by text,
    decided_us bigint,
    decided_note text,
    position bigint
);
create index web_proposal_by_state on web_proposal (state);

create table web_answer (
    account text not null,
    idempotency_key text not null,
    question_hash text not null,
    status integer not null,
    body text not null,
    expires_us bigint not null,
    primary key (account, idempotency_key)
);
create index web_answer_by_expiry on web_answer (expires_us);
