-- How text messages are sent, as administrators set it.

CREATE TABLE identity_sms_settings (
    id {uuid} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    gateway TEXT,
    code_digits {int},
    tested_id {uuid},
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
