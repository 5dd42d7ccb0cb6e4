-- What organisations and roles ask of those who sign in, and the browsers in which a second proof is not asked for again.

CREATE TABLE identity_sign_in_policies (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id {uuid} NOT NULL,
    rules TEXT NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_sign_in_policies_subject ON identity_sign_in_policies (subject_id, subject_kind);

CREATE TABLE identity_remembered_browsers (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    user_id {uuid} NOT NULL,
    browser {bytes} NOT NULL,
    methods TEXT NOT NULL,
    device TEXT NOT NULL,
    created_at {int} NOT NULL,
    last_used_at {int},
    expires_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_remembered_browsers_of ON identity_remembered_browsers (user_id, browser);
CREATE INDEX identity_remembered_browsers_expiry ON identity_remembered_browsers (expires_at);

ALTER TABLE identity_sign_ons ADD COLUMN remember {bool} NOT NULL DEFAULT {false};

ALTER TABLE identity_relying_parties ADD COLUMN second_factors TEXT;
ALTER TABLE identity_relying_parties ADD COLUMN remember_days {int};
