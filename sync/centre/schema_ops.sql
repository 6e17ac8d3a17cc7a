ALTER TABLE device ADD COLUMN state TEXT NOT NULL DEFAULT 'active';
ALTER TABLE device ADD COLUMN unsent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN oldest INTEGER NOT NULL DEFAULT 0;
-- Set for all laptops when the database goes on from a backup: their tokens may be newer than it.
ALTER TABLE device ADD COLUMN returns INTEGER NOT NULL DEFAULT 0;
-- The laptop of whose disk this one is a copy.
ALTER TABLE device ADD COLUMN parent TEXT NOT NULL DEFAULT '';
CREATE INDEX device_parent ON device (parent);

-- What was done at the centre and by whom. Each entry holds the hash of the one before, see audit.go.
CREATE TABLE audit (
	n      INTEGER PRIMARY KEY,
	at     INTEGER NOT NULL,
	what   TEXT NOT NULL,
	who    TEXT NOT NULL,
	detail TEXT NOT NULL,
	hash   BLOB NOT NULL
);
