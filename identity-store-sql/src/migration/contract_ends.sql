-- When the CRM ended a contract: nothing that is older than that opens it again.

ALTER TABLE identity_contracts ADD COLUMN ended_at {int};
