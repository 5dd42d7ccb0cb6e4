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
mail-mandate-subject-accepted = { $receiver } accepted the mandate to act for { $organization }
mail-mandate-subject-declined = { $receiver } declined the mandate to act for { $organization }
mail-mandate-subject-ends-soon = { $receiver }'s mandate to act for { $organization } ends soon
mail-mandate-subject-ended = { $receiver }'s mandate to act for { $organization } has ended
mail-mandate-lead-offered = { $giver } asks you to act for { $organization } at { $brand }.
mail-mandate-lead-offered-to-organization = { $giver } asks your organisation { $receiver } to act for { $organization } at { $brand }.
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
mail-mandate-ignore = If you do not want it, decline it or ignore this message. It starts only if you accept it.
mail-mandate-why = You get this message because you gave or received this mandate.

## A changed password.

mail-password-subject = Your password at { $brand } was changed
mail-password-changed = A new password was set for your account at { $brand } on { $at }.
mail-password-yours = If this was you, you do not need to do anything.
mail-password-not-yours = If it was not you, contact us at once.
mail-password-why = You get this message because your password was set or changed. You cannot turn off these messages.
mail-account-button = Open your account
mail-account-here = Open your account:

## A role given or removed.

mail-roles-subject = Your roles at { $organization } changed
mail-role-given = { $by } gave you the role { $role } at { $organization }.
mail-role-removed = { $by } removed your role { $role } at { $organization }.
mail-roles-button = See your roles
mail-roles-here = See your organisations and roles here:
mail-roles-why = You get this message because your roles at { $organization } have changed.

## Text messages: one line, short, without a link.

sms-password-changed = { $brand }: a new password was set for your account on { $at }. If it was not you, contact us at once.
sms-password-changed-help = { $brand }: a new password was set for your account on { $at }. If it was not you, contact us at once: { $help }.
sms-role-given = { $brand }: { $by } gave you the role { $role } at { $organization }.
sms-role-removed = { $brand }: { $by } removed the role { $role } at { $organization }.
sms-mandate-offered = { $brand }: { $giver } asks you to act for { $organization } as { $role }. Sign in to accept or decline it.
sms-mandate-offered-to-organization = { $brand }: { $giver } asks { $receiver } to act for { $organization } as { $role }. Sign in to accept or decline it.
sms-mandate-accepted = { $brand }: { $receiver } accepted the mandate to act for { $organization }.
sms-mandate-declined = { $brand }: { $receiver } declined the mandate to act for { $organization }.
sms-mandate-ends-soon = { $brand }: { $receiver }'s mandate to act for { $organization } ends on { $until }.
sms-mandate-ended = { $brand }: { $receiver }'s mandate to act for { $organization } has ended.
