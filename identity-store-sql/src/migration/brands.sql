-- How pages and mails look for organisations, for applications, and in the whole deployment.

CREATE TABLE identity_brands (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id {uuid} NOT NULL,
    look TEXT NOT NULL,
    draft TEXT,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_brands_subject ON identity_brands (subject_id, subject_kind);
