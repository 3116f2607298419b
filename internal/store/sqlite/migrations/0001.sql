-- The first schema. body is a record as JSON, whole but for a document's text; the columns beside it are what
-- questions look for, computed in Go. Ids, days and folded names are text, '' where there is none.

CREATE TABLE document (
    id        TEXT NOT NULL,
    version   TEXT NOT NULL,
    current   INTEGER NOT NULL, -- 1 for the version that counts
    deleted   INTEGER NOT NULL,
    published TEXT NOT NULL,
    publisher TEXT NOT NULL,    -- folded
    text      TEXT NOT NULL,
    body      TEXT NOT NULL,
    PRIMARY KEY (id, version)
);
CREATE INDEX document_listed ON document (published, id) WHERE current = 1 AND deleted = 0;

CREATE TABLE entity (
    id   TEXT PRIMARY KEY NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE entity_name (
    name   TEXT NOT NULL, -- folded
    entity TEXT NOT NULL,
    PRIMARY KEY (name, entity)
) WITHOUT ROWID;
CREATE INDEX entity_name_entity ON entity_name (entity);

CREATE TABLE membership (
    organization TEXT NOT NULL,
    member       TEXT NOT NULL,
    PRIMARY KEY (organization, member)
) WITHOUT ROWID;
CREATE INDEX membership_member ON membership (member);

CREATE TABLE judgement (
    seq       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    retracted INTEGER NOT NULL,
    body      TEXT NOT NULL
);
CREATE INDEX judgement_retracted ON judgement (seq) WHERE retracted = 1;

CREATE TABLE dossier (
    seq     INTEGER PRIMARY KEY,
    key     TEXT NOT NULL UNIQUE, -- type|subject|object
    subject TEXT NOT NULL,
    object  TEXT NOT NULL
);
CREATE INDEX dossier_subject ON dossier (subject);
CREATE INDEX dossier_object ON dossier (object);

CREATE TABLE evidence (
    seq       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    dossier   INTEGER NOT NULL REFERENCES dossier (seq),
    statement TEXT NOT NULL,    -- the statement that it is folded into
    document  TEXT NOT NULL,
    published TEXT NOT NULL,
    publisher TEXT NOT NULL,    -- of the document's version, folded
    act       TEXT NOT NULL,
    retracted INTEGER NOT NULL,
    body      TEXT NOT NULL
);
CREATE INDEX evidence_dossier ON evidence (dossier);
CREATE INDEX evidence_statement ON evidence (statement, published, id);
CREATE INDEX evidence_document ON evidence (document);
CREATE INDEX evidence_act ON evidence (act) WHERE act <> '';

-- The search tokens of an evidence's quote under its seq, divided by blanks. Folding is done in Go; the ascii tokenizer
-- only splits.
CREATE VIRTUAL TABLE quote USING fts5 (tokens, content = '', detail = none, tokenize = 'ascii');

CREATE TABLE statement (
    seq         INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    dossier     INTEGER NOT NULL REFERENCES dossier (seq),
    retracted   INTEGER NOT NULL,
    type        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    object      TEXT NOT NULL,
    for_subject TEXT NOT NULL, -- whose act it counts as: the subject's polity, or a conflict itself
    for_object  TEXT NOT NULL,
    modality    TEXT NOT NULL,
    polarity    TEXT NOT NULL,
    since       TEXT NOT NULL,
    until       TEXT NOT NULL,
    day         TEXT NOT NULL, -- '' if undated
    latest      TEXT NOT NULL, -- the three sort keys
    recorded    TEXT NOT NULL,
    support     TEXT NOT NULL,
    likely      REAL NOT NULL, -- support as a number
    origins     INTEGER NOT NULL,
    reports     INTEGER NOT NULL,
    attributed  INTEGER NOT NULL,
    contested   INTEGER NOT NULL,
    bases       INTEGER NOT NULL, -- bits: 1 TEXT, 2 ROW, 4 HAND
    deed        TEXT NOT NULL,    -- what counts as one act: its act, else itself
    body        TEXT NOT NULL
);
CREATE INDEX statement_dossier ON statement (dossier);
CREATE INDEX statement_subject ON statement (subject, type, latest, id);
CREATE INDEX statement_object ON statement (object, type, latest, id);
CREATE INDEX statement_for_subject ON statement (for_subject, type, latest, id);
CREATE INDEX statement_for_object ON statement (for_object, type, latest, id);
CREATE INDEX statement_type ON statement (type, latest, id);
CREATE INDEX statement_latest ON statement (latest, id);
CREATE INDEX statement_recorded ON statement (recorded, id);
CREATE INDEX statement_support ON statement (support, id);

CREATE TABLE claim (
    entity    TEXT NOT NULL,
    statement TEXT NOT NULL,
    PRIMARY KEY (entity, statement)
) WITHOUT ROWID;
CREATE INDEX claim_statement ON claim (statement);

-- The typed edges of the graph: what Project makes of the statements.
CREATE TABLE edge (
    statement    TEXT PRIMARY KEY NOT NULL,
    relationship TEXT NOT NULL,
    source       TEXT NOT NULL,
    target       TEXT NOT NULL,
    since        TEXT NOT NULL,
    until        TEXT NOT NULL,
    reports      INTEGER NOT NULL,
    origins      INTEGER NOT NULL,
    support      REAL NOT NULL,
    claimed_by   TEXT NOT NULL, -- JSON list of entity ids
    contested    INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE superseded (
    id        TEXT PRIMARY KEY NOT NULL,
    successor TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE change (
    seq       INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL,
    statement TEXT NOT NULL,
    successor TEXT NOT NULL,
    at        TEXT NOT NULL
);
