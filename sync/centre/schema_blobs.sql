-- Scans and photos by their SHA-256; the content lies in files beside the database.
CREATE TABLE blob (
	sha         TEXT PRIMARY KEY,
	size        INTEGER NOT NULL,
	complete_at INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- Which rows name a content: whoever may pull one of them may fetch it.
CREATE TABLE blob_row (
	sha    TEXT NOT NULL,
	kind   TEXT NOT NULL,
	id     TEXT NOT NULL,
	PRIMARY KEY (sha, kind, id)
) WITHOUT ROWID;
