-- The tables of ../sqlite/V1 and V2, for servers that share them. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE sent (
    operation BIGINT  NOT NULL,
    batch     BIGINT  NOT NULL,
    instance  TEXT    NOT NULL,
    bucket    TEXT    NOT NULL,
    head      TEXT    NOT NULL,
    tail      TEXT    NOT NULL,
    numbered  INTEGER NOT NULL,
    attempt   INTEGER NOT NULL,
    arrives   BIGINT  NOT NULL DEFAULT 0,
    failed    INTEGER NOT NULL DEFAULT 0,
    committed INTEGER NOT NULL DEFAULT 0,
    at_work   INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (operation, batch, instance, bucket, head, tail, numbered)
);
CREATE TABLE sent_record (
    one  INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    name TEXT    NOT NULL
);
