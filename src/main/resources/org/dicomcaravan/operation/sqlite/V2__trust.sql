-- An operation whose store, bucket or plugin is away is parked: it waits, whatever its state.
ALTER TABLE operation ADD COLUMN parked_since  BIGINT;             -- first of the tries in a row that came to nothing
ALTER TABLE operation ADD COLUMN parked_until  BIGINT;             -- when it is tried again; null where it is not parked
ALTER TABLE operation ADD COLUMN parked_tries  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE operation ADD COLUMN parked_reason TEXT;
CREATE INDEX operation_parked ON operation (parked_until) WHERE parked_until IS NOT NULL;

-- How much of the end is done, and of what is told of the filter before.
ALTER TABLE operation ADD COLUMN ending_stages TEXT NOT NULL DEFAULT '';
ALTER TABLE operation ADD COLUMN filter_judged BIGINT  NOT NULL DEFAULT 0;  -- lines of the filter

-- How often a process ended while it worked on a batch, and on an instance of it.
ALTER TABLE batch ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;
CREATE TABLE suspect (
    operation_id BIGINT  NOT NULL,
    number       BIGINT  NOT NULL,
    item         INTEGER NOT NULL,
    at_work      INTEGER NOT NULL DEFAULT 1,
    place        INTEGER NOT NULL DEFAULT 0,   -- in the item, that work is at
    last_place   INTEGER,                      -- at which the last process ended
    alike        INTEGER NOT NULL DEFAULT 0,   -- processes in a row that ended there
    deaths       INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (operation_id, number, item),
    FOREIGN KEY (operation_id, number) REFERENCES batch (operation_id, number) ON DELETE CASCADE
) WITHOUT ROWID;

-- The filter as it was when the call was accepted, in order; written before the operation is, so without a reference.
CREATE TABLE filter_part (
    operation_id BIGINT NOT NULL,
    number       BIGINT NOT NULL,
    bytes        BLOB   NOT NULL,      -- gzip
    PRIMARY KEY (operation_id, number)
);
CREATE TABLE filter_match (
    operation_id BIGINT NOT NULL,
    digest       BLOB   NOT NULL,
    PRIMARY KEY (operation_id, digest)
) WITHOUT ROWID;
