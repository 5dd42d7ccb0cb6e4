### Closing an account, and erasing one.

close-alone =
    { $count ->
        [one] You are the only administrator of one organisation. Make somebody else its administrator first; then you can close your account.
       *[other] You are the only administrator of { $count } organisations. Make somebody else administrator of each first; then you can close your account.
    }
close-alone-at = Choose another administrator for { $organization }
close-back = No, go back
close-button = Close my account
close-data = Do you want to keep a copy of your data? Download it before.
close-lead =
    { $days ->
        [one] Your account is closed at once, and erased after one day.
       *[other] Your account is closed at once, and erased after { $days } days.
    }
close-link = Close your account
close-mandate-given = The mandate “{ $role }” for { $organization }, which { $receiver } holds through you, has no effect.
close-mandate-held = Your mandate “{ $role }” for { $organization } from { $giver } has no effect.
close-mandate-show = Show the mandate
close-now = What happens now
close-now-leaves = You can no longer act for { $organization }.
close-now-out = You are signed out everywhere.
close-now-rights = Your roles and mandates have no effect, nor has what others hold through you.
close-then = What happens then
close-then-free = The e-mail address and the user name can be used for a new account.
close-then-gone = Name, addresses, numbers, ways to sign in and all other personal data are erased. Roles, mandates and memberships end.
close-then-stays = The history of the organisations stays. It names the account by a number that leads to nobody. Contracts belong to the organisations and stay.
close-title = Close your account
close-until = Until { $at } you can change your mind
close-until-text = Sign in as usual, and keep the account: everything is as it was before. We mail you now, and two days before the account is erased.
closed-keep = Have you changed your mind? Sign in before that time, and keep the account.
closed-lead =
    { $days ->
        [one] You are signed out everywhere. The account is erased after one day.
       *[other] You are signed out everywhere. The account is erased after { $days } days.
    }
closed-sign-in = Sign in
closed-title = Your account is closed
erase-button = Erase for ever
erase-effect = { $name } is signed out at once, and all personal data is erased: name, addresses, numbers and ways to sign in.
erase-link = Erase account
erase-name = Type the whole name of the person, to be sure
erase-never-back = Nobody can take this back.
erase-own = You cannot have your own account erased here. Close it on the page of your account.
erase-reason = Reason
erase-reason-hint = It stays in the history. Do not name the person in it.
erase-rights = Roles, mandates and memberships end, and so does what others hold through this person.
erase-title = Erase the account of { $name }?
error-erase-name = Type the name as it stands here: { $name }.
error-erase-name-empty = Type the name of the person.
error-erase-reason = Write a reason, on one line.
error-reason-names-person = Write the reason without the name, address or number of the person: it stays in the history.
keep-button = Keep my account
keep-effect = If you keep it, everything is as it was before, and you are signed in.
keep-lead = Your account is closed and will be erased on { $at }. Do you want to keep it?
keep-not = If you do nothing, it is erased then. You can close this page.
keep-title = Keep your account?
manage-closed-by-person = This account was closed by its person, who alone can take it back.
notice-erased = The account was erased.
user-state-closing = Closed, will be erased
history-erased = An erased account ({ $id })
