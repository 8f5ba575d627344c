-- Drafts under review: nobody's act yet, so they may change and go. A version keeps two people from writing over each
-- other. They lie beside the ledger so that every server of an installation shows the same drafts.

CREATE TABLE draft (
    id      text   COLLATE "C" NOT NULL PRIMARY KEY,
    version bigint NOT NULL,
    saved   bigint NOT NULL,
    body    bytea  NOT NULL
);

CREATE TABLE draft_file (
    id    text  COLLATE "C" NOT NULL,
    name  text  COLLATE "C" NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (id, name)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON draft, draft_file TO quyet_app;
