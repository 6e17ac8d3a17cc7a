-- Scans and photos: what they are. Their contents lie sealed in files, see attachfolder.go.
CREATE TABLE attachments (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	customer_id TEXT NOT NULL DEFAULT '',
	record_kind TEXT NOT NULL DEFAULT '',
	record_id TEXT NOT NULL DEFAULT '',
	name TEXT NOT NULL DEFAULT '',
	mime TEXT NOT NULL DEFAULT '',
	size INTEGER NOT NULL DEFAULT 0,
	sha TEXT NOT NULL DEFAULT '',
	thumb TEXT NOT NULL DEFAULT '',
	thumb_size INTEGER NOT NULL DEFAULT 0,
	width INTEGER NOT NULL DEFAULT 0,
	height INTEGER NOT NULL DEFAULT 0,
	taken_at INTEGER NOT NULL DEFAULT 0,
	added_at INTEGER NOT NULL DEFAULT 0,
	person_id TEXT NOT NULL DEFAULT '',
	note TEXT NOT NULL DEFAULT '',
	withdraws TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX attachments_customer ON attachments (customer_id, added_at);
CREATE INDEX attachments_sha ON attachments (sha) WHERE sha <> '';
CREATE INDEX attachments_thumb ON attachments (thumb) WHERE thumb <> '';
CREATE INDEX attachments_withdraws ON attachments (withdraws) WHERE withdraws <> '';

-- What this laptop knows of contents: those it has or had, and those somebody asked for.
CREATE TABLE blobs (
	sha TEXT PRIMARY KEY,
	size INTEGER NOT NULL,
	have INTEGER NOT NULL DEFAULT 0, -- 1: the whole content lies here
	own INTEGER NOT NULL DEFAULT 0, -- 1: it was added here, and may be nowhere else
	want INTEGER NOT NULL DEFAULT 0, -- 1: to be fetched
	confirmed_at INTEGER NOT NULL DEFAULT 0, -- when the centre last said that it has it, verified; 0 never
	epoch INTEGER NOT NULL DEFAULT 0, -- of the centre that said so
	used_at INTEGER NOT NULL DEFAULT 0 -- when it came or was last looked at
) STRICT, WITHOUT ROWID;

-- The generation of the account whose folder was last compared with this database; another one says that the database was
-- put back since.
CREATE TABLE blobs_swept (generation INTEGER NOT NULL) STRICT;
