-- The list of cards and its search for 100 000 customers: every order and every filter of the list has its index, and
-- what the due work follows from is summed up once when a card changes. Both tables are made anew from the rows.

DROP TABLE search;
DROP TABLE card_index;

-- Nothing here depends on today but next_due, which is as of the day in the setting store.day.
CREATE TABLE card_index (
	rid INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	sort_name TEXT NOT NULL, -- pinyin, then the name
	phone TEXT NOT NULL, -- the first usable number
	policies INTEGER NOT NULL,
	records INTEGER NOT NULL, -- that stand
	last_contact TEXT NOT NULL, -- day somebody was reached last
	unsigned INTEGER NOT NULL, -- cases not signed for
	completeness INTEGER NOT NULL,
	keys INTEGER NOT NULL, -- hash of what the search index holds for the card
	next_due TEXT NOT NULL, -- earliest premium that can still be paid, '' none
	key_customer INTEGER NOT NULL,
	prospect INTEGER NOT NULL,
	callable INTEGER NOT NULL, -- 0: must not be contacted
	return_months INTEGER NOT NULL, -- between return visits, by the grade
	reached INTEGER NOT NULL, -- moment of the last conversation or visit, 0 none
	last_call INTEGER NOT NULL,
	tries INTEGER NOT NULL, -- calls without success since
	open_cases INTEGER NOT NULL -- 1: a case has a stage still to be done
) STRICT;

CREATE INDEX card_index_name ON card_index (sort_name);
CREATE INDEX card_index_due ON card_index (next_due, sort_name);
CREATE INDEX card_index_contact ON card_index (last_contact, sort_name);
CREATE INDEX card_index_completeness ON card_index (completeness, sort_name);
CREATE INDEX card_index_unsigned ON card_index (unsigned) WHERE unsigned > 0;
CREATE INDEX card_index_key ON card_index (key_customer) WHERE key_customer = 1;
CREATE INDEX card_index_prospect ON card_index (prospect) WHERE prospect = 1;
CREATE INDEX card_index_no_contact ON card_index (records) WHERE records = 0;
CREATE INDEX card_index_return ON card_index (return_months, reached) WHERE reached > 0 AND callable = 1;
CREATE INDEX card_index_open ON card_index (open_cases) WHERE open_cases = 1;

-- Beginnings of one and two characters are kept too: the first key pressed finds a tenth of everybody.
CREATE VIRTUAL TABLE search USING fts5 (
	han, py, num, tail,
	content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
);

-- Newest contact that spoke of the premium, and newest conversation, about the policy or about none in particular.
ALTER TABLE policies ADD COLUMN reminded_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE policies ADD COLUMN spoken_at INTEGER NOT NULL DEFAULT 0;

DROP INDEX policies_due;
DROP INDEX policies_grace_end;
DROP INDEX policies_said;
DROP INDEX policies_matures;
CREATE INDEX policies_due ON policies (b_due, b_grace_end, b_reinstate_end, b_said, b_matures, customer_id) WHERE b_due <> '';
CREATE INDEX policies_said ON policies (b_said, b_reinstate_end, customer_id) WHERE b_said <> '';
CREATE INDEX policies_matures ON policies (b_matures, b_said, customer_id) WHERE b_matures <> '';

-- A next step not done yet, a promise not kept yet.
ALTER TABLE service_records ADD COLUMN open_next INTEGER NOT NULL DEFAULT 0;
ALTER TABLE service_records ADD COLUMN open_promise INTEGER NOT NULL DEFAULT 0;
DROP INDEX service_records_next;
DROP INDEX service_records_promise;
CREATE INDEX service_records_next ON service_records (next_on) WHERE open_next = 1;
CREATE INDEX service_records_promise ON service_records (promise_by) WHERE open_promise = 1;

CREATE INDEX customers_lunar ON customers (birth_date) WHERE lunar_birthday = 1;
CREATE INDEX customers_prospect ON customers (opened_on) WHERE prospect = 1;
CREATE INDEX surveys_signed ON surveys (person_id, signed_at);
