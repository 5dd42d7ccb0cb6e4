### Why something may be done or not. The keys are made of the stable codes of what is explained.

## What is missing for an act. `$role` and `$organization` name a role that somebody has, and where.

deny-active-subject = The account is not active.
deny-scope = The access token does not have the scope { $permission }.
deny-grant = No role here allows it.
deny-whole-organization = The role { $role } at { $organization } covers single services only. This act concerns the whole organisation.
deny-parent-grant = This right was passed on from the role { $role } at { $organization }, which no longer includes it.
deny-parent-grant-reach = This right was passed on from the role { $role } at { $organization }, which does not cover this organisation.
deny-right-to-grant = The role { $role } at { $organization } cannot be passed on again.
deny-right-to-act = The role { $role } at { $organization } only lets you give the role to others.
deny-enabled-role = The role { $role } at { $organization } is disabled.
deny-active-giver = This right was passed on from the role { $role } at { $organization }. The account of the person who has that role is not active.
deny-grant-ended = The role { $role } at { $organization } ended on { $at }.
deny-grant-not-begun = The role { $role } at { $organization } begins on { $at }.
deny-acceptance = The mandate for the role { $role } at { $organization } has not been accepted.
deny-acting-for = You are acting for another organisation. Switch to { $organization } first.
deny-active-organization = { $organization } is suspended or closed.
deny-enabled-service = { $service } is disabled.
deny-contract-of-grant = The role { $role } at { $organization } is limited to contracts, and none of them is in force.
deny-contract-ended = The contract for { $service } ended on { $at }.
closed-ask = No role opens it again. Ask us: our address is under Help on this page.
closed-ask-contact = No role opens it again. Ask your contact person, or us: our address is under Help on this page.
deny-contract = There is no contract for { $service }.
deny-unnamed-grant = The grant { $id } does not allow it now.
deny-wider-scope = You manage certain services or contracts only. This also concerns others.
deny-host = The rules of this service do not let you sign in now.
deny-email-not-proved = This service knows people by their e-mail address, and yours is not confirmed. Confirm it in your profile, and open the service again.
deny-no-further-proof = A second proof of who you are is needed, and you have none set up.
deny-another-person = You are signed in as somebody else than the application expects.
deny-consent-declined = You did not allow it.
deny-interaction-needed = The application asked not to disturb you, and something has to be answered first.
deny-consent-needed = The application asked not to disturb you, and you have to be asked first whether it may know you.
deny-not-passive = Nobody is signed in.

## Why an offered mandate cannot be accepted, and why a mandate is over.

offer-revoked = It was revoked.
offer-ended = It has ended.
mandate-end-declined = It was declined.
mandate-end-revoked = It was ended on { $at }.
mandate-end-expired = It ended on { $at }.

## Why a role cannot be given. Each follows the words of `error-role-not-held`: "You cannot give the role Planner: ".

delegation-inactive-giver = your account is not active
delegation-disabled-role = this role is disabled
delegation-foreign-role = this role belongs to another organisation
delegation-inactive-organization = the organisation is not active
delegation-not-by-one-grant = none of your roles alone includes everything in this role. Choose a role that includes less
delegation-outlasting = you have these rights by a mandate only, and the role would last longer than the mandate. Choose an earlier end
delegation-too-many-hands = a right can go through { $most } people or organisations at most
delegation-permission-held = this role can { $act }. You cannot do that here
delegation-permission-right-to-grant = this role can { $act }. You can do that here, but you cannot give it to others
delegation-permission-scope = this role can { $act } in sub-organisations too. You can do that in this organisation only
delegation-permission-limits = this role can { $act }. You can do that for certain services or contracts only: choose those
delegation-permission-depth = this role can { $act }. Your own mandate for that cannot be passed on
delegation-permission-until = this role can { $act }. You can do that until { $at } only: choose an earlier end
delegation-application-role-held = this role includes { $role } of { $service }. You do not have it here
delegation-application-role-right-to-grant = this role includes { $role } of { $service }. You have it here, but you cannot give it to others
delegation-application-role-scope = this role includes { $role } of { $service } in sub-organisations too. You have it in this organisation only
delegation-application-role-limits = this role includes { $role } of { $service }. You have it for certain services or contracts only: choose those
delegation-application-role-depth = this role includes { $role } of { $service }. Your own mandate for that cannot be passed on
delegation-application-role-until = this role includes { $role } of { $service }. You have it until { $at } only: choose an earlier end

## What a role lets its holder do; `$act` of the messages above.

act-organization-view = see the organisation
act-organization-provision = create and change organisations
act-contract-view = see its contracts
act-contract-provision = create, change and end contracts
act-member-view = see its people
act-member-manage = manage its people
act-invitation-manage = invite people
act-grant-view = see who has which role
act-grant-manage = give and revoke roles
act-mandate-manage = give and end mandates
act-role-define = define roles
act-audit-view = read the history
act-outbox-view = see undelivered messages
act-application-manage = manage applications
act-connection-manage = set up sign-in from elsewhere
