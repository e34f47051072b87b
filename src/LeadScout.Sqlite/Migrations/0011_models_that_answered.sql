-- The model as the service called it in its reply; null where it did not, or before that was kept.
ALTER TABLE call ADD COLUMN model TEXT;

PRAGMA user_version = 11;
