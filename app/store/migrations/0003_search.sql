-- The list of cards and its search. Both follow from the other tables and can be rebuilt at any time; rid and rowid are
-- customers.rid. Nothing here depends on today: statuses follow from the boundary days of policies.

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
	keys INTEGER NOT NULL -- hash of what the search index holds for the card
) STRICT;
CREATE INDEX card_index_name ON card_index (sort_name);
CREATE INDEX card_index_contact ON card_index (last_contact, sort_name);
CREATE INDEX card_index_completeness ON card_index (completeness, sort_name);

-- han: single characters; py: spellings and initials; num: phones, policy and card numbers; tail: the same reversed, so
-- that an ending is found as a beginning. The ascii tokenizer takes every character above U+007F as part of a word,
-- rare ones included, which the tables of unicode61 do not know.
CREATE VIRTUAL TABLE search USING fts5 (
	han, py, num, tail,
	content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '3'
);
