-- Times are microseconds since 1970-01-01 UTC. WITHOUT ROWID keeps a table in the order of its key;
-- it is the one word here that is SQLite's own.

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
    CHECK ((state = 'DONE') = (end_time IS NOT NULL)),
    CHECK ((error_code IS NULL) = (error_message IS NULL))
);
CREATE INDEX operation_of_dataset ON operation (dataset, id);
CREATE INDEX operation_unfinished ON operation (id) WHERE state <> 'DONE';

CREATE TABLE batch (
    operation_id BIGINT  NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    number       BIGINT  NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('PLANNED', 'LEASED', 'DONE')),
    instances    BIGINT  NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    owner        TEXT,
    lease_until  BIGINT,
    success      BIGINT  NOT NULL DEFAULT 0,
    failure      BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (operation_id, number),
    CHECK ((state = 'LEASED') = (lease_until IS NOT NULL)),
    CHECK (success + failure <= instances)
) WITHOUT ROWID;
CREATE INDEX batch_leased ON batch (operation_id, lease_until) WHERE state = 'LEASED';

-- Apart from its batch, so that a lease or a progress report does not rewrite it; gone when the batch is done.
CREATE TABLE batch_items (
    operation_id BIGINT NOT NULL,
    number       BIGINT NOT NULL,
    items        TEXT   NOT NULL,
    PRIMARY KEY (operation_id, number),
    FOREIGN KEY (operation_id, number) REFERENCES batch (operation_id, number) ON DELETE CASCADE
);

CREATE TABLE fingerprint (
    operation_id BIGINT NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    digest       BLOB   NOT NULL,
    PRIMARY KEY (operation_id, digest)
) WITHOUT ROWID;

CREATE TABLE log_line (
    operation_id  BIGINT  NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    line          BIGINT  NOT NULL,
    severity      TEXT    NOT NULL,
    resource_name TEXT    NOT NULL,
    code          INTEGER NOT NULL,
    message       TEXT    NOT NULL,
    PRIMARY KEY (operation_id, line)
) WITHOUT ROWID;
