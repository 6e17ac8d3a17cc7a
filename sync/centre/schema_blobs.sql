-- The contents of attachments lie in files beside the database, see blobs.go. A person who has sent a content whole has
-- shown that it is his: his rows that name it let others fetch it.
CREATE TABLE blob (
	sha    TEXT NOT NULL,
	person TEXT NOT NULL,
	at     INTEGER NOT NULL,
	PRIMARY KEY (sha, person)
) WITHOUT ROWID;

-- Contents under way: how much room each sender takes.
CREATE TABLE blob_part (
	sha    TEXT NOT NULL,
	person TEXT NOT NULL,
	size   INTEGER NOT NULL,
	at     INTEGER NOT NULL,
	PRIMARY KEY (sha, person)
) WITHOUT ROWID;

-- Which rows name a content.
CREATE INDEX row_blob ON row (json_extract(body, '$.sha')) WHERE kind = 'attachment';
CREATE INDEX row_thumb ON row (json_extract(body, '$.thumb')) WHERE kind = 'attachment';
