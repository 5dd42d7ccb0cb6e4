-- A change of how text messages are sent that waits for a second administrator.

ALTER TABLE identity_sms_settings ADD COLUMN proposed TEXT;
