-- What was pulled and is not shown yet: it becomes visible card by card once the centre has no more.
CREATE TABLE inbox (
	kind TEXT NOT NULL,
	id TEXT NOT NULL,
	stream TEXT NOT NULL,
	card TEXT NOT NULL, -- customer the row is about, '' none
	ver INTEGER NOT NULL,
	leaves INTEGER NOT NULL, -- 1: the row leaves the stream
	line BLOB NOT NULL, -- the entry as it came
	PRIMARY KEY (card, kind, id, stream, leaves)
) STRICT, WITHOUT ROWID;

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
	done_at INTEGER NOT NULL,
	PRIMARY KEY (device, n)
) STRICT, WITHOUT ROWID;
