### Details of problems and reasons in the REST interface, which is in English whatever its caller speaks.
### What is about a field has neither a capital letter nor a full stop: it follows the field's name.

## Lines of a chain.

allow-own-grant = grant { $id }: role { $role } at { $organization }
allow-own-mandate = mandate { $id }: role { $role } at { $organization }
allow-grant = grant { $id }: role { $role } at { $organization }, held by { $holder }
allow-mandate = mandate { $id }: role { $role } at { $organization }, held by { $holder }
allow-inherited = { $organization } lies below { $above }
allow-contract = contract { $id } of { $organization }
rest-could-give = { $names } could give it

## Calls that cannot be read, or that ask for what the resource does not have.

rest-actor-form = write user: or client: and an id
rest-body-cut-off = The body did not arrive in full.
rest-body-large = A body has at most { $most } octets.
rest-body-not-json = The body is not JSON: { $why }.
rest-body-slow = Send the whole body at once.
rest-body-type = Send the body as { $wanted }, not encoded.
rest-body-unwanted = This call takes no body; send its parameters in the address.
rest-cursor = Send the cursor as this very list gave it out in `next`, or begin without one.
rest-flow-action = the step has no such action; actions names those that it has
rest-flow-answers = answers are texts without control characters, as long as the prompts say
rest-flow-forged = Send an Origin or Sec-Fetch-Site header that names this site; browsers send one by themselves.
rest-flow-prompt = the step has no such prompt; prompts names those that it has
rest-flow-token = leave this out, or say by kind which link it is of
rest-field-not-writable = the caller may not change this here
rest-forged = With the session cookie, send the csrf_token of GET /api/v1/me as X-CSRF-Token, and an Origin or Sec-Fetch-Site header that names this site.
rest-if-match-reading = If-Match is for changes; leave it out of this request.
rest-if-match-tag = If-Match takes one ETag of this resource, with its quotes.
rest-if-match-unversioned = This resource has no ETag; leave If-Match out.
rest-if-none-match-changing = If-None-Match does not work for changes; use If-Match, or source_version.
rest-invalid-token = Get an access token from /oauth2/token and send it as Bearer.
rest-invitation-source = leave this out when you invite somebody by e-mail: such a mandate comes from you and from a role of yours
rest-method = The Allow header names the methods of this resource.
rest-one-header = Send one { $name } header.
rest-one-receiver = give one of user, organization, client and email; names and locale go with email only, and owner with client only
rest-one-holder = give one of user and client; owner goes with client only
rest-parameter-reason = give the reason in the parameter reason: one line of text, 500 characters at most
authzen-object = the body is a JSON object
authzen-evaluations = evaluations is a list of objects
authzen-too-many = one request has 50 evaluations at most
authzen-semantic = options.evaluations_semantic is execute_all, deny_on_first_deny or permit_on_first_permit
authzen-member = this has to be there: subject and resource are objects with the texts type and id, action is one with the text name, context is an object
rest-program-unknown = no program that gets tokens in its own name is registered under this client id
rest-program-owner-unknown = name a member of the organisation who answers for the program
rest-program-passes-on = a program acts by its mandate and passes nothing on: leave out max_delegation_depth, or give 0, and leave the rights at act
rest-program-given-above = what the program may do here was given above this organisation; ask who runs the service
rest-organization-form = write organization: and an id
rest-proof-needed = people change this of their own account on its page, where they prove the new one
rest-parameter-choice = { $name } is { $known }.
rest-parameter-export-side = Only the mandates given are exported; leave side out.
rest-parameter-limit = limit is a number from 1 to { $most }.
rest-parameter-own-side = side is given or received; invitations are listed by organisation.
rest-parameter-person = person is the id of a person.
rest-parameter-role = role is the key of a role, such as contact-person.
rest-parameter-permission = permission names one, such as invitation.manage.
rest-parameter-search = search has at most { $most } characters, on one line.
rest-parameter-side = side is given, received or invited.
rest-parameter-source-version = source_version is a whole number.
rest-parameter-state-side = state limits the mandates given; leave it out for the others.
rest-parameter-time = { $name } is a time such as 2027-01-31T00:00:00Z.
rest-parameter-twice = A parameter is there twice; send it once.
rest-parameter-unknown =
    { $count ->
        [0] There is no parameter { $name } here; leave it out.
       *[other] There is no parameter { $name } here. Parameters: { $known }.
    }
rest-parameters-many = There are too many parameters.
rest-people-only = Clients cannot do this with their access tokens; a person must sign in.
rest-token-in-query = Send the token in the Authorization header. Treat this one as leaked: get another.
rest-unauthenticated = Send an access token from /oauth2/token as Bearer, or sign in.

## Requests for access tokens: `error_description` of RFC 6749 section 5.2.

oauth-assertion = client_assertion must be a JWT of a registered client, signed with its key, for this server, and used once
oauth-dpop = the DPoP header must hold one proof, made now for this request with the key of the token, and used once
oauth-missing = { $parameter } is missing
oauth-no-secret = a client without a secret may not ask
oauth-one-resource = name one resource
oauth-push-request-uri = a pushed request has no request_uri
oauth-too-long = the request is longer than 16 KiB
oauth-two-tokens = send the token in one way only
rest-token-grant-type = grant_type is one of those that the metadata of this server names
rest-token-in-address = send the parameters in the body, not in the address
rest-token-no-client = send the client's id and secret
rest-token-no-grant-type = grant_type is missing
rest-token-repeated = a parameter is there twice
rest-token-two-clients = client_id names another client than Authorization
rest-token-two-ways = authenticate the client in one way only

## What a call did that was taken.

rest-emptied = The call removed { $fields }; PATCH leaves what it does not name.
rest-moved = The organisation moved, with everything below it.
rest-outdated = Nothing was changed: source_version { $version } is here already, a newer one.
rest-stays-ended = The contract has ended and stays ended: this call may be older than its end. To open it again, send a source_version above the one here, or the ETag of the contract as If-Match.

## Problems.

rest-conflict = Nothing was changed; make the call again.
rest-internal = This is a fault on our side; give the reference when you report it.
rest-not-found = There is nothing here that you have access to.
rest-unavailable = Nothing was changed; make the call again in a moment.

rest-already-closed = The invitation was already accepted or cancelled.
rest-already-held = This person has that role here already.
rest-already-invited = This address is already invited; send that invitation again or cancel it.
rest-already-member = This person already belongs to the organisation; give the role on their page.
rest-attribute-key = an attribute is named by 1 to 64 letters, digits and . _ : -, beginning with a letter or digit
rest-attribute-not-writable = you cannot change the attribute { $name }: this deployment has no attribute of this name, or others look after it
rest-attribute-repeated = an attribute is given twice: leave one out
rest-attribute-value = the value of an attribute has at most 1024 octets, without line breaks and control characters
rest-attributes-too-many = a record has at most 64 attributes: remove some
rest-contracts = choose contracts of the organisation the mandate is for, or of one above it
rest-cycle = an organisation cannot lie below itself
rest-depth = a mandate can be passed on { $most } times at most
rest-empty-grant = the role must end after it starts
rest-empty-mandate = the mandate must end after it starts
rest-empty-period = ends_at must be after starts_at
rest-expires-at = expires_at must lie in the future, and within a year
rest-attributes = These attributes cannot be kept.
rest-terms = These terms cannot be given.
rest-no-administrator = An organisation would have no administrator any more; give another role to one of them first.
rest-last-way-in = This is the last way to sign in to the account; set a password or a passkey first.
rest-last-administrator = This is the last administrator of the organisation; give the role to somebody else first.
rest-mandate-answered = This mandate has been answered already.
rest-missing = missing field `{ $field }`
rest-mandate-over = This mandate is no longer offered: { $why }.
rest-no-role = choose at least one role
rest-not-a-member = this person does not belong to the organisation; invite them first
rest-not-a-person = Only a signed-in person can invite.
rest-not-held = You cannot give the role { $role }: { $why }.
rest-own-state = You cannot change the state of your own account.
rest-prove-again = Sign in again before you change how somebody signs in.
rest-precondition-failed = It changed in the meantime; read it again.
rest-other-type = { $kind ->
    [boolean] send true or false, without quotes
    [integer] send a whole number, without quotes
    [list] send a list, in square brackets
    [object] send an object, in braces
   *[string] send a text, in quotes
 }
rest-reason = the reason is one line of text, { $most } characters at most
rest-receiver-unknown = we cannot find this person, organisation or program. For somebody outside your organisation, enter their e-mail address
rest-source-version = Source_version { $version } came before with other content; send a higher one.
rest-roles-mixed = send the roles that are given by mandate in an invitation of their own
rest-services-needed = name the services that the mandate is for, or write down its terms for all of them
rest-too-deep = organisations can be nested { $most } deep at most
rest-too-great = at most { $most }
rest-too-long = at most { $most } characters
rest-too-many-entries = at most { $most } entries
rest-too-many = Too many invitations in a short time; try again in an hour.
rest-too-many-roles = an organisation has at most { $most } roles of its own; change one that is there
rest-unknown = there is no { $kind } { $id }; provision it first
rest-unknown-role = there is no role { $role } here
rest-unknown-service = there is no service { $service }
rest-username-taken = this user name is taken; choose another one
rest-mandate-to-oneself = you cannot give a mandate to yourself
rest-days-too-many = { $most } days at most
rest-method-not-offered = { $method } is no second proof of this deployment
rest-no-method = at least one second proof has to count
rest-prove-again = The last sign-in is too long ago for a change like this. Sign in again, then repeat it.
rest-mandate-of-no-use = an organisation uses a mandate by passing it on to its people: let it be passed on once at least, or name a person
rest-email-taken = there is an account with this address; invite it instead, and its owner accepts with that account
rest-link-no-address = This person has no e-mail address; print a letter instead of mailing a link.
rest-link-has-password = This person has a password already; mail a link instead of printing a letter.
rest-link-not-active = This account is locked or disabled.
rest-link-own = You cannot do this for your own account; ask for a link at the sign-in.
rest-mandate-role = the role { $role } is given by mandate; invite the person to it
rest-too-many-tokens = Too many requests from one network; try again in a minute.
rest-too-many-accounts = Too many accounts in a short time; try again in an hour.
rest-too-many-links = Too many links for this person in a short time; try again in an hour.
rest-nothing-waits = No change of this kind waits: it was confirmed, given up or stopped, or its time is over.
rest-contact-not-yours = Somebody else looks after this detail of yours here.
rest-contact-unchanged = It is yours already.
rest-contact-taken = Another account has this address by now.
rest-no-text-messages = no text messages are sent here, so no number can be confirmed
rest-wrong-code = it is wrong, used or too old, or there were too many tries
rest-number-refused = no codes are sent to this number
rest-too-many-codes = A code was sent a moment ago, or too many were. Wait, and try again.
rest-one-number = people have one telephone number; leave this out
rest-closed-by-person = This account was closed by its person, who alone can take it back.
rest-erase-own = You cannot have your own account erased; close it on its page.
rest-erase-reason = Write the reason without the name, address or number of the person: it stays in the history.
rest-suspend-closed = The organisation is closed for good.
rest-suspend-operator = The operator cannot be suspended.
rest-approval-already-asked = This waits for a second administrator already.
rest-approval-asker-lost-right = Whoever asked for this may not do it any longer; decline it.
rest-approval-needed = This needs a second administrator: ask for one with POST /api/v1/users/…/approvals.
rest-approval-not-needed = This does not need a second administrator.
rest-approval-nothing = This person has no second proof.
rest-approval-own-account = You cannot do this for your own account.
rest-approval-own-request = Somebody else has to approve what you asked for.
rest-approval-too-new = You have this right for less than a day. Somebody who has it for longer has to approve this.
rest-too-many-addresses = There are ten further addresses, which is as many as anybody may have; remove one first.
rest-too-many-languages = A welcome text is in 30 languages at most.
rest-too-many-approvals = Too many requests about this person in a short time; try again in an hour.
rest-logo = not a PNG image in base64 of at most 32 KiB, 16 to 1024 pixels wide and high
rest-welcome = a line of text for each language, by its tag such as en
rest-sms-format = there are get, form and json
rest-sms-nothing-waits = Nothing waits for a second administrator.
rest-sms-no-number = a test message goes to the telephone number of the person who asks for it, and there is none
rest-no-welcome = is shown where people sign in, so it is for the deployment and for applications, not for an organisation
rest-application-declared = The configuration of the deployment declares this application. Change it there.
rest-application-holds = This client holds roles or mandates. End them first, or disable it.
rest-application-other-kind = A program and what people sign in to do not become each other. Register another application.
rest-saml-alone = give saml by itself, and other changes in another call
rest-saml-assertion-signed = the metadata of the application wants each assertion signed: both or assertion
rest-saml-format-twice = names a form twice
rest-saml-no-certificate = the metadata of the application has no usable certificate to verify requests with; register metadata that has one
rest-saml-no-encryption-key = the metadata of the application has no RSA key for encryption; register metadata that has one
rest-saml-not = this application does not speak SAML
rest-application-service = People sign in to an application of a service; name it, or leave out what is about signing in
rest-redirect-uri-needed = register at least one redirect URI
rest-at-most = at most { $most } entries
rest-scope-standard = { $scope } is a scope of OpenID Connect, which every application can ask for; leave it out
rest-keys-needed = give a JWK set of at most 16 KiB
rest-public-client = a client without a secret or a key gets no tokens in its own name
rest-no-secret = this application proves who it is without a secret
rest-uri-not-absolute = { $uri }: not an absolute address of at most 2000 characters
rest-uri-fragment = { $uri }: leave out # and what follows
rest-uri-credentials = { $uri }: leave out the user name and the password
rest-uri-wildcard = { $uri }: write each address in full; * stands for nothing here
rest-uri-not-encrypted = { $uri }: use https; http works on 127.0.0.1, [::1] and localhost only
rest-uri-not-public = write an address of the public internet; one inside is set in the configuration of the server.
rest-uri-scheme = { $uri }: use https, or for an app a scheme after a domain such as com.example.app:/callback
rest-uri-not-native = { $uri }: only an application with native: true has a scheme of its own
rest-application-kind = there are openid, program and saml
rest-application-opening = there are everybody, trial and disabled
rest-application-opening-one = say who may use it by opening or by enabled, not by both
rest-application-program = nobody signs in to a program; leave the service out
rest-application-metadata-kind = metadata is for an application with kind saml
rest-connection-protocol = there are saml and openid
rest-connection-openid = say issuer and client_id for a connection by OpenID Connect
rest-connection-other-protocol = one by saml has metadata and subject_attribute, one by openid has issuer, client_id, client_secret, scopes, algorithms and tenants
rest-connection-provider = this cannot be used: see the limits in the description of the interface
rest-connection-state = there are trial, enabled and disabled
rest-connection-mailbox = there are administrator, postmaster and hostmaster
rest-application-metadata-one = give either metadata or metadata_address
rest-application-of-saml = an application that speaks SAML has a name, a service, opening and metadata, and nothing of OpenID Connect
rest-application-not-saml = this application speaks no SAML and has no metadata
rest-username-needed = this person signs in with the user name; it can be changed, not removed
rest-sign-in-name = an account needs an e-mail address or a user name to sign in with
rest-no-address = without an e-mail address, the link is printed: `letter`
