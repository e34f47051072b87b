-- Runs with the search path at LeadScout's own schema. Times are text in UTC with seven decimals: timestamptz is coarser than the clock of .NET, and what is read back must be
-- what was written. Amounts are whole billionths of a US dollar.

-- One row: the position of the newest answer. Whoever appends holds it until the commit, so positions have no gaps and become visible in order.
CREATE TABLE log (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    position bigint  NOT NULL
);

INSERT INTO log (position) VALUES (0);

-- The call journal.
CREATE TABLE call (
    id                  bigint PRIMARY KEY,
    job                 text COLLATE "C",
    epoch               bigint,
    batch               bigint   NOT NULL,
    attempt             integer  NOT NULL,
    teacher             text COLLATE "C" NOT NULL,
    ceiling_nanodollars bigint,
    at                  text COLLATE "C" NOT NULL,
    state               text     NOT NULL CHECK (state IN ('Open', 'Answered', 'Failed', 'Lost')),
    input_tokens        bigint   NOT NULL DEFAULT 0,
    cached_input_tokens bigint   NOT NULL DEFAULT 0,
    output_tokens       bigint   NOT NULL DEFAULT 0,
    thinking_tokens     bigint,
    billing             text CHECK (billing IN ('NotBilled', 'Measured', 'PossiblyBilled')),
    cost_nanodollars    bigint,
    model               text,
    fault               text,
    ended_at            text COLLATE "C"
);

CREATE SEQUENCE call_id OWNED BY call.id;
ALTER TABLE call ALTER COLUMN id SET DEFAULT nextval('call_id');

CREATE INDEX call_by_job ON call (job, id);
CREATE INDEX call_that_thought ON call (teacher, id) WHERE thinking_tokens IS NOT NULL;

-- The texts that a call asks about, in the order of its items.
CREATE TABLE call_text (
    call     bigint  NOT NULL REFERENCES call (id),
    item     integer NOT NULL,
    text_key bytea   NOT NULL CHECK (length(text_key) = 16),
    PRIMARY KEY (call, item)
);

CREATE INDEX call_text_by_key ON call_text (text_key);

-- The questions that a call asks about each of its texts, in order.
CREATE TABLE call_question (
    call     bigint  NOT NULL REFERENCES call (id),
    place    integer NOT NULL,
    question bytea   NOT NULL CHECK (length(question) = 16),
    PRIMARY KEY (call, place)
);

-- The answer log: the one thing that was paid for. Nothing is ever changed in it; a text may be forgotten. A text may hold any character, so its UTF-8 is kept: see the view answers.
CREATE TABLE answer (
    position            bigint   NOT NULL,
    question            bytea    NOT NULL CHECK (length(question) = 16),
    text_key            bytea    NOT NULL CHECK (length(text_key) = 16),
    text                bytea    NOT NULL,
    label               text     NOT NULL,
    source              smallint NOT NULL CHECK (source IN (0, 1)), -- 0 teacher, 1 person
    "by"                text COLLATE "C" NOT NULL,
    job                 text COLLATE "C",
    call                bigint REFERENCES call (id),
    at                  text COLLATE "C" NOT NULL,
    audit_student_label text,
    audit_probability   double precision,
    imported_call       bigint,
    PRIMARY KEY (question, position),
    CHECK ((audit_student_label IS NULL) = (audit_probability IS NULL))
) PARTITION BY HASH (question);

CREATE TABLE answer_0 PARTITION OF answer FOR VALUES WITH (MODULUS 8, REMAINDER 0);
CREATE TABLE answer_1 PARTITION OF answer FOR VALUES WITH (MODULUS 8, REMAINDER 1);
CREATE TABLE answer_2 PARTITION OF answer FOR VALUES WITH (MODULUS 8, REMAINDER 2);
CREATE TABLE answer_3 PARTITION OF answer FOR VALUES WITH (MODULUS 8, REMAINDER 3);
CREATE TABLE answer_4 PARTITION OF answer FOR VALUES WITH (MODULUS 8, REMAINDER 4);
CREATE TABLE answer_5 PARTITION OF answer FOR VALUES WITH (MODULUS 8, REMAINDER 5);
CREATE TABLE answer_6 PARTITION OF answer FOR VALUES WITH (MODULUS 8, REMAINDER 6);
CREATE TABLE answer_7 PARTITION OF answer FOR VALUES WITH (MODULUS 8, REMAINDER 7);

CREATE INDEX answer_by_position ON answer (position);
CREATE INDEX answer_by_text ON answer (text_key);

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION '% is append-only.', TG_ARGV[0];
END
$body$;

CREATE TRIGGER answer_is_append_only BEFORE UPDATE ON answer FOR EACH ROW EXECUTE FUNCTION refuse('The answer log');

-- A person's answers that were taken back: they stay in the log, and no longer count.
CREATE TABLE retraction (
    answer   bigint PRIMARY KEY,
    question bytea  NOT NULL,
    "by"     text   NOT NULL,
    at       text COLLATE "C" NOT NULL,
    FOREIGN KEY (question, answer) REFERENCES answer (question, position) ON DELETE CASCADE
);

CREATE TRIGGER retraction_is_append_only BEFORE UPDATE ON retraction FOR EACH ROW EXECUTE FUNCTION refuse('The answer log');

-- Verdicts on patterns: the latest on a pattern counts. Nothing is ever changed in it.
CREATE TABLE pattern_verdict (
    position bigint  PRIMARY KEY,
    question bytea   NOT NULL CHECK (length(question) = 16),
    pattern  text    NOT NULL,
    retired  boolean NOT NULL,
    "by"     text    NOT NULL,
    at       text COLLATE "C" NOT NULL
);

CREATE INDEX pattern_verdict_by_question ON pattern_verdict (question, position);

CREATE TRIGGER pattern_verdict_is_append_only BEFORE UPDATE ON pattern_verdict FOR EACH ROW EXECUTE FUNCTION refuse('The log of verdicts');

CREATE TABLE job (
    id               text COLLATE "C" PRIMARY KEY,
    input_name       text   NOT NULL,
    input_hash       text   NOT NULL,
    output_name      text   NOT NULL,
    question_name    text   NOT NULL,
    question         bytea  NOT NULL CHECK (length(question) = 16),
    teacher          text COLLATE "C" NOT NULL,
    settings         json   NOT NULL,
    invocation       json   NOT NULL,
    log_position     bigint NOT NULL,
    verdict_position bigint NOT NULL,
    state            text   NOT NULL CHECK (state IN ('Running', 'Done', 'Interrupted', 'OutOfMoney', 'TeacherUnavailable', 'Reopened')),
    created_at       text COLLATE "C" NOT NULL,
    updated_at       text COLLATE "C" NOT NULL,
    report           json
);

-- Who may work on a job. Every transaction of the job checks the epoch in this row, and raises what is charged against the job's limit; whoever takes the job over raises the
-- epoch. The holder's number is that of an advisory lock that its process has for as long as it is connected: a hint that it is alive, never the proof that it may write.
CREATE TABLE job_lease (
    job                 text COLLATE "C" PRIMARY KEY,
    epoch               bigint NOT NULL,
    holder              integer,
    held_by             text   NOT NULL,
    renewed_at          timestamptz NOT NULL,
    charged_nanodollars bigint NOT NULL
);

CREATE SEQUENCE holder_id AS integer MINVALUE 1 CYCLE;

-- Texts in flight: a teacher is asked about a text by one process at a time. A claim counts for as long as its holder is connected.
CREATE TABLE claim (
    teacher  text COLLATE "C" NOT NULL,
    question bytea   NOT NULL,
    text_key bytea   NOT NULL,
    job      text COLLATE "C",
    holder   integer NOT NULL,
    PRIMARY KEY (teacher, question, text_key)
);

-- For how many texts and rows a pattern was decisive in a job. Derived; by the hash of its name, because a pattern may spell a person's name.
CREATE TABLE applied_pattern (
    job      text COLLATE "C" NOT NULL,
    question bytea   NOT NULL CHECK (length(question) = 16),
    pattern  bytea   NOT NULL CHECK (length(pattern) = 16),
    texts    integer NOT NULL,
    rows     bigint  NOT NULL,
    PRIMARY KEY (job, question, pattern)
);

CREATE INDEX applied_pattern_by_question ON applied_pattern (question);

-- Texts that a job has given up, for one question and by one teacher. fault_of: 0 the text's, 1 the service's, 2 nobody knows.
CREATE TABLE failed_text (
    position bigint   GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job      text COLLATE "C" NOT NULL,
    question bytea    NOT NULL CHECK (length(question) = 16),
    text_key bytea    NOT NULL CHECK (length(text_key) = 16),
    reason   text     NOT NULL,
    teacher  text,
    fault_of smallint NOT NULL CHECK (fault_of IN (0, 1, 2)),
    UNIQUE (job, question, text_key)
);

-- A person looked at the provider's bill: possibly billed calls count no more.
CREATE TABLE settlement (
    id   bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    job  text COLLATE "C" NOT NULL,
    "by" text NOT NULL,
    at   text COLLATE "C" NOT NULL
);

CREATE INDEX settlement_by_job ON settlement (job);

CREATE TABLE settled_call (
    call                 bigint PRIMARY KEY REFERENCES call (id),
    settlement           bigint NOT NULL REFERENCES settlement (id),
    released_nanodollars bigint
);

CREATE TRIGGER settlement_is_append_only BEFORE UPDATE OR DELETE ON settlement FOR EACH ROW EXECUTE FUNCTION refuse('The log of settlements');
CREATE TRIGGER settled_call_is_append_only BEFORE UPDATE OR DELETE ON settled_call FOR EACH ROW EXECUTE FUNCTION refuse('The log of settlements');

-- What people call a question's version.
CREATE TABLE question (
    version bytea PRIMARY KEY CHECK (length(version) = 16),
    name    text NOT NULL
);

-- Standing settings of the database, such as its retention.
CREATE TABLE setting (
    name  text PRIMARY KEY,
    value text NOT NULL
);

-- How a teacher's server wants to be asked, as was found out. Holds no secret and no text of a lead.
CREATE TABLE teacher_profile (
    teacher text NOT NULL,
    url     text NOT NULL,
    profile text NOT NULL,
    at      text COLLATE "C" NOT NULL,
    PRIMARY KEY (teacher, url)
);

-- What texts mean to a model: half-precision numbers, little-endian, one after the other.
CREATE TABLE vector (
    text_key bytea  NOT NULL CHECK (length(text_key) = 16),
    model    text COLLATE "C" NOT NULL,
    place    bigint GENERATED ALWAYS AS IDENTITY,
    at       text COLLATE "C" NOT NULL,
    vector   bytea  NOT NULL,
    PRIMARY KEY (text_key, model)
);

-- What a server has to remember. Of a client's key only the hash: it has 256 random bits, so its plain hash tells nothing.
CREATE TABLE api_key (
    id                         text COLLATE "C" PRIMARY KEY,
    name                       text     NOT NULL,
    scope                      smallint NOT NULL CHECK (scope IN (0, 1, 2)), -- 0 read, 1 label, 2 admin; each includes those before it
    hash                       bytea    NOT NULL CHECK (length(hash) = 32),
    spending_limit_nanodollars bigint,
    per_minute                 integer,
    created_at                 text COLLATE "C" NOT NULL,
    ends_at                    text COLLATE "C",
    revoked_at                 text COLLATE "C"
);

CREATE TABLE server_job (
    job        text COLLATE "C" PRIMARY KEY,
    input_name text    NOT NULL,
    question   text    NOT NULL,
    teacher    text    NOT NULL,
    invocation json    NOT NULL,
    settings   json    NOT NULL,
    wanted     boolean NOT NULL,
    retry      boolean NOT NULL,
    "by"       text    NOT NULL,
    api_key    text,
    at         text COLLATE "C" NOT NULL,
    problem    text,
    curve      json    NOT NULL
);

-- Who did what through the server. Holds no texts of leads.
CREATE TABLE activity (
    position                    bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    at                          text COLLATE "C" NOT NULL,
    "by"                        text NOT NULL,
    api_key                     text,
    action                      text NOT NULL,
    about                       text NOT NULL,
    count                       integer,
    cost_nanodollars            bigint,
    possibly_billed_nanodollars bigint
);

CREATE INDEX activity_by_key ON activity (api_key) WHERE cost_nanodollars IS NOT NULL;
CREATE UNIQUE INDEX activity_of_call ON activity (about) WHERE action = 'ask';
CREATE TRIGGER activity_is_append_only BEFORE UPDATE ON activity FOR EACH ROW EXECUTE FUNCTION refuse('The log of what was done');

CREATE TABLE idempotent_response (
    caller      text    NOT NULL,
    key         text    NOT NULL,
    fingerprint bytea   NOT NULL CHECK (length(fingerprint) = 32),
    at          text COLLATE "C" NOT NULL,
    status      integer NOT NULL,
    body        text    NOT NULL,
    PRIMARY KEY (caller, key)
);

-- For people: the log with its texts in letters.
CREATE VIEW answers AS
SELECT position, encode(answer.question, 'hex') AS question, name AS question_name,
       CASE WHEN position('\x00'::bytea IN text) = 0 THEN convert_from(text, 'UTF8') END AS text, label,
       CASE source WHEN 0 THEN 'teacher' ELSE 'person' END AS source, answer."by", job, call, answer.at, retraction.at AS taken_back_at
FROM answer
LEFT JOIN question ON version = answer.question
LEFT JOIN retraction ON retraction.answer = position AND retraction.question = answer.question;

-- For people: one line a call, money in dollars.
CREATE VIEW ledger AS
SELECT id AS call, job, batch, attempt, teacher, state, billing,
       (SELECT count(*) FROM call_text WHERE call_text.call = call.id) AS texts,
       (SELECT count(*) FROM call_question WHERE call_question.call = call.id) AS questions,
       input_tokens, cached_input_tokens, output_tokens, ceiling_nanodollars / 1e9 AS ceiling_usd, cost_nanodollars / 1e9 AS cost_usd,
       EXISTS (SELECT 1 FROM settled_call WHERE settled_call.call = call.id) AS released, at, ended_at, fault
FROM call;
