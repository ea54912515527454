-- The planning and the end of an operation are in the hands of one: as a batch is, see there.
ALTER TABLE operation ADD COLUMN claim_owner TEXT;
ALTER TABLE operation ADD COLUMN claim_until BIGINT;               -- null: nobody's
ALTER TABLE operation ADD COLUMN claim_fence BIGINT NOT NULL DEFAULT 0;  -- one more at each claim; who has another is too late

-- What is left to do of an operation, of which most may be done.
CREATE INDEX batch_open ON batch (operation_id, number) WHERE state <> 'DONE';

-- The number of the operation that was begun last, in whichever server.
CREATE TABLE last_operation (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    id  BIGINT  NOT NULL
);
INSERT INTO last_operation SELECT 1, COALESCE(MAX(id), 0) FROM operation;

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
