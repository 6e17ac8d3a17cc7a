-- A line of the list of cards lies in one place: those on the screen are all over the file, and each page of it that a line
-- needs has to be read and decrypted.
ALTER TABLE card_index ADD COLUMN card_no TEXT NOT NULL DEFAULT '';
ALTER TABLE card_index ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE card_index ADD COLUMN sex TEXT NOT NULL DEFAULT '';
ALTER TABLE card_index ADD COLUMN grade TEXT NOT NULL DEFAULT '';
ALTER TABLE card_index ADD COLUMN states TEXT NOT NULL DEFAULT ''; -- JSON: what the statuses of the policies follow from
