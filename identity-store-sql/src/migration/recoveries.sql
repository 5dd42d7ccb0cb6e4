CREATE TABLE identity_recoveries (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    user_id {uuid} NOT NULL,
    token {bytes} NOT NULL,
    email TEXT NOT NULL,
    return_to TEXT NOT NULL,
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_recoveries_token ON identity_recoveries (token);
CREATE INDEX identity_recoveries_user ON identity_recoveries (user_id, id);
CREATE INDEX identity_recoveries_expiry ON identity_recoveries (expires_at);
