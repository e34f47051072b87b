-- What a model's thoughts took of a call's output, so that the next estimate knows; null where nobody counted.
ALTER TABLE call ADD COLUMN thinking_tokens INTEGER;

-- Whose fault it was that a text was given up: 0 the text's, 1 the service's, 2 nobody knows.
ALTER TABLE failed_text ADD COLUMN fault_of INTEGER NOT NULL DEFAULT 0 CHECK (fault_of IN (0, 1, 2));

CREATE INDEX call_that_thought ON call (teacher, id) WHERE thinking_tokens IS NOT NULL;

PRAGMA user_version = 8;
