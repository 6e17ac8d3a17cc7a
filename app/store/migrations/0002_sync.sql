-- What stands behind the visible rows: who changed what, what the centre has not yet seen, and where pulling resumes.

CREATE TABLE history (
	rid INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	id TEXT NOT NULL,
	field TEXT NOT NULL,
	before TEXT NOT NULL, -- canonical JSON
	after TEXT NOT NULL,
	author TEXT NOT NULL,
	device TEXT NOT NULL, -- '': of another laptop, learnt from the centre
	at INTEGER NOT NULL,
	n INTEGER NOT NULL -- the operation that did it, 0: learnt from the centre
) STRICT;
CREATE INDEX history_row ON history (kind, id, rid);

-- state: 0 to be sent, 1 taken in, 2 not applied by the centre and shown to its author.
CREATE TABLE outbox (
	n INTEGER PRIMARY KEY,
	tx TEXT NOT NULL,
	line BLOB NOT NULL, -- the exact bytes that are sent and hashed
	hash BLOB NOT NULL,
	kind TEXT NOT NULL,
	id TEXT NOT NULL,
	at INTEGER NOT NULL,
	state INTEGER NOT NULL DEFAULT 0,
	outcome TEXT NOT NULL DEFAULT '',
	reason TEXT NOT NULL DEFAULT '',
	ver INTEGER NOT NULL DEFAULT 0,
	done_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outbox_pending ON outbox (kind, id, n) WHERE state = 0;
CREATE INDEX outbox_state ON outbox (state, n);

-- The centre's last row of everything that has operations to be sent.
CREATE TABLE base (
	kind TEXT NOT NULL,
	id TEXT NOT NULL,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cursors (
	stream TEXT PRIMARY KEY,
	seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Rows and streams that have left but wait for operations to be sent first. kind and id are '' for a whole stream.
CREATE TABLE leaving (
	stream TEXT NOT NULL,
	kind TEXT NOT NULL,
	id TEXT NOT NULL,
	ver INTEGER NOT NULL,
	PRIMARY KEY (stream, kind, id)
) STRICT, WITHOUT ROWID;

-- Rows of kinds, and lines of types, that only a newer program knows.
CREATE TABLE unknown (
	kind TEXT NOT NULL,
	id TEXT NOT NULL,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE unknown_lines (
	rid INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	line BLOB NOT NULL
) STRICT;

CREATE TABLE settings (
	key TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE secrets (
	key TEXT PRIMARY KEY,
	sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
