CREATE TABLE part (
    id       bigint       PRIMARY KEY,
    thing_id varchar(200) NOT NULL REFERENCES thing (id)
);
