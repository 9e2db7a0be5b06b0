CREATE TABLE half (id bigint PRIMARY KEY);
CREATE TABEL never (id bigint);
