### Connections to identity providers elsewhere, for those who manage them.

connection-ask-again = Days until we ask again (optional)
connection-ask-again-hint = After somebody said "not now". Empty means 30.
connection-attempts = Sign-ins that failed
connection-benefit-en = What the sign-in page says of it, in English (optional)
connection-benefit-fi = What the sign-in page says of it, in Finnish (optional)
connection-benefit-hint = One sentence on what people gain by it.
connection-benefit-sv = What the sign-in page says of it, in Swedish (optional)
connection-break-glass = Who keeps their password (optional)
connection-break-glass-hint = Choose at least one.
connection-check-algorithm = The answer is signed by a weak algorithm, or by one that is not allowed. Choose RS256, ES256 or SHA-256 at the provider.
connection-check-audience = The answer is for somebody else. Enter our entity id, or our client id, at the provider exactly as this page shows it.
connection-check-cancelled = The person went back, or the provider did not let them in. That is no fault of the connection.
connection-check-client = The provider did not accept our client id or secret, or refused the code. Enter the present secret here.
connection-check-clock = The answer came too late or too early. Set the clock of the provider, and look whether the person waited for long.
connection-check-destination = The answer was made for another address. Enter our address for answers (ACS) at the provider exactly as this page shows it.
connection-check-fresh = The provider did not ask the person to sign in again, though we asked for it. Look at its settings for ForceAuthn or prompt=login.
connection-check-issuer = The answer or the discovery document names another issuer than this connection. Compare the entity id or the issuer letter by letter.
connection-check-other = The answer was refused. The code says which check failed.
connection-check-provider = The provider answered that something failed there. Its own log says what.
connection-check-replayed = The answer belongs to no sign-in that waits, or was used already. If it happens often, look whether something between repeats messages.
connection-check-signature = The answer is not signed, or not with a key that we know. If the provider has a new key, give its newer metadata.
connection-check-subject = The answer has no name of the person that stays the same. Let the provider send a persistent NameID, or name an attribute here.
connection-check-tenant = The person belongs to a tenant that is not let in. Add its id, if it is one of yours.
connection-check-unreachable = The identity provider did not answer, or not in time. Ask whoever runs it; people can use the other ways to sign in meanwhile.
connection-client-id = Client ID
connection-client-id-hint = The name by which the provider knows us.
connection-client-secret = Client secret (optional)
connection-client-secret-hint = We store it sealed and never show it. If there is one already, an empty field keeps it.
connection-contexts = Contexts that count as two kinds of proof (optional)
connection-contexts-hint = Values of AuthnContextClassRef or acr, one on each line.
connection-disabled-button = Disable
connection-disabled-effect = Nobody can sign in by { $name } until you enable it again. The accounts stay as they are.
connection-disabled-linked =
    { $count ->
        [one] 1 account is connected with it. Its owner needs another way to sign in meanwhile.
       *[other] { $count } accounts are connected with it. Their owners need another way to sign in meanwhile.
    }
connection-disabled-title = Disable { $name }?
connection-domain = Domain
connection-domain-add = Add a domain
connection-domain-hint = What follows the @, such as citygroup.example.
connection-domains = Mail domains
connection-domains-link = Change the domains
connection-domains-title = Mail domains of { $name }
connection-domains-what = Whoever types an address of one of these domains on the sign-in page is led to { $name }.
connection-edit-lead-openid = What you change counts from the next sign-in. Try it again afterwards.
connection-edit-lead-saml = Its addresses and keys come from its metadata, which has a page of its own.
connection-edit-title = Change { $name }
connection-email-name = E-mail address (optional)
connection-enabled-button = Enable for everybody
connection-enabled-effect = Everybody whom { $name } is for can sign in by it.
connection-enabled-title = Enable { $name }?
connection-entity = Which identity provider?
connection-entity-hint = The metadata describes several.
connection-fact-issuer = Issuer
connection-fact-scopes = What we ask for
connection-fact-subject = Attribute with the name of a person
connection-fact-tenants = Tenants
connection-family-name = Last name (optional)
connection-given-name = First name (optional)
connection-google-secret = Client secret
connection-google-secret-hint = Google shows it beside the client id. We store it sealed and never show it.
connection-issuer = Issuer
connection-issuer-hint = Exactly as the provider writes it, such as https://login.example.com.
connection-least-level = The lowest level that does (optional)
connection-least-level-hint = One of the levels above. Whoever has less is told where to raise it.
connection-level-name = Verification level (optional)
connection-levels = Its verification levels (optional)
connection-levels-heading = How sure it is
connection-levels-hint = One on each line, the lowest first.
connection-levels-what = Only if the provider says how surely it knows a person. Its manual has the values.
connection-linked =
    { $count ->
        [one] 1 account is connected with it.
       *[other] { $count } accounts are connected with it.
    }
connection-linking = Somebody signs in with their account here
connection-linking-allowed = They can connect it on their account page
connection-linking-allowed-hint = Nobody is asked.
connection-linking-off = They are not asked to connect it, and cannot
connection-linking-off-hint = Only those who come by the provider are connected.
connection-linking-offered = They are asked, and can say "not now"
connection-linking-offered-hint = After they signed in, before they go on.
connection-linking-required = They have to connect it before they go on
connection-linking-required-hint = For the time before its people sign in by it alone.
connection-logout-url = Logout address
connection-mailbox = Who confirms that it is yours
connection-mailbox-administrator = administrator@ of the domain
connection-mailbox-hint = We send a link to this mailbox, unless the customer register says already that the domain is yours.
connection-mailbox-hostmaster = hostmaster@ of the domain
connection-mailbox-postmaster = postmaster@ of the domain
connection-metadata-lead = Every identity provider that speaks SAML can show its metadata. Give it as a file, by its address, or as a text.
connection-name = Name
connection-name-hint = As people see it on the sign-in page: "Sign in with City Group".
connection-names-heading = How it names things
connection-names-hint = The name of the attribute or claim.
connection-names-what = Leave these empty unless the provider uses names of its own.
connection-new-google = With Google
connection-new-hint-google = Everything is ready but for the client id and the secret.
connection-new-hint-openid = For providers that give you a client id and a secret.
connection-new-hint-saml = For most directories of companies, such as AD FS, Entra ID, Keycloak or Shibboleth.
connection-new-lead = How does the identity provider connect? Whoever runs it knows.
connection-new-lead-google = In the Google Cloud console, create a client id for a web application and enter our callback address there.
connection-new-lead-openid = First enter our callback address at the provider. It then gives you a client id and a secret.
connection-new-link = Set up a connection
connection-new-openid = By OpenID Connect
connection-new-saml = By SAML 2.0
connection-new-title = Set up a connection
connection-no-attempts = None of late.
connection-no-domains = None. People find the connection by its button alone.
connection-not-discovered = We cannot read what the provider says of itself, or it calls itself otherwise. Look whether the issuer is written exactly as the provider writes it, and whether the provider can be reached.
connection-not-tested = not tried yet
connection-only-from = From which day (optional)
connection-only-from-hint = Empty for never.
connection-only-link = Sign in by it alone
connection-only-linked = From this day on, those who are connected with { $name } sign in by it, and no longer with a password here.
connection-only-missing = Before you can do this
connection-only-nobody = Nobody who manages connections here has a password. Somebody has to set one first.
connection-only-others = Whoever is not connected yet is led to do so at the next sign-in.
connection-only-people = From this day on, the people of your organisation sign in by { $name }, and no longer with a password here.
connection-only-title = Sign in by { $name } alone
connection-only-undo = Those whom you choose below keep their password, so that somebody can undo this when { $name } does not work.
connection-option-preferred = It stands before the password on the sign-in page
connection-option-vouches-for-email = An e-mail address that it says is proved counts as proved here
connection-options = What else holds (optional)
connection-other-entity = This is the metadata of { $given }, and the provider is { $registered }. Set up another connection for it.
connection-other-issuer = The provider calls itself { $found }, and this connection has { $registered }. Set up another connection with the right issuer.
connection-own = What the identity provider needs to know
connection-own-callback = Our callback address (redirect URI)
connection-own-consumer = Where answers go (ACS)
connection-own-entity-id = Our entity ID
connection-own-logout = Address that we are told of sign-outs at (back-channel logout)
connection-own-metadata = Address of our metadata
connection-people-linked =
    { $count ->
        [one] 1 account is connected with it. Disable it instead.
       *[other] { $count } accounts are connected with it. Disable it instead.
    }
connection-preview-lead = Nothing is saved yet. Compare this with what whoever runs the identity provider says.
connection-protocol = Protocol
connection-protocol-openid = OpenID Connect
connection-protocol-saml = SAML 2.0
connection-provider = Identity provider
connection-register = Set up for a trial
connection-remove-button = Remove
connection-remove-effect = Nobody can sign in by { $name } any more, and its domains lead nowhere. This cannot be undone.
connection-remove-effect-disable = To stop it for a while only, go back and disable it.
connection-remove-linked =
    { $count ->
        [one] 1 account is connected with { $name }, so it cannot be removed. Disable it instead: the connection with the account stays.
       *[other] { $count } accounts are connected with { $name }, so it cannot be removed. Disable it instead: the connections with the accounts stay.
    }
connection-remove-title = Remove { $name }?
connection-rule-ask-again =
    { $count ->
        [one] Whoever says "not now" is asked again after 1 day.
       *[other] Whoever says "not now" is asked again after { $count } days.
    }
connection-rule-least-level = At least the verification level { $level } is needed.
connection-rule-linking-allowed = People can connect their account on their account page.
connection-rule-linking-off = Accounts here cannot be connected with it from here.
connection-rule-linking-offered = Whoever signs in with their account here is asked to connect it.
connection-rule-linking-required = Whoever signs in with their account here has to connect it.
connection-rule-only =
    { $count ->
        [one] Since { $at }, its people sign in by it alone, but for 1 person who keeps a password.
       *[other] Since { $at }, its people sign in by it alone, but for { $count } people who keep a password.
    }
connection-rule-only-from =
    { $count ->
        [one] From { $at } on, its people sign in by it alone, but for 1 person who keeps a password.
       *[other] From { $at } on, its people sign in by it alone, but for { $count } people who keep a password.
    }
connection-rule-preferred = It stands before the password on the sign-in page.
connection-rule-unknown-connect = Somebody who comes for the first time signs in to their account here once. No account is made.
connection-rule-unknown-connect-or-create = Somebody who comes for the first time connects their account here, or makes a new one.
connection-rule-unknown-create = Somebody who comes for the first time gets an account without rights.
connection-rule-unknown-refuse = Somebody without an account here needs an invitation first.
connection-rule-vouches = E-mail addresses that it says are proved count as proved here.
connection-rules = What happens to those who come by it
connection-rules-link = Change the rules
connection-rules-title = Rules of { $name }
connection-save = Save
connection-scopes = What we ask for (optional)
connection-scopes-hint = Scopes beside openid, with blanks between them.
connection-sign-on-url = Sign-on address
connection-since = Set up
connection-state = Who can sign in by it
connection-state-disabled = Disabled
connection-state-enabled = In use
connection-state-trial = On trial
connection-subject = Attribute with the name of a person (optional)
connection-subject-hint = If it is empty, we take the NameID. It must stay the same and never go to another person.
connection-tenants = Tenants (optional)
connection-tenants-hint = Only where the issuer signs in people of several organisations: the ids of yours, one on each line.
connection-tested = last tried
connection-trial-button = Put on trial
connection-trial-effect = Only those who manage connections can sign in by { $name }.
connection-trial-linked =
    { $count ->
        [one] 1 account is connected with it. Its owner needs another way to sign in meanwhile.
       *[other] { $count } accounts are connected with it. Their owners need another way to sign in meanwhile.
    }
connection-trial-title = Put { $name } on trial?
connection-try = Try it
connection-try-hint = You sign in by it yourself, and come back to this page.
connection-unknown = Somebody comes who has no account here
connection-unknown-connect = They sign in to their account here once, so that both are connected
connection-unknown-connect-hint = No account is made.
connection-unknown-connect-or-create = They are asked: connect an account, or make a new one
connection-unknown-connect-or-create-hint = The new account has no rights until somebody gives some.
connection-unknown-create = An account is made for them, and nothing is asked
connection-unknown-create-hint = The account has no rights until somebody gives some.
connection-unknown-refuse = They need an invitation first
connection-unknown-refuse-hint = They are told to ask for one.
connection-warning-untested = Nobody has tried this connection since it last changed.
connections-caption = Connections
connections-none = There is no connection yet. Set up the first one.
connections-title = Sign-in from elsewhere
connections-title-of = Sign-in from elsewhere at { $organization }
connections-what = Identity providers by which everybody can sign in here, such as Google.
connections-what-of = Your people can sign in here with the account that they have at your organisation already.
domain-link-asks = { $organization } says that { $domain } is its own.
domain-link-button = Yes, I agree
domain-link-closed = It was used, its time is over, or the domain was removed. Ask whoever sent you here for a new one.
domain-link-closed-title = This link does nothing any more
domain-link-effect = If you agree, whoever types an address of { $domain } on our sign-in page is led to { $connection }.
domain-link-ignore = If you do not know of it, close this page. Nothing happens then.
domain-link-proved = People with an address of { $domain } can sign in by { $connection } now.
domain-link-proved-title = Thank you
domain-link-title = May { $organization } sign in the people of { $domain }?
domain-remove = Remove
domain-state-configuration = Set in the configuration of the server
domain-state-dns = Confirmed by a DNS record
domain-state-mail = Confirmed by mail
domain-state-registry = Yours by the customer register
domain-state-waiting = Waits for the link in the mail
error-connection-address = { $uri } cannot be used. Write an address of the public internet that begins with https:// and has no ? and no #
error-connection-ask-again = Write a number of days, at most 365
error-connection-benefit = Write at most 300 characters, and the text in English if there is one in another language
error-connection-break-glass = Choose at least one person who manages connections here and has a password
error-connection-certificates = The metadata has no certificate that can be used, or more than eight
error-connection-choose = Choose from the list
error-connection-client-id = Write the client id without blanks
error-connection-client-secret = Write the client secret without blanks, of at most 500 characters
error-connection-contexts = Write at most twenty values without blanks, one on each line
error-connection-domain = Write a domain, such as citygroup.example
error-connection-entity = Choose one of the identity providers
error-connection-issuer = Write the issuer exactly as the provider writes it; it begins with https://
error-connection-least-level = Write one of the levels above
error-connection-levels = Write at most twenty levels, each once
error-connection-name = Write a name on one line, of at most 100 characters
error-connection-names = Write a name of at most 200 characters
error-connection-not-tested = Nobody has signed in by this connection since it last changed. Try it first
error-connection-scopes = Write at most twenty scopes with blanks between them
error-connection-subject = Write the name of one attribute
error-connection-tenants = Write at most twenty ids, one on each line
error-connection-twice = This identity provider is connected here already. Open it in the list
error-domain-mails = We have sent enough mails to this domain today. Try again tomorrow
error-domain-there = This domain is there already
home-realm-choose = Where do you sign in?
home-realm-signs-in = { $name } signs you in
home-realm-what = People with an address like yours sign in there. If you have a password here, you can use it below.
metadata-no-certificate = The file has no certificate that we can use to verify answers, so nothing of it could be believed. Ask for metadata with one
metadata-no-provider = The file describes no identity provider that speaks SAML 2.0. It may be the metadata of an application, or ours
metadata-several-providers = The file describes several identity providers. Choose one
nav-connections = Sign-in from elsewhere
notice-connection-changed = The connection is changed.
notice-connection-metadata-replaced = The newer metadata is used from now on.
notice-connection-registered = The connection is set up, on trial. Try it, then enable it for everybody.
notice-connection-removed = The connection is removed.
notice-domain-added = The domain is added.
notice-domain-asked = We have sent a mail with a link. The domain counts as soon as somebody has used it.
notice-domain-removed = The domain is removed.
organization-connections = Sign-in from elsewhere
