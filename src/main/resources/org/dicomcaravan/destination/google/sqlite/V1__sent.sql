-- As versions without scripts made them. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE IF NOT EXISTS sent (
    operation INTEGER NOT NULL,
    batch     INTEGER NOT NULL,
    instance  TEXT    NOT NULL,
    bucket    TEXT    NOT NULL,
    head      TEXT    NOT NULL,
    tail      TEXT    NOT NULL,
    numbered  INTEGER NOT NULL,
    attempt   INTEGER NOT NULL,
    arrives   INTEGER NOT NULL DEFAULT 0,
    failed    INTEGER NOT NULL DEFAULT 0,
    committed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (operation, batch, instance, bucket, head, tail, numbered)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS server (name TEXT NOT NULL);
