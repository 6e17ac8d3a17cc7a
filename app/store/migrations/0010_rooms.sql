-- What the planner's rooms keep beyond calls and visits: activities, targets, signatures, reviews, and who looked at what.
CREATE TABLE script_versions (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	script_id TEXT NOT NULL DEFAULT '',
	version INTEGER NOT NULL DEFAULT 0,
	title TEXT NOT NULL DEFAULT '',
	steps TEXT NOT NULL DEFAULT '',
	objections TEXT NOT NULL DEFAULT '',
	retired INTEGER NOT NULL DEFAULT 0,
	change TEXT NOT NULL DEFAULT '',
	person_id TEXT NOT NULL DEFAULT '',
	published_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE activities (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	kind TEXT NOT NULL DEFAULT '',
	title TEXT NOT NULL DEFAULT '',
	starts_at INTEGER NOT NULL DEFAULT 0,
	ends_at INTEGER NOT NULL DEFAULT 0,
	place TEXT NOT NULL DEFAULT '',
	host TEXT NOT NULL DEFAULT '',
	capacity INTEGER NOT NULL DEFAULT 0,
	note TEXT NOT NULL DEFAULT '',
	owner TEXT NOT NULL DEFAULT '',
	status TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE invitations (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	customer_id TEXT NOT NULL DEFAULT '',
	activity_id TEXT NOT NULL DEFAULT '',
	person_id TEXT NOT NULL DEFAULT '',
	invited_at INTEGER NOT NULL DEFAULT 0,
	answered_at INTEGER NOT NULL DEFAULT 0,
	guests INTEGER NOT NULL DEFAULT 0,
	status TEXT NOT NULL DEFAULT '',
	note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE signatures (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	customer_id TEXT NOT NULL DEFAULT '',
	record_kind TEXT NOT NULL DEFAULT '',
	record_id TEXT NOT NULL DEFAULT '',
	form TEXT NOT NULL DEFAULT '',
	role TEXT NOT NULL DEFAULT '',
	signer TEXT NOT NULL DEFAULT '',
	strokes TEXT NOT NULL DEFAULT '',
	width INTEGER NOT NULL DEFAULT 0,
	height INTEGER NOT NULL DEFAULT 0,
	signed_at INTEGER NOT NULL DEFAULT 0,
	hash TEXT NOT NULL DEFAULT '',
	person_id TEXT NOT NULL DEFAULT '',
	withdraws TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE outside_policies (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	customer_id TEXT NOT NULL DEFAULT '',
	company TEXT NOT NULL DEFAULT '',
	product TEXT NOT NULL DEFAULT '',
	cover TEXT NOT NULL DEFAULT '',
	insured TEXT NOT NULL DEFAULT '',
	insured_amount INTEGER NOT NULL DEFAULT 0,
	premium INTEGER NOT NULL DEFAULT 0,
	effective_on TEXT NOT NULL DEFAULT '',
	ends_on TEXT NOT NULL DEFAULT '',
	note TEXT NOT NULL DEFAULT '',
	ended INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE policy_reviews (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	customer_id TEXT NOT NULL DEFAULT '',
	person_id TEXT NOT NULL DEFAULT '',
	visit_id TEXT NOT NULL DEFAULT '',
	at INTEGER NOT NULL DEFAULT 0,
	gaps TEXT NOT NULL DEFAULT '',
	advice TEXT NOT NULL DEFAULT '',
	wish TEXT NOT NULL DEFAULT '',
	withdraws TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE data_requests (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	customer_id TEXT NOT NULL DEFAULT '',
	person_id TEXT NOT NULL DEFAULT '',
	kind TEXT NOT NULL DEFAULT '',
	channel TEXT NOT NULL DEFAULT '',
	received_on TEXT NOT NULL DEFAULT '',
	done_at INTEGER NOT NULL DEFAULT 0,
	identity TEXT NOT NULL DEFAULT '',
	answer TEXT NOT NULL DEFAULT '',
	refused INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE targets (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	person_id TEXT NOT NULL DEFAULT '',
	month TEXT NOT NULL DEFAULT '',
	calls INTEGER NOT NULL DEFAULT 0,
	appointments INTEGER NOT NULL DEFAULT 0,
	visits INTEGER NOT NULL DEFAULT 0,
	collections INTEGER NOT NULL DEFAULT 0,
	prospects INTEGER NOT NULL DEFAULT 0,
	surveys INTEGER NOT NULL DEFAULT 0,
	premium INTEGER NOT NULL DEFAULT 0,
	set_by TEXT NOT NULL DEFAULT '',
	set_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE accesses (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	person_id TEXT NOT NULL DEFAULT '',
	customer_id TEXT NOT NULL DEFAULT '',
	what TEXT NOT NULL DEFAULT '',
	how TEXT NOT NULL DEFAULT '',
	count INTEGER NOT NULL DEFAULT 0,
	at INTEGER NOT NULL DEFAULT 0,
	note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX script_versions_script ON script_versions (script_id, version);
CREATE INDEX activities_start ON activities (starts_at);
CREATE INDEX invitations_customer ON invitations (customer_id);
CREATE INDEX invitations_activity ON invitations (activity_id);
CREATE INDEX signatures_customer ON signatures (customer_id);
CREATE INDEX signatures_record ON signatures (record_id) WHERE record_id <> '';
CREATE INDEX signatures_withdraws ON signatures (withdraws) WHERE withdraws <> '';
CREATE INDEX outside_policies_customer ON outside_policies (customer_id);
CREATE INDEX policy_reviews_customer ON policy_reviews (customer_id, at);
CREATE INDEX policy_reviews_withdraws ON policy_reviews (withdraws) WHERE withdraws <> '';
CREATE INDEX data_requests_customer ON data_requests (customer_id);
CREATE INDEX targets_person ON targets (person_id, month);
CREATE INDEX accesses_person ON accesses (person_id, at);
CREATE INDEX accesses_customer ON accesses (customer_id, at) WHERE customer_id <> '';

ALTER TABLE scripts ADD COLUMN topic TEXT NOT NULL DEFAULT '';
ALTER TABLE scripts ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customers ADD COLUMN prospect_stage TEXT NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN referrer_id TEXT NOT NULL DEFAULT '';
