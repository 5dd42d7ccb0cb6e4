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

## Problems.

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
rest-last-administrator = This is the last administrator of the organisation; give the role to somebody else first.
rest-mandate-answered = This mandate has been answered already.
rest-missing = missing field `{ $field }`
rest-mandate-over = This mandate is no longer offered: { $why }.
rest-no-role = choose at least one role
rest-not-a-member = this person does not belong to the organisation; invite them first
rest-not-a-person = Only a signed-in person can invite.
rest-not-held = You cannot give the role { $role }: { $why }.
rest-own-state = You cannot change the state of your own account.
rest-precondition-failed = It changed in the meantime; read it again.
rest-other-type = { $kind ->
    [boolean] send true or false, without quotes
    [integer] send a whole number, without quotes
    [list] send a list, in square brackets
    [object] send an object, in braces
   *[string] send a text, in quotes
 }
rest-reason = the reason is one line of text, { $most } characters at most
rest-receiver-unknown = we cannot find this person or organisation. For somebody outside your organisation, enter their e-mail address
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
