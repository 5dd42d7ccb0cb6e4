-- The schema of the first release. A migration is never changed once it is released: add another one.
--
-- {uuid}, {bytes}, {int}, {bool} and {path} are the names that the database has for these types.
-- Times are microseconds since 1970-01-01T00:00:00Z in an {int}: exact, and ordered on every database.
-- Columns in the plural, `attributes`, `device`, `origin` and `initiator` hold JSON. `token`, `secret` and `browser` hold
-- SHA-256 digests, `payload` and `private_key` what is sealed with the master key.
--
-- There are no foreign keys: what a commit rests on, it requires by id and version (see the store contract).

CREATE TABLE identity_organizations (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    path {path} NOT NULL,
    name TEXT NOT NULL,
    class TEXT NOT NULL,
    state TEXT NOT NULL,
    external_id TEXT,
    business_id TEXT,
    domains TEXT NOT NULL,
    attributes TEXT NOT NULL,
    source_version {int},
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    parent_id {uuid},
    root_id {uuid} NOT NULL,
    name_folded TEXT NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_organizations_external_id ON identity_organizations (external_id);
CREATE INDEX identity_organizations_path ON identity_organizations (path);
-- With the name, so that a search by name reads the rows that it finds and no others.
CREATE INDEX identity_organizations_root ON identity_organizations (root_id, id, name_folded);
CREATE INDEX identity_organizations_parent ON identity_organizations (parent_id, id);

CREATE TABLE identity_contracts (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    external_id TEXT NOT NULL,
    organization_id {uuid} NOT NULL,
    services TEXT NOT NULL,
    period_not_before {int},
    period_not_after {int},
    source_version {int},
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_contracts_external_id ON identity_contracts (external_id);
CREATE INDEX identity_contracts_organization ON identity_contracts (organization_id, id);

CREATE TABLE identity_services (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    needs_contract {bool} NOT NULL,
    start_url TEXT,
    enabled {bool} NOT NULL,
    created_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_services_key ON identity_services (key);

CREATE TABLE identity_users (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    username TEXT,
    email TEXT NOT NULL,
    email_verified_at {int},
    phone TEXT,
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    locale TEXT,
    attributes TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    email_canonical TEXT NOT NULL,
    username_canonical TEXT
) {strict};
CREATE UNIQUE INDEX identity_users_email ON identity_users (email_canonical);
CREATE UNIQUE INDEX identity_users_username ON identity_users (username_canonical);

CREATE TABLE identity_memberships (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    user_id {uuid} NOT NULL,
    organization_id {uuid} NOT NULL,
    created_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_memberships_once ON identity_memberships (user_id, organization_id);
CREATE INDEX identity_memberships_user ON identity_memberships (user_id, id);
CREATE INDEX identity_memberships_organization ON identity_memberships (organization_id, id);

CREATE TABLE identity_roles (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    owner_id {uuid},
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    permissions TEXT NOT NULL,
    application_roles TEXT NOT NULL,
    enabled {bool} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_roles_key ON identity_roles (owner_id, key) WHERE owner_id IS NOT NULL;
CREATE UNIQUE INDEX identity_roles_deployment_key ON identity_roles (key) WHERE owner_id IS NULL;

CREATE TABLE identity_grants (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    holder_kind TEXT NOT NULL,
    holder_id {uuid} NOT NULL,
    role_id {uuid} NOT NULL,
    organization_id {uuid} NOT NULL,
    scope TEXT NOT NULL,
    rights TEXT NOT NULL,
    services TEXT,
    contracts TEXT,
    period_not_before {int},
    period_not_after {int},
    given_by_kind TEXT NOT NULL,
    given_by_id {uuid},
    created_at {int} NOT NULL,
    revoked_at {int}
) {strict};
CREATE INDEX identity_grants_holder ON identity_grants (holder_id, id);
CREATE INDEX identity_grants_organization ON identity_grants (organization_id, id);

CREATE TABLE identity_invitations (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    organization_id {uuid} NOT NULL,
    email TEXT NOT NULL,
    given_name TEXT,
    family_name TEXT,
    roles TEXT NOT NULL,
    services TEXT,
    locale TEXT,
    token {bytes} NOT NULL,
    state TEXT NOT NULL,
    invited_by_id {uuid} NOT NULL,
    accepted_by_id {uuid},
    created_at {int} NOT NULL,
    sent_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    closed_at {int},
    email_canonical TEXT NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_invitations_token ON identity_invitations (token);
CREATE INDEX identity_invitations_organization ON identity_invitations (organization_id, id);
CREATE INDEX identity_invitations_email ON identity_invitations (email_canonical, id);

CREATE TABLE identity_sessions (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    user_id {uuid} NOT NULL,
    token {bytes} NOT NULL,
    methods TEXT NOT NULL,
    authenticated_at {int} NOT NULL,
    acting_for_id {uuid},
    device TEXT NOT NULL,
    created_at {int} NOT NULL,
    last_seen_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    ended_at {int}
) {strict};
CREATE UNIQUE INDEX identity_sessions_token ON identity_sessions (token);
CREATE INDEX identity_sessions_user ON identity_sessions (user_id, id);
CREATE INDEX identity_sessions_expiry ON identity_sessions (expires_at);

CREATE TABLE identity_credentials (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    user_id {uuid} NOT NULL,
    secret_kind TEXT NOT NULL,
    secret TEXT NOT NULL,
    created_at {int} NOT NULL,
    changed_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_credentials_password ON identity_credentials (user_id)
    WHERE secret_kind = 'password';
CREATE INDEX identity_credentials_user ON identity_credentials (user_id, id);

CREATE TABLE identity_relying_parties (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    entity_id TEXT NOT NULL,
    name TEXT NOT NULL,
    service_id {uuid} NOT NULL,
    consumers TEXT NOT NULL,
    logout_url TEXT,
    certificates TEXT NOT NULL,
    requests_signed {bool} NOT NULL,
    enabled {bool} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_relying_parties_entity_id ON identity_relying_parties (entity_id);
CREATE INDEX identity_relying_parties_service ON identity_relying_parties (service_id, id);

CREATE TABLE identity_name_identifiers (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    user_id {uuid} NOT NULL,
    relying_party_id {uuid} NOT NULL,
    value TEXT NOT NULL,
    created_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_name_identifiers_of ON identity_name_identifiers (user_id, relying_party_id);
CREATE UNIQUE INDEX identity_name_identifiers_value ON identity_name_identifiers (relying_party_id, value);

CREATE TABLE identity_participants (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    session_id {uuid} NOT NULL,
    relying_party_id {uuid} NOT NULL,
    name_id TEXT NOT NULL,
    created_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_participants_of ON identity_participants (session_id, relying_party_id);

CREATE TABLE identity_logouts (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    session_id {uuid} NOT NULL,
    initiator TEXT,
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL
) {strict};
CREATE INDEX identity_logouts_expiry ON identity_logouts (expires_at);

CREATE TABLE identity_signing_keys (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    key_use TEXT NOT NULL,
    state TEXT NOT NULL,
    certificate {bytes} NOT NULL,
    private_key {bytes} NOT NULL,
    created_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_signing_keys_active ON identity_signing_keys (key_use) WHERE state = 'active';

CREATE TABLE identity_api_clients (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    client_id TEXT NOT NULL,
    secret {bytes} NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    enabled {bool} NOT NULL,
    created_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_api_clients_client_id ON identity_api_clients (client_id);

CREATE TABLE identity_access_tokens (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    client_id {uuid} NOT NULL,
    token {bytes} NOT NULL,
    scopes TEXT NOT NULL,
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_access_tokens_token ON identity_access_tokens (token);
CREATE INDEX identity_access_tokens_client ON identity_access_tokens (client_id, id);
CREATE INDEX identity_access_tokens_expiry ON identity_access_tokens (expires_at);

CREATE TABLE identity_audit_events (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    at {int} NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id {uuid},
    acting_for_id {uuid},
    mandate_id {uuid},
    action TEXT NOT NULL,
    target_kind TEXT,
    target_id {uuid},
    organization_id {uuid},
    details TEXT NOT NULL,
    reference TEXT
) {strict};
CREATE INDEX identity_audit_events_organization ON identity_audit_events (organization_id, id);
CREATE INDEX identity_audit_events_actor ON identity_audit_events (actor_id, id);

CREATE TABLE identity_outbox_messages (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    payload {bytes},
    invitation_id {uuid},
    state TEXT NOT NULL,
    attempts {int} NOT NULL,
    next_attempt_at {int} NOT NULL,
    last_error TEXT,
    created_at {int} NOT NULL,
    closed_at {int}
) {strict};
CREATE INDEX identity_outbox_messages_due ON identity_outbox_messages (next_attempt_at)
    WHERE state = 'queued';
CREATE INDEX identity_outbox_messages_state ON identity_outbox_messages (state, id);
CREATE INDEX identity_outbox_messages_invitation ON identity_outbox_messages (invitation_id, id);

CREATE TABLE identity_sign_ons (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    browser {bytes} NOT NULL,
    origin TEXT NOT NULL,
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    finished_at {int},
    saml_relying_party_id {uuid},
    saml_request_id TEXT
) {strict};
CREATE UNIQUE INDEX identity_sign_ons_saml ON identity_sign_ons (saml_relying_party_id, saml_request_id);
CREATE INDEX identity_sign_ons_expiry ON identity_sign_ons (expires_at);

CREATE TABLE identity_login_requests (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    request_id TEXT NOT NULL,
    relay_state TEXT NOT NULL,
    identity_provider TEXT NOT NULL,
    browser {bytes} NOT NULL,
    return_to TEXT NOT NULL,
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_login_requests_request_id ON identity_login_requests (request_id);
CREATE INDEX identity_login_requests_expiry ON identity_login_requests (expires_at);

CREATE TABLE identity_consumed_assertions (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    issuer TEXT NOT NULL,
    assertion_id TEXT NOT NULL,
    expires_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_consumed_assertions_once ON identity_consumed_assertions (issuer, assertion_id);
CREATE INDEX identity_consumed_assertions_expiry ON identity_consumed_assertions (expires_at);

CREATE TABLE identity_service_sessions (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    token {bytes} NOT NULL,
    identity_provider TEXT NOT NULL,
    name_id TEXT NOT NULL,
    session_index TEXT,
    attributes TEXT NOT NULL,
    authn_context TEXT,
    authenticated_at {int} NOT NULL,
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX identity_service_sessions_token ON identity_service_sessions (token);
CREATE INDEX identity_service_sessions_subject ON identity_service_sessions (name_id);
CREATE INDEX identity_service_sessions_expiry ON identity_service_sessions (expires_at);

-- `key` is the SHA-256 digest of the counter's name, which may be long and may tell who somebody is.
CREATE TABLE identity_counters (
    key {bytes} NOT NULL PRIMARY KEY,
    window_start {int} NOT NULL,
    hits {int} NOT NULL
) {strict};
CREATE INDEX identity_counters_window ON identity_counters (window_start);
