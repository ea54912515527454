-- The tables of ../sqlite/V1 to V3, for servers that share them. Times are microseconds since 1970-01-01 UTC, by the clock
-- of this database.

CREATE TABLE operation (
    id               BIGINT  NOT NULL PRIMARY KEY,
    dataset          TEXT    NOT NULL,
    store            TEXT    NOT NULL,
    api_version      TEXT    NOT NULL,
    method           TEXT    NOT NULL,
    request          TEXT    NOT NULL,
    create_time      BIGINT  NOT NULL,
    state            TEXT    NOT NULL CHECK (state IN ('PLANNING', 'RUNNING', 'FINISHING', 'DONE')),
    end_time         BIGINT,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    error_code       INTEGER,          -- google.rpc.Code of what stops the operation; known before it ends
    error_message    TEXT,
    plan_cursor      TEXT,             -- path listed last
    plan_steps       BIGINT  NOT NULL DEFAULT 0,
    ignored          BIGINT  NOT NULL DEFAULT 0,
    listing_failure  BIGINT  NOT NULL DEFAULT 0,   -- failures found while listing
    instances        BIGINT  NOT NULL DEFAULT 0,   -- in all batches
    settled          BIGINT  NOT NULL DEFAULT 0,   -- in batches that are done
    success          BIGINT  NOT NULL DEFAULT 0,   -- of the settled
    failure          BIGINT  NOT NULL DEFAULT 0,   -- of the settled
    batches          BIGINT  NOT NULL DEFAULT 0,
    batches_done     BIGINT  NOT NULL DEFAULT 0,
    log_lines        BIGINT  NOT NULL DEFAULT 0,
    parked_since     BIGINT,           -- first of the tries in a row that came to nothing
    parked_until     BIGINT,           -- when it is tried again; null where it is not parked
    parked_tries     INTEGER NOT NULL DEFAULT 0,
    parked_reason    TEXT,
    ending_stages    TEXT    NOT NULL DEFAULT '',
    filter_judged    BIGINT  NOT NULL DEFAULT 0,   -- lines of the filter
    claim_owner      TEXT,             -- who plans or ends it
    claim_until      BIGINT,           -- null: nobody
    claim_fence      BIGINT  NOT NULL DEFAULT 0,   -- one more at each claim; who has another is too late
    CHECK ((state = 'DONE') = (end_time IS NOT NULL)),
    CHECK ((error_code IS NULL) = (error_message IS NULL))
) WITH (fillfactor = 50);              -- its counters change with each batch
CREATE INDEX operation_of_dataset ON operation (dataset, id);
CREATE INDEX operation_unfinished ON operation (id) WHERE state <> 'DONE';

CREATE TABLE batch (
    operation_id BIGINT  NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    number       BIGINT  NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('PLANNED', 'LEASED', 'DONE')),
    instances    BIGINT  NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,       -- the fence: a worker of an earlier one is too late
    owner        TEXT,
    lease_until  BIGINT,
    success      BIGINT  NOT NULL DEFAULT 0,
    failure      BIGINT  NOT NULL DEFAULT 0,
    deaths       INTEGER NOT NULL DEFAULT 0,       -- how often a process ended while it worked on it
    PRIMARY KEY (operation_id, number),
    CHECK ((state = 'LEASED') = (lease_until IS NOT NULL)),
    CHECK (success + failure <= instances)
) WITH (fillfactor = 80);
CREATE INDEX batch_leased ON batch (operation_id) WHERE state = 'LEASED';
CREATE INDEX batch_open ON batch (operation_id, number) WHERE state <> 'DONE';

CREATE TABLE batch_items (
    operation_id BIGINT NOT NULL,
    number       BIGINT NOT NULL,
    items        TEXT   NOT NULL,
    PRIMARY KEY (operation_id, number),
    FOREIGN KEY (operation_id, number) REFERENCES batch (operation_id, number) ON DELETE CASCADE
);

CREATE TABLE fingerprint (
    operation_id BIGINT NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    digest       BYTEA  NOT NULL,
    PRIMARY KEY (operation_id, digest)
);

CREATE TABLE log_line (
    operation_id  BIGINT  NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    line          BIGINT  NOT NULL,
    severity      TEXT    NOT NULL,
    resource_name TEXT    NOT NULL,
    code          INTEGER NOT NULL,
    message       TEXT    NOT NULL,
    PRIMARY KEY (operation_id, line)
);

-- Instances over which a process ended, or may end.
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
);

-- The filter as it was when the call was accepted, in order; written before the operation is, so without a reference.
CREATE TABLE filter_part (
    operation_id BIGINT NOT NULL,
    number       BIGINT NOT NULL,
    bytes        BYTEA  NOT NULL,      -- gzip
    PRIMARY KEY (operation_id, number)
);
CREATE TABLE filter_match (
    operation_id BIGINT NOT NULL,
    digest       BYTEA  NOT NULL,
    PRIMARY KEY (operation_id, digest)
);

-- The number of the operation that was begun last, in whichever server.
CREATE TABLE last_operation (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    id  BIGINT  NOT NULL
);
INSERT INTO last_operation VALUES (1, 0);

-- The servers that work on these operations; a row each time that one starts.
CREATE TABLE node (
    owner     TEXT    NOT NULL PRIMARY KEY,   -- its name, and what tells this start from others
    name      TEXT    NOT NULL,
    version   TEXT    NOT NULL,
    started   BIGINT  NOT NULL,
    heartbeat BIGINT  NOT NULL,
    workers   INTEGER NOT NULL,
    stopping  INTEGER NOT NULL DEFAULT 0
);
