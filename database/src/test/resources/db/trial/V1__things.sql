CREATE TABLE thing (
    id      varchar(200) PRIMARY KEY,
    place   varchar(200) NOT NULL,
    at_us   bigint       NOT NULL,
    closed_us bigint,
    body    text         NOT NULL
);
CREATE UNIQUE INDEX thing_one_open ON thing (place) WHERE closed_us IS NULL;
