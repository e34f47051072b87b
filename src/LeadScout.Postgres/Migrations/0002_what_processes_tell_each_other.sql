-- What is held back of a key's spending limit for what is being asked with it. It counts until it is settled; what a process that is long gone has left is taken for spent.
CREATE TABLE key_hold (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    api_key     text COLLATE "C" NOT NULL,
    nanodollars bigint  NOT NULL,
    holder      integer NOT NULL,
    at          timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX key_hold_by_key ON key_hold (api_key);
CREATE INDEX server_job_by_key ON server_job (api_key);

-- How often something was done to the log that is not appending to it: taken back, forgotten, retired. Who follows the log reads it anew.
ALTER TABLE log ADD COLUMN revision bigint NOT NULL DEFAULT 0;

-- Tells one claim of a process on a text from its next one: the end of the first, heard late, must not end the second.
CREATE SEQUENCE claim_number;
ALTER TABLE claim ADD COLUMN number bigint NOT NULL DEFAULT nextval('claim_number');
CREATE INDEX claim_by_number ON claim (number);
