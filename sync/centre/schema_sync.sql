-- What left a stream, in the stream's own order. A card takes along what hangs on it.
CREATE TABLE leave (
	stream TEXT NOT NULL,
	seq    INTEGER NOT NULL,
	kind   TEXT NOT NULL,
	id     TEXT NOT NULL,
	ver    INTEGER NOT NULL,
	at     INTEGER NOT NULL,
	PRIMARY KEY (stream, seq)
) WITHOUT ROWID;
CREATE INDEX leave_row ON leave (kind, id);

-- The digest of each stream; NULL until it has been counted for the first time.
ALTER TABLE stream ADD COLUMN count INTEGER;
ALTER TABLE stream ADD COLUMN sum INTEGER;
