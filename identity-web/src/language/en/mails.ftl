### Mails and text messages.

## What several mails have.

mail-greeting = Hello { $name },
mail-greeting-unknown = Hello,
mail-help = Help: { $help }
mail-button-fails = If the button does not work, copy this address into your browser:
mail-role = Role: { $role }
mail-services = Services: { $services }
mail-services-all = Services: every service of { $organization }
mail-giver = Given by: { $giver }
mail-until = Until: { $at }
mail-reason = Reason: { $reason }

## Invitations. "Button" is on a button, "here" stands before a link.

mail-invitation-subject = Invitation to { $organization } at { $brand }
mail-invitation-lead = { $inviter } invites you to { $organization } at { $brand }.
mail-invitation-roles =
    { $count ->
        [one] Your role: { $roles }
       *[other] Your roles: { $roles }
    }
mail-invitation-accept-button = Accept the invitation
mail-invitation-accept-here = Accept the invitation here:
mail-invitation-view-button = View and accept
mail-invitation-view-here = View and accept:
mail-invitation-expires = You can use the link until { $at }.
mail-invitation-why = You get this message because { $inviter } entered the address { $recipient } as yours.
mail-invitation-ignore = If you do not expect this, ignore this message. No account is created unless you use the link.

## Somebody asks for a new invitation.

mail-requested-subject = { $email } asks for a new invitation to { $organization }
mail-requested-lead = { $person } ({ $email }) could not use the invitation to { $organization } any more, and asks for a new one.
mail-requested-lead-unknown = { $email } could not use the invitation to { $organization } any more, and asks for a new one.
mail-requested-button = See the invitations
mail-requested-here = Send the invitation again, or invite the person once more, here:
mail-requested-why = You get this message because you can invite people to { $organization }. If the person should not join, ignore it.

## Mandates.

mail-mandate-subject-offered = { $giver } asks you to act for { $organization }
mail-mandate-subject-offered-to-organization = { $giver } asks { $receiver } to act for { $organization }
mail-mandate-subject-offered-to-client = { $giver } asks you to answer for { $receiver } at { $organization }
mail-mandate-subject-accepted = { $receiver } accepted the mandate to act for { $organization }
mail-mandate-subject-declined = { $receiver } declined the mandate to act for { $organization }
mail-mandate-subject-ends-soon = { $receiver }'s mandate to act for { $organization } ends soon
mail-mandate-subject-ended = { $receiver }'s mandate to act for { $organization } has ended
mail-mandate-lead-offered = { $giver } asks you to act for { $organization } at { $brand }.
mail-mandate-lead-offered-to-organization = { $giver } asks your organisation { $receiver } to act for { $organization } at { $brand }.
mail-mandate-lead-offered-to-client = { $giver } wants the program { $receiver } to act for { $organization } at { $brand }, and asks you to answer for it.
mail-mandate-lead-accepted = { $receiver } accepted the mandate to act for { $organization } at { $brand }. It is active now.
mail-mandate-lead-declined = { $receiver } declined the mandate to act for { $organization } at { $brand }. They have received no rights.
mail-mandate-lead-ends-soon = { $receiver }'s mandate to act for { $organization } at { $brand } ends on { $until }. If it is still needed, give a new one.
mail-mandate-lead-ended = { $receiver }'s mandate to act for { $organization } at { $brand } has ended. Everything passed on from it has ended too.
mail-mandate-answer-button = View and answer
mail-mandate-answer-here = View and answer:
mail-mandate-see-button = See your mandates
mail-mandate-see-here = See your mandates here:
mail-mandate-why-offered = You get this message because { $giver } offers you this mandate.
mail-mandate-why-offered-to-organization = You get this message because { $giver } offers this mandate to { $receiver }, whose mandates you manage.
mail-mandate-why-offered-to-client = You get this message because { $giver } names you as the person who answers for { $receiver }.
mail-mandate-ignore = If you do not want it, decline it or ignore this message. It starts only if you accept it.
mail-mandate-why = You get this message because you gave or received this mandate.

## A changed password.

mail-password-subject = Your password at { $brand } was changed
mail-password-changed = A new password was set for your account at { $brand } on { $at }.
mail-password-yours = If this was you, you do not need to do anything.
mail-password-ended = You were signed out everywhere else.
mail-password-not-yours = If it was not you, choose a new password at once. That signs out whoever changed it.
mail-password-recover-button = Choose a new password
mail-password-recover-here = Choose a new password here:
mail-password-why = You get this message because your password was set or changed. You cannot turn off these messages.

## A forgotten password.

mail-recovery-subject = A new password for { $brand }
mail-recovery-lead = Somebody, probably you, wants to choose a new password for your account at { $brand }.
mail-recovery-button = Choose a new password
mail-recovery-here = Choose a new password here:
mail-recovery-expires = You can use the link once, until { $at }.
mail-recovery-why = You get this message because your name or address was entered at { $brand } as that of somebody who forgot their password.
mail-recovery-ignore = If that was not you, ignore this message. Your password stays as it is.
mail-recovery-refused-subject = Signing in to { $brand }
mail-recovery-no-password = Your account has no password that you could have forgotten. Sign in the way you usually do, for example through your organisation. If you never chose a password, ask whoever gave you the account for a new link.
mail-recovery-closed = Your account is locked, so no new password can be set for it. Ask the contact person of your organisation, or contact us.
mail-recovery-sign-in-button = Sign in
mail-recovery-sign-in-here = Sign in here:

## An account that an administrator made, and a new password that an administrator started.

mail-first-subject = Your account at { $brand }
mail-first-lead = { $by } has created an account for you at { $brand }. You belong to { $organization }.
mail-first-username = You can also sign in with your user name { $username }.
mail-first-button = Choose your password
mail-first-here = Choose your password here:
mail-first-ignore = If you do not expect this, ignore this message. Nobody can sign in to the account until the link is used.
mail-first-why = You get this message because { $by } entered the address { $recipient } as yours.
mail-started-lead = { $by } has sent you a link with which you choose a new password for your account at { $brand }.
mail-started-ignore = Your password stays as it is until you use the link. If you did not ask for this, contact us.
mail-started-why = You get this message because { $by } manages your account at { $brand }.

## A role given or removed.

mail-roles-subject = Your roles at { $organization } changed
mail-role-given = { $by } gave you the role { $role } at { $organization }.
mail-role-removed = { $by } removed your role { $role } at { $organization }.
mail-roles-button = See your roles
mail-roles-here = See your organisations and roles here:
mail-roles-why = You get this message because your roles at { $organization } have changed.

## Ways to sign in, and codes.

mail-code-subject = { $code } is your { $brand } code
mail-code-lead = Your code for { $brand }:
mail-code-minutes =
    { $minutes ->
        [one] It is valid for { $minutes } minute and works once.
       *[other] It is valid for { $minutes } minutes and works once.
    }
mail-code-ignore = Give this code to nobody, also not to us. If you did not ask for it, somebody knows your password: change it.
mail-code-why = You get this message because somebody signed in with your password, or changes how you sign in.
mail-authenticator-subject = How you sign in to { $brand } was changed
mail-authenticator-added = A second proof was added to your account at { $brand } on { $at }: { $method }.
mail-authenticator-removed = A second proof was removed from your account at { $brand } on { $at }: { $method }.
mail-identity-linked-subject = How you sign in to { $brand } was changed
mail-identity-linked = Your account at { $brand } was connected with an account at { $connection } on { $at }. You can sign in with it from now on.
mail-identity-unlinked = The connection of your account at { $brand } with { $connection } was removed on { $at }. You can no longer sign in with it.
mail-identity-label = The account at { $connection }: { $label }.
mail-identity-button = See your connected accounts
mail-identity-here = You can see your connected accounts here:
mail-authenticators-reset-subject = Your second proofs at { $brand } were removed
mail-authenticators-reset = An administrator removed the second proofs of your account at { $brand } on { $at }, and signed you out everywhere.
mail-letter-printed-subject = A letter for a new password at { $brand } was printed
mail-letter-printed = { $by } printed a letter on { $at } with which a new password can be chosen for your account at { $brand }.
mail-letter-printed-next = If you did not ask for this, contact us at once.
mail-authenticators-reset-next = Set up a new one when you sign in next. If you did not ask for this, contact us at once.
mail-security-button = See how you sign in
mail-security-here = See how you sign in:
mail-security-why = You get this message because how you sign in was changed. You cannot turn off these messages.

## Text messages: one line, short, without a link. Who has no mailbox gets the link there that stops or undoes a change.

sms-code = { $code } is your { $brand } code. Give it to nobody.

sms-password-changed = { $brand }: a new password was set for your account on { $at }. If it was not you, contact us at once.
sms-password-changed-help = { $brand }: a new password was set for your account on { $at }. If it was not you, contact us at once: { $help }.
sms-role-given = { $brand }: { $by } gave you the role { $role } at { $organization }.
sms-role-removed = { $brand }: { $by } removed the role { $role } at { $organization }.
sms-mandate-offered = { $brand }: { $giver } asks you to act for { $organization } as { $role }. Sign in to accept or decline it.
sms-mandate-offered-to-organization = { $brand }: { $giver } asks { $receiver } to act for { $organization } as { $role }. Sign in to accept or decline it.
sms-mandate-offered-to-client = { $brand }: { $giver } asks you to answer for the program { $receiver } at { $organization }. Sign in to accept or decline it.
sms-mandate-accepted = { $brand }: { $receiver } accepted the mandate to act for { $organization }.
sms-mandate-declined = { $brand }: { $receiver } declined the mandate to act for { $organization }.
sms-mandate-ends-soon = { $brand }: { $receiver }'s mandate to act for { $organization } ends on { $until }.
sms-mandate-ended = { $brand }: { $receiver }'s mandate to act for { $organization } has ended.

## A new e-mail address or telephone number.

mail-contact-proof-subject = { $code } confirms your new e-mail address
mail-contact-proof-lead = This address is to become that of your account at { $brand }. Enter this code on the page where you asked for the change:
mail-contact-proof-minutes =
    { $minutes ->
        [one] It is good for { $minutes } minute and works once.
       *[other] It is good for { $minutes } minutes and works once.
    }
mail-contact-proof-button = Or confirm the address here
mail-contact-proof-here = Or confirm the address here, on any device:
mail-contact-proof-expires = You can use the link until { $at }.
mail-contact-proof-ignore = If you did not ask for this, ignore this message. Somebody else may have mistyped their address, and nothing happens without you.
mail-contact-proof-why = You get this message because this address was entered at { $brand } as a new one.
mail-contact-taken-subject = Your address was entered at { $brand }
mail-contact-taken-lead = Somebody with another account at { $brand } entered this address as their new one. It is the address of your account, so nothing was changed.
mail-contact-taken-yours = If that was you: you have two accounts. Sign in with this address, or choose another one there.
mail-contact-taken-ignore = If that was not you, you need not do anything.
mail-contact-taken-why = You get this message because you have an account at { $brand } with this address.
mail-domain-proof-subject = May { $organization } sign in the people of { $domain }?
mail-domain-proof-lead = { $organization } says at { $brand } that the mail domain { $domain } is its own. It wants people with an address of { $domain } to sign in by { $connection }.
mail-domain-proof-button = See and answer
mail-domain-proof-here = See and answer here:
mail-domain-proof-expires = You can use the link until { $at }.
mail-domain-proof-ignore = If you do not know of it, ignore this message. Nothing happens without you.
mail-domain-proof-why = You get this message because this address is that of whoever runs { $domain }.
mail-contact-asked-subject-email = Somebody asked to change the e-mail address of your { $brand } account
mail-contact-asked-subject-further = Somebody asked to add an e-mail address to your { $brand } account
mail-contact-asked-subject-phone = Somebody asked to change the telephone number of your { $brand } account
mail-contact-asked-email = Somebody who is signed in to your account at { $brand } asked on { $at } to change its e-mail address to { $to }. Nothing changes before that address is confirmed.
mail-contact-asked-further = Somebody who is signed in to your account at { $brand } asked on { $at } to add the e-mail address { $to } to it. Nothing changes before that address is confirmed.
mail-contact-asked-phone = Somebody who is signed in to your account at { $brand } asked on { $at } to change its telephone number to { $to }. Nothing changes before that number is confirmed.
mail-contact-asked-yours = If that was you, you need not do anything.
mail-contact-stop-lead = If that was not you, somebody else uses your account. Stop them.
mail-contact-stop-button = This was not me: stop it
mail-contact-stop-here = This was not me, stop it here:
mail-contact-stop-effect = Stopping signs everybody out of your account, and you choose a new password. If it has been changed by then, the change is undone.
mail-contact-added-subject = An e-mail address was added to your { $brand } account
mail-contact-added = The e-mail address { $to } was added to your account at { $brand } on { $at }. It can be used to sign in and to choose a new password.
mail-email-removed-subject = This address no longer belongs to your { $brand } account
mail-email-removed-lead = This e-mail address was removed from your account at { $brand } on { $at }. You can no longer sign in with it.
mail-email-removed-other = If it was not you, sign in with your main address, change your password and add this address again. If you cannot sign in, contact us at once.
mail-email-removed-why = You get this message because this address belonged to an account at { $brand }.
mail-contact-changed-subject-email = The e-mail address of your { $brand } account was changed
mail-contact-changed-subject-phone = The telephone number of your { $brand } account was changed
mail-contact-changed-email = The e-mail address of your account at { $brand } was changed to { $to } on { $at }.
mail-contact-changed-phone = The telephone number of your account at { $brand } was changed to { $to } on { $at }.
mail-contact-removed-phone = The telephone number of your account at { $brand } was removed on { $at }.
mail-contact-undo-lead = If you did not do this, somebody else has used your account. Undo the change.
mail-contact-undo-button = This was not me: undo it
mail-contact-undo-here = This was not me, undo it here:
mail-contact-undo-expires = You can undo it until { $at }.
mail-contact-undo-effect = Undoing signs everybody out of your account, and you choose a new password.
mail-contact-changed-why = You get this message because your account changed. You cannot turn these messages off.
sms-authenticator-added = { $brand }: a second proof was added to your account on { $at }. If that was not you, contact us at once.
sms-authenticator-removed = { $brand }: a second proof was removed from your account on { $at }. If that was not you, contact us at once.
sms-identity-linked = { $brand }: your account was connected with { $connection } on { $at }. If that was not you, contact us at once.
sms-identity-unlinked = { $brand }: the connection of your account with { $connection } was removed on { $at }. If that was not you, contact us at once.
sms-authenticators-reset = { $brand }: an administrator removed the second proofs of your account on { $at }. If you did not ask for this, contact us at once.
sms-account-closed = { $brand }: your account was closed and will be erased on { $at }. Sign in before that time to keep it.
sms-approval-reset = { $brand }: { $by } asked that the second proofs of your account are removed. If you did not ask for this, sign in and stop it until { $until }.
sms-approval-recovery = { $brand }: { $by } asked that you get a letter for a new password. If you did not ask for this, sign in and stop it until { $until }.
sms-approval-erase = { $brand }: { $by } asked that your account is erased. If you did not ask for this, sign in and stop it until { $until }.
sms-passkey-copied = { $brand }: there may be a copy of one of your passkeys. It was refused on { $at }. Sign in and remove it.
sms-letter-printed = { $brand }: { $by } printed a letter for a new password of your account on { $at }. If you did not ask for this, contact us at once.
sms-contact-asked-email = { $brand }: somebody signed in to your account asked on { $at } to give it the e-mail address { $to }. If that was not you, stop it here:
sms-contact-asked-phone = { $brand }: somebody signed in to your account asked on { $at } to change its telephone number to { $to }. If that was not you, stop it here:
sms-contact-undo-email = { $brand }: your account got the e-mail address { $to } on { $at }. If that was not you, undo it here:
sms-contact-undo-phone = { $brand }: the telephone number of your account was changed to { $to } on { $at }. If that was not you, undo it here:
sms-contact-undo-removed = { $brand }: the telephone number of your account was removed on { $at }. If that was not you, undo it here:
sms-contact-changed = { $brand }: the telephone number of your account was changed to { $to } on { $at }. If that was not you, look into your e-mail at once.
sms-contact-removed = { $brand }: the telephone number of your account was removed on { $at }. If that was not you, look into your e-mail at once.
mail-account-closed = You closed your account at { $brand }. You are signed out everywhere, and the account will be erased on { $at }.
mail-account-closed-button = Sign in and keep the account
mail-account-closed-keep = Have you changed your mind, or was it not you? Sign in before that time and keep the account: everything is as it was before.
mail-account-closed-reminds = Your account at { $brand } is closed and will be erased on { $at }.
mail-account-closed-reminds-subject = Your account at { $brand } will soon be erased
mail-account-closed-subject = Your account at { $brand } is closed
mail-account-closed-why = You get this mail because an account with this address was closed.
mail-suspended-subject = { $organization } is suspended at { $brand }
mail-suspended = { $organization } was suspended at { $brand } on { $at }. Nobody can work for it until it is resumed, and mandates that it gave have no effect. You and your colleagues keep your accounts and roles.
mail-suspended-reason = The reason: { $reason }
mail-suspended-next = If you think that this is a mistake, contact us.
mail-resumed-subject = { $organization } works again at { $brand }
mail-resumed = { $organization } was resumed at { $brand } on { $at }.
mail-resumed-next = You and your colleagues can work for { $organization } again, with the same roles as before.
mail-organization-state-button = Open { $brand }
mail-organization-state-here = Open { $brand } here:
mail-organization-state-why = You get this message because you administer { $organization }.
mail-approval-subject = Administrators are about to change your account at { $brand }
mail-approval-reset = { $by } asked that the second proofs of your account at { $brand } are removed. When a second administrator approves it, you are signed out everywhere and set up new ones.
mail-approval-recovery = { $by } asked that you get a link for a new password at { $brand }. When a second administrator approves it, we send you the link.
mail-approval-erase = { $by } asked that your account at { $brand } is erased, with all your personal data. When a second administrator approves it, nobody can take it back.
mail-approval-reason = The reason: { $reason }
mail-approval-next = If you did not ask for this, sign in and stop it. It can be approved until { $until }.
mail-approval-button = See it and stop it
mail-approval-here = See it and stop it here:
mail-approval-why = You get this message because somebody asked to change your account. You cannot turn off these messages.
mail-copied-subject = A passkey of yours at { $brand } may have been copied
mail-copied = Somebody used a passkey of your account at { $brand } on { $at }, and we refused it: its count went back, as it does when there is a copy of the passkey.
mail-copied-next = Nobody got in with it. Remove this passkey and set up a new one. If you did not try to sign in, change your password too.
mail-copied-why = You get this message because a passkey of your account was refused. You cannot turn off these messages.

## A test of the SMS gateway.

sms-test = This is a test of text messages from { $brand }. There is nothing to do.
mail-sms-test-subject = Test message from { $brand }
mail-sms-test-why = You get this message because you tried whether text messages arrive.
