ALTER TABLE device ADD COLUMN state TEXT NOT NULL DEFAULT 'active';
ALTER TABLE device ADD COLUMN unsent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN oldest INTEGER NOT NULL DEFAULT 0;

-- What was done at the centre and by whom. Each entry holds the hash of the one before, see audit.go.
CREATE TABLE audit (
	n      INTEGER PRIMARY KEY,
	at     INTEGER NOT NULL,
	what   TEXT NOT NULL,
	who    TEXT NOT NULL,
	detail TEXT NOT NULL,
	hash   BLOB NOT NULL
);
