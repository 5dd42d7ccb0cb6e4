### Changing the own e-mail address and telephone number.

contact-back = Back to your profile
contact-button = Send me a code
contact-cancel = Do not change it
contact-change = Change
contact-closed-onward = Go to your account
contact-closed-text = It has been used already, a newer one was sent, or the address is not complete. A link works once.
contact-closed-title = This link does not work
contact-confirm = Confirm
contact-email-title = Change your e-mail address
contact-expired-text = Its time is over, and nothing was changed by it. If something about your account is wrong, choose a new password and contact us.
contact-expired-title = This link has expired
contact-go-on = Enter the code
contact-lead = We send a code to the new one. Until you have entered it, nothing changes.
contact-link-proof-button = Confirm this address
contact-link-proof-effect = { $after } takes the place of { $before }. From then on you sign in with it, and messages go to it.
contact-link-proof-title = Confirm your e-mail address?
contact-link-proof-told = We tell the old address about it.
contact-link-undo-button = Undo the change
contact-link-undo-email = The e-mail address of the account is { $before } again, and no longer { $after }.
contact-link-undo-no-phone = The telephone number { $after } is removed from the account.
contact-link-undo-password = The password works no longer. We send a link for a new one to your e-mail address.
contact-link-undo-phone = The telephone number of the account is { $before } again.
contact-link-undo-sessions = Whoever is signed in to the account is signed out everywhere.
contact-link-undo-title = Undo the change of your account?
contact-new-email = New e-mail address
contact-new-email-hint = You have to be able to read its mail now.
contact-new-phone = New telephone number
contact-new-phone-hint = It must take text messages. From another country, begin with + and the country code.
contact-none = None
contact-not-offered = We send no text messages, so you cannot confirm a number here. Ask your contact person to enter it.
contact-not-proved = Not confirmed
contact-not-yours = You cannot change this yourself. Your profile says who can.
contact-old-stays = The old one stays until then. Nothing changes before you confirm.
contact-phone-title = Change your telephone number
contact-present = Now
contact-remove = Remove the number
contact-remove-button = Remove the number
contact-remove-effect = The number is no longer part of your account.
contact-remove-title = Remove the telephone number { $number }?
contact-remove-told = We tell you by e-mail, and you can undo it for seven days.
contact-sent =
    { $minutes ->
        [one] We sent a code to { $contact }. It is good for { $minutes } minute.
       *[other] We sent a code to { $contact }. It is good for { $minutes } minutes.
    }
contact-sent-link = You can also open the link in the e-mail, on any device.
contact-taken-text = Another account has this address now. Sign in to that account, or choose another address.
contact-taken-title = This address is in use
contact-waiting = { $contact } waits for your confirmation.
