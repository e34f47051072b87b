-- Who was asked in vain: with a second opinion, a text that the first teacher failed at is still open. NULL in rows from before.
ALTER TABLE failed_text ADD COLUMN teacher TEXT;

PRAGMA user_version = 2;
