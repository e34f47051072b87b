-- What is known of a call's bill; NULL while it is out. Of older calls: what the provider counted is measured, what nobody counted is possibly billed at its ceiling, as it was
-- held against the limit, and a fault that used nothing was not billed.
ALTER TABLE call ADD COLUMN billing TEXT CHECK (billing IN ('NotBilled', 'Measured', 'PossiblyBilled'));

UPDATE call
SET billing = CASE
    WHEN state = 'Lost' OR usage_known = 0 THEN 'PossiblyBilled'
    WHEN state = 'Failed' AND input_tokens + output_tokens = 0 THEN 'NotBilled'
    ELSE 'Measured'
END
WHERE state <> 'Open';

DROP VIEW ledger;
DROP VIEW purse;
ALTER TABLE call DROP COLUMN usage_known;

-- A person looked at the provider's bill: possibly billed calls count no more.
CREATE TABLE settlement (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    job  TEXT NOT NULL,
    "by" TEXT NOT NULL,
    at   TEXT NOT NULL
) STRICT;

CREATE TABLE settled_call (
    call                 INTEGER PRIMARY KEY REFERENCES call (id),
    settlement           INTEGER NOT NULL REFERENCES settlement (id),
    released_nanodollars INTEGER
) STRICT;

CREATE INDEX settlement_by_job ON settlement (job);

CREATE TRIGGER settlement_is_append_only BEFORE UPDATE ON settlement
BEGIN
    SELECT RAISE(ABORT, 'The log of settlements is append-only.');
END;

CREATE TRIGGER settlement_is_kept BEFORE DELETE ON settlement
BEGIN
    SELECT RAISE(ABORT, 'The log of settlements is append-only.');
END;

CREATE TRIGGER settled_call_is_append_only BEFORE UPDATE ON settled_call
BEGIN
    SELECT RAISE(ABORT, 'The log of settlements is append-only.');
END;

CREATE TRIGGER settled_call_is_kept BEFORE DELETE ON settled_call
BEGIN
    SELECT RAISE(ABORT, 'The log of settlements is append-only.');
END;

-- For people: one line a call, money in dollars. cost_usd is what the call counts for, in the class that billing says.
CREATE VIEW ledger AS
SELECT id AS call, job, batch, attempt, teacher, state, billing,
       (SELECT count(*) FROM call_text WHERE call_text.call = call.id) AS texts,
       (SELECT count(*) FROM call_question WHERE call_question.call = call.id) AS questions,
       input_tokens, cached_input_tokens, output_tokens,
       ceiling_nanodollars / 1e9 AS ceiling_usd, cost_nanodollars / 1e9 AS cost_usd,
       (SELECT count(*) FROM settled_call WHERE settled_call.call = call.id) AS released, at, ended_at, fault
FROM call;

-- For people: what counts against each job's spending limit, and what no longer does.
CREATE VIEW purse AS
SELECT job, count(*) AS calls,
       coalesce(sum(ceiling_nanodollars) FILTER (WHERE state = 'Open'), 0) / 1e9 AS reserved_usd,
       coalesce(sum(cost_nanodollars) FILTER (WHERE billing = 'Measured'), 0) / 1e9 AS spent_usd,
       coalesce(sum(cost_nanodollars) FILTER (WHERE billing = 'PossiblyBilled' AND settlement IS NULL), 0) / 1e9 AS possibly_billed_usd,
       coalesce(sum(cost_nanodollars) FILTER (WHERE settlement IS NOT NULL), 0) / 1e9 AS released_usd,
       count(*) FILTER (WHERE billing = 'NotBilled') AS calls_not_billed,
       count(*) FILTER (WHERE state = 'Lost') AS lost_calls,
       count(*) FILTER (WHERE state <> 'Open' AND cost_nanodollars IS NULL) AS calls_of_unknown_price
FROM call LEFT JOIN settled_call ON settled_call.call = call.id
GROUP BY job;

-- A report's cost is what was measured. Reports with calls of unknown fate had added up both; those of one question are set right here, and so is the sum of several.
UPDATE job
SET report = json_set(
    report,
    '$.Cost', (SELECT coalesce(sum(cost_nanodollars), 0) FROM call WHERE call.job = job.id AND billing = 'Measured'),
    '$.PossiblyBilled', (SELECT coalesce(sum(cost_nanodollars), 0) FROM call WHERE call.job = job.id AND billing = 'PossiblyBilled'),
    '$.PossiblyBilledCalls', (SELECT count(*) FROM call WHERE call.job = job.id AND billing = 'PossiblyBilled'))
WHERE json_extract(report, '$.Cost') IS NOT NULL AND EXISTS (SELECT 1 FROM call WHERE call.job = job.id AND billing = 'PossiblyBilled');

UPDATE job
SET report = json_set(report, '$.NotBilledCalls', (SELECT count(*) FROM call WHERE call.job = job.id AND billing = 'NotBilled'))
WHERE report IS NOT NULL;

-- What a single text may have cost beside what it did.
ALTER TABLE deed ADD COLUMN possibly_billed_nanodollars INTEGER;

PRAGMA user_version = 6;
