-- Of everything that the answer says, its position included; NULL in answers from before: nothing can be said of them.
ALTER TABLE answer ADD COLUMN checksum INTEGER;

-- How many answers there are and the exclusive or of their checksums: a row that a damaged page or index hides is missed here.
CREATE TABLE answer_total (
    question  BLOB    NOT NULL CHECK (length(question) = 16),
    source    INTEGER NOT NULL CHECK (source IN (0, 1)),
    "by"      TEXT    NOT NULL,
    answers   INTEGER NOT NULL,
    checksums INTEGER NOT NULL,
    PRIMARY KEY (question, source, "by")
) STRICT, WITHOUT ROWID;

INSERT INTO answer_total SELECT question, source, "by", count(*), 0 FROM answer GROUP BY question, source, "by";

-- SQLite has no exclusive or: what either has without what both have.
CREATE TRIGGER answer_is_counted AFTER INSERT ON answer
BEGIN
    INSERT INTO answer_total VALUES (new.question, new.source, new."by", 1, coalesce(new.checksum, 0))
    ON CONFLICT DO UPDATE SET answers = answers + 1, checksums = (checksums | excluded.checksums) - (checksums & excluded.checksums);
END;

CREATE TRIGGER answer_is_discounted AFTER DELETE ON answer
BEGIN
    UPDATE answer_total
    SET answers = answers - 1, checksums = (checksums | coalesce(old.checksum, 0)) - (checksums & coalesce(old.checksum, 0))
    WHERE question = old.question AND source = old.source AND "by" = old."by";
    DELETE FROM answer_total WHERE question = old.question AND source = old.source AND "by" = old."by" AND answers = 0;
END;

PRAGMA user_version = 9;
