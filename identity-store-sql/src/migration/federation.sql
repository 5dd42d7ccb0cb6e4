-- Sign-in from elsewhere: connections, the identities that belong to accounts, and the domains that lead to connections.

CREATE TABLE identity_connections (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    name TEXT NOT NULL,
    organization_id {uuid},
    provider TEXT NOT NULL,
    state TEXT NOT NULL,
    rules TEXT NOT NULL,
    metadata TEXT,
    tested_at {int},
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE INDEX identity_connections_organization ON identity_connections (organization_id, id);

CREATE TABLE identity_linked_identities (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    user_id {uuid} NOT NULL,
    connection_id {uuid} NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    label TEXT,
    level TEXT,
    attributes TEXT NOT NULL,
    created_at {int} NOT NULL,
    asserted_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_linked_identities_subject ON identity_linked_identities (connection_id, issuer, subject);
CREATE UNIQUE INDEX identity_linked_identities_user ON identity_linked_identities (user_id, connection_id);
CREATE INDEX identity_linked_identities_connection ON identity_linked_identities (connection_id, id);

CREATE TABLE identity_link_offers (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    user_id {uuid} NOT NULL,
    connection_id {uuid} NOT NULL,
    ask_again_at {int},
    answered_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_link_offers_user ON identity_link_offers (user_id, connection_id);

CREATE TABLE identity_sign_in_domains (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    domain TEXT NOT NULL,
    connection_id {uuid} NOT NULL,
    proof TEXT,
    challenge TEXT,
    proved_at {int},
    created_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_sign_in_domains_connection ON identity_sign_in_domains (connection_id, domain);
CREATE INDEX identity_sign_in_domains_domain ON identity_sign_in_domains (domain, id);

ALTER TABLE identity_sign_ons ADD COLUMN requested TEXT;
ALTER TABLE identity_sign_ons ADD COLUMN provider_failure TEXT;
ALTER TABLE identity_sign_ons ADD COLUMN asserted TEXT;
ALTER TABLE identity_sign_ons ADD COLUMN provider_session TEXT;
ALTER TABLE identity_sessions ADD COLUMN provider_session TEXT;
