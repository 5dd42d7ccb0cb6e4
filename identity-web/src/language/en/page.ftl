### The frame of every page, and what all pages share.

banner-label = The organisation you act for
banner-leave = Leave this organisation
banner-mandate = You are acting for { $organization }. { $giver } gave you this right.
banner-mandate-open = You can act for { $organization }. { $giver } gave you this right. You are not acting for it now.
banner-staff = You are working in { $organization } as staff of { $operator }
banner-stop = Stop acting for { $organization }
confirm-back = No, go back
copy-done = Copied
header-acting-for = acting for
help-link = Help
help-none = Ask the person in your organisation who gave you access.
help-or = or
help-text = Contact us:
help-title = Help
language-label = Language
list-a-to-z = A to Z
list-clear = Show all
list-count =
    { $count ->
        [one] { $figure } entry
       *[other] { $figure } entries
    }
list-count-more = more than { $figure } entries
list-filtered = Showing matches for “{ $query }”.
list-next = Next page
list-previous = Previous page
list-range = { $first } to { $last } of { $all }
list-range-more = { $first } to { $last } of more than { $all }
list-role = Role
list-role-all = All roles
list-search = Search
list-size = { $count } a page
list-state = State
list-state-all = All states
list-z-to-a = Z to A
nav-account = Your account
nav-home = Start
nav-label = Main menu
nav-mandates = Mandates
nav-mandates-offered = Mandates ({ $count } new)
nav-organization = { $organization }
nav-organizations = Organisations
next-title = What you can do
notice-changed = Your change was saved and takes effect now.
notice-granted = The role was given and takes effect now.
notice-invitation-cancelled = The invitation was cancelled. Its link no longer works.
notice-invitation-resent = The invitation will be sent again with a new link. The earlier link no longer works.
notice-invited = The invitation was created. We are sending the e-mail.
notice-joined = You have accepted the invitation.
notice-mandate-accepted = You have accepted the mandate. It is active now.
notice-mandate-declined = You have declined the mandate.
notice-mandate-ended = The mandate and everything passed on from it have ended.
notice-mandate-offered = We are e-mailing the receiver. The mandate starts when they accept.
notice-password-changed = Your new password is set. You were signed out everywhere else.
notice-removed = The person was removed from the organisation. This takes effect now.
notice-revoked = The role was removed. This takes effect now.
notice-saved = Your details were saved.
notice-session-ended = That browser was signed out.
notice-sessions-ended = You were signed out everywhere else.
notice-stopped = You have stopped acting for the organisation.
notice-switched = You are acting for another organisation now.
skip = Skip to main content
session-warning-stay = Stay signed in
session-warning-text = You have not used this page for a while. You are signed out in two minutes, unless you stay.
session-warning-title = Are you still there?
notice-browser-forgotten = That browser is asked for the second proof again.
