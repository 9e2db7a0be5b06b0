-- Signed inputs of the risk index: append only, the highest version of a workplace holds. Decimals are text, so that
-- both databases give back the same digits.
CREATE TABLE risk_input (
    site      varchar(64)  NOT NULL,
    workplace varchar(64)  NOT NULL,
    version   integer      NOT NULL,
    t         varchar(8)   NOT NULL,
    ob        varchar(8)   NOT NULL,
    siz       varchar(8)   NOT NULL,
    z         varchar(8)   NOT NULL,
    note      text         NOT NULL,
    signed_by varchar(128) NOT NULL,
    signed_us bigint       NOT NULL,
    PRIMARY KEY (site, workplace, version)
);
