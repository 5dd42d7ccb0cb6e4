-- Requests that wait for a second administrator, and until when an organisation still needs one.

CREATE TABLE identity_approvals (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    act TEXT NOT NULL,
    user_id {uuid} NOT NULL,
    organization_id {uuid} NOT NULL,
    asked_by_id {uuid} NOT NULL,
    reason TEXT NOT NULL,
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_approvals_of ON identity_approvals (user_id, act);
CREATE INDEX identity_approvals_user ON identity_approvals (user_id, id);
CREATE INDEX identity_approvals_expiry ON identity_approvals (expires_at);

ALTER TABLE identity_sign_in_policies ADD COLUMN four_eyes_until {int};
