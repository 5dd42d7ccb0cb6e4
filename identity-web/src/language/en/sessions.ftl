### The account page, and where somebody is signed in.

account-browser-forget = Ask for it again
account-browser-since = Since
account-browser-until = Until
account-browsers = Browsers that we remember
account-browsers-hint = Here we do not ask for your second proof each time. If you do not recognise one of these, have it asked for again and change your password.
account-language = Language
account-language-hint = Pages and mails to you are in the language that you choose.
account-memberships = Your organisations and roles
account-name = Name
account-no-memberships = You do not belong to an organisation.
account-own-data = Your details
account-save = Save your details
account-session-from = from { $address }
account-session-started = Signed in
account-session-used = Last used
account-sessions = Where you are signed in
account-sessions-hint = If you do not recognise one of these, sign it out and tell us.
account-sign-in-data = How you sign in
account-sign-out-one = Sign out
account-sign-out-others = Sign out everywhere else
account-this-session = This browser
account-title = Your account
device-browser-on-system = { $browser } on { $system }
device-named = { $name }
device-unknown = Unknown browser
