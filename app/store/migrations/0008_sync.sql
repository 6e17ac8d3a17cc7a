-- What was pulled and is not shown yet: it becomes visible card by card once the centre has no more. Of a row each stream
-- may tell its last state and its leaving; kind and id are '' where a whole stream leaves.
CREATE TABLE inbox (
	kind TEXT NOT NULL,
	id TEXT NOT NULL,
	stream TEXT NOT NULL,
	leaves INTEGER NOT NULL, -- 1: the row leaves the stream
	card TEXT NOT NULL, -- customer the row is about, '' none
	ver INTEGER NOT NULL,
	line BLOB NOT NULL, -- the entry as it came
	PRIMARY KEY (kind, id, stream, leaves)
) STRICT, WITHOUT ROWID;
CREATE INDEX inbox_card ON inbox (card, leaves);

-- seq is where pulling resumes, -1 for a stream that was taken away and is still shown; shown is up to where rows are shown.
ALTER TABLE cursors ADD COLUMN shown INTEGER NOT NULL DEFAULT 0;
UPDATE cursors SET shown = seq;

-- Rows a centre that was restored may lack.
CREATE TABLE offers (
	kind TEXT NOT NULL,
	id TEXT NOT NULL,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	line BLOB NOT NULL,
	PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- Operations this laptop sent under another identity, for a centre that is restored.
CREATE TABLE outbox_old (
	device TEXT NOT NULL,
	n INTEGER NOT NULL,
	tx TEXT NOT NULL,
	line BLOB NOT NULL,
	kind TEXT NOT NULL,
	id TEXT NOT NULL,
	at INTEGER NOT NULL,
	state INTEGER NOT NULL,
	reason TEXT NOT NULL,
	done_at INTEGER NOT NULL,
	PRIMARY KEY (device, n)
) STRICT, WITHOUT ROWID;

-- A store that has pulled before is not filled for the first time.
INSERT INTO settings (key, value) SELECT 'store.filled', '1' WHERE EXISTS (SELECT 1 FROM cursors);
