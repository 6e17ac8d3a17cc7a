-- Forms printed to be signed, and whether they came back.
CREATE TABLE papers (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	stream TEXT NOT NULL,
	ver INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	extra TEXT NOT NULL,
	customer_id TEXT NOT NULL DEFAULT '',
	form TEXT NOT NULL DEFAULT '',
	form_no TEXT NOT NULL DEFAULT '',
	record_kind TEXT NOT NULL DEFAULT '',
	record_id TEXT NOT NULL DEFAULT '',
	person_id TEXT NOT NULL DEFAULT '',
	printed_at INTEGER NOT NULL DEFAULT 0,
	returned_at INTEGER NOT NULL DEFAULT 0,
	attachment_id TEXT NOT NULL DEFAULT '',
	void_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX papers_customer ON papers (customer_id);
CREATE INDEX papers_number ON papers (form_no);
CREATE INDEX papers_out ON papers (person_id, printed_at) WHERE returned_at = 0 AND void_at = 0;
CREATE INDEX surveys_number ON surveys (form_no) WHERE form_no <> '';
CREATE INDEX customers_card_no ON customers (card_no) WHERE card_no <> '';
