-- How a teacher's server wants to be asked, as was found out. Holds no secret and no text of a lead.
CREATE TABLE teacher_profile (
    teacher TEXT NOT NULL,
    url     TEXT NOT NULL,
    profile TEXT NOT NULL CHECK (json_valid(profile)),
    at      TEXT NOT NULL,
    PRIMARY KEY (teacher, url)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 7;
