-- Clients that administrators register, beside those that the configuration declares.

ALTER TABLE identity_api_clients ADD COLUMN declared {bool} NOT NULL DEFAULT {false};
-- All that are there stand in the configuration.
UPDATE identity_api_clients SET declared = NOT declared;
