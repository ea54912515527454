-- Whether whoever sent it has not said that nothing more of it comes.
ALTER TABLE sent ADD COLUMN at_work INTEGER NOT NULL DEFAULT 1;

-- What this record is called in the marks of objects.
CREATE TABLE sent_record (
    one  INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    name TEXT    NOT NULL
);
INSERT INTO sent_record SELECT 1, MIN(name) FROM server HAVING COUNT(*) > 0;
DROP TABLE server;
