-- Applications by OpenID Connect: what clients registered, what people authorised them to, and what they agreed to.

-- An application that speaks OpenID Connect has no entity id.
DROP INDEX identity_relying_parties_entity_id;
ALTER TABLE identity_relying_parties RENAME COLUMN entity_id TO entity_id_before;
ALTER TABLE identity_relying_parties ADD COLUMN entity_id TEXT;
UPDATE identity_relying_parties SET entity_id = entity_id_before;
ALTER TABLE identity_relying_parties DROP COLUMN entity_id_before;
CREATE UNIQUE INDEX identity_relying_parties_entity_id ON identity_relying_parties (entity_id);
-- All that are there stand in the configuration.
ALTER TABLE identity_relying_parties ADD COLUMN declared {bool} NOT NULL DEFAULT {false};
UPDATE identity_relying_parties SET declared = NOT declared;

ALTER TABLE identity_api_clients ADD COLUMN authentication TEXT NOT NULL DEFAULT 'client_secret';
ALTER TABLE identity_api_clients ADD COLUMN keys TEXT;
ALTER TABLE identity_api_clients ADD COLUMN openid TEXT;
ALTER TABLE identity_api_clients ADD COLUMN resource TEXT;
ALTER TABLE identity_api_clients ADD COLUMN access_tokens TEXT NOT NULL DEFAULT 'opaque';
CREATE UNIQUE INDEX identity_api_clients_resource ON identity_api_clients (resource);
ALTER TABLE identity_api_clients ADD COLUMN application_id {uuid};
CREATE INDEX identity_api_clients_application ON identity_api_clients (application_id, id);

ALTER TABLE identity_access_tokens ADD COLUMN authorization_id {uuid};
ALTER TABLE identity_access_tokens ADD COLUMN resource TEXT;
ALTER TABLE identity_access_tokens ADD COLUMN key_thumbprint TEXT;
CREATE INDEX identity_access_tokens_authorization ON identity_access_tokens (authorization_id, id);

CREATE TABLE identity_authorizations (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    code {bytes} NOT NULL,
    client_id {uuid} NOT NULL,
    user_id {uuid} NOT NULL,
    participant_id {uuid} NOT NULL,
    subject TEXT NOT NULL,
    organization_id {uuid} NOT NULL,
    scopes TEXT NOT NULL,
    methods TEXT NOT NULL,
    factors TEXT NOT NULL,
    authenticated_at {int} NOT NULL,
    algorithm TEXT NOT NULL,
    request TEXT NOT NULL,
    refresh TEXT,
    created_at {int} NOT NULL,
    code_expires_at {int} NOT NULL,
    redeemed_at {int},
    expires_at {int} NOT NULL,
    ended_at {int}
) {strict};
CREATE UNIQUE INDEX identity_authorizations_code ON identity_authorizations (code);
CREATE INDEX identity_authorizations_user ON identity_authorizations (user_id, id);
CREATE INDEX identity_authorizations_expiry ON identity_authorizations (expires_at);

CREATE TABLE identity_consents (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    user_id {uuid} NOT NULL,
    client_id {uuid} NOT NULL,
    scopes TEXT NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_consents_of ON identity_consents (user_id, client_id);
