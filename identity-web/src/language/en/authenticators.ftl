### Ways to sign in beside a password: pages where they are set up, used and removed.

authenticator-label = Name (optional)
authenticator-label-hint = A name by which you know it, such as "Work phone".
authenticator-label-save = Save the name
authenticator-label-title = Name this way to sign in
authenticator-last-required = A second proof is required here, and this is your last one. Set up another one first
authenticator-remove-button = Remove
authenticator-remove-effect = You can no longer use it to sign in. We tell you by e-mail.
authenticator-remove-last = It is the only one you have. Your recovery codes go with it, and your password alone signs you in.
authenticator-remove-title = Remove "{ $method }"?
authenticators-too-many = You have set up as many as anybody may have. Remove one first
challenge-how-mail_code = We can send a code to your e-mail address.
challenge-how-other = Enter the code that you were given.
challenge-how-otp = Open your authenticator app and enter the code that it shows.
challenge-how-pop = Use the passkey that you set up.
challenge-how-pwd = Your passkey was accepted. Enter your password too.
challenge-how-recovery_code = Enter one of the recovery codes that you have kept. Each works once.
challenge-how-sms = We can send a code to your telephone.
challenge-none = None of these works? Ask your contact person or us to help you; see Help on this page.
challenge-others = Other ways
challenge-passkey = Use your passkey
challenge-title-passkey = Use your passkey
challenge-title-password = Enter your password
code-again-in =
    { $seconds ->
        [one] You can ask for a new code in { $seconds } second.
       *[other] You can ask for a new code in { $seconds } seconds.
    }
code-expired = The code that we sent is no longer valid. Ask for a new one.
code-send = Send me a code
code-send-again = Send a new code
code-sent =
    { $minutes ->
        [one] We sent a code to { $target }. It is valid for { $minutes } minute, until you ask for a new one.
       *[other] We sent a code to { $target }. It is valid for { $minutes } minutes, until you ask for a new one.
    }
enrol-app-code = Enter the code that the app shows now.
enrol-app-copy = Copy
enrol-app-here = Set up the app on this device
enrol-app-image = QR code with the key for your authenticator app. The key follows as text.
enrol-app-key = If you cannot scan it, type this key into the app:
enrol-app-open = Open an authenticator app on your telephone. If you have none, install one from your app store.
enrol-app-scan = Choose to add an account there, and scan this code:
enrol-app-title = Set up an authenticator app
enrol-back = Not now
enrol-choose-again = Choose another way, or correct the number
enrol-confirm = Confirm
enrol-method = What do you want to use?
enrol-needed = Signing in to { $brand } needs a second proof that it is you. Set one up now; it takes about two minutes.
enrol-needed-for = Opening { $service } needs a second proof that it is you. Set one up now; it takes about two minutes.
enrol-number = Telephone number, for text messages (optional)
enrol-number-hint = With the country code, such as +358 40 123 4567.
enrol-otp-hint = An app on your telephone shows a new code every half minute. It works without a network.
enrol-passkey-button = Create a passkey
enrol-passkey-hint = You sign in with the fingerprint, face or PIN by which you unlock this device, or with a security key. It works on this site alone, so nobody can trick you out of it.
enrol-passkey-text = Your browser asks where to keep the passkey, and for your fingerprint, face or PIN. We never see these.
enrol-passkey-title = Create a passkey
enrol-phone-title = Confirm your telephone number
enrol-sms-hint = We send a code to your telephone each time.
enrol-title = Set up a second proof
error-code-too-soon =
    { $seconds ->
        [one] We have just sent a code. Wait { $seconds } second before you ask for a new one
       *[other] We have just sent a code. Wait { $seconds } seconds before you ask for a new one
    }
error-codes-too-many = Too many codes were sent. Try again tomorrow, or use another way
error-number-refused = No codes are sent to this number: it costs whoever writes to it. Use the number of a mobile phone
error-label = Write the name on one line with at most 200 characters
error-method = Choose what you want to use
error-number = Enter a telephone number with the country code, such as +358 40 123 4567
manage-reset-again = They set up new ones when a sign-in asks for it, or on their account page.
manage-reset-button = Remove second proofs
manage-reset-effect = { $name } loses the passkeys, authenticator app, telephone and recovery codes set up for signing in, and is signed out everywhere at once. We tell { $name } by e-mail.
manage-reset-title = Remove the second proofs of { $name }?
method-mail-code = A code by e-mail
method-named = { $method }
method-passkey = A passkey
method-pwd = Password
method-recovery-code = A recovery code
notice-authenticator-added = It is set up. From now on we ask for it when you sign in.
notice-authenticator-removed = It was removed.
notice-code-sent = We sent a new code. The one before no longer works.
passkey-not-here = Passkeys do not work in this browser, or scripts are switched off in it. Choose another way.
recovery-codes-again = Once you are signed in, you make new ones in your account under “How you sign in”.
recovery-codes-continue = Continue
recovery-codes-copy = Copy the codes
recovery-codes-done = I have kept them
recovery-codes-file = Recovery codes of { $brand }
recovery-codes-keep = Keep them where you find them without your telephone: on paper, or in a password manager.
recovery-codes-keep-title = Keep these codes
recovery-codes-lead = If you lose your telephone, one of these codes lets you in.
recovery-codes-left =
    { $count ->
        [0] You have no recovery codes left. Make new ones.
        [one] You have { $count } recovery code left. Make new ones soon.
       *[other] You have { $count } recovery codes left.
    }
recovery-codes-make = Make new recovery codes
recovery-codes-once = Each code works once. We show them only now; codes from before no longer work.
recovery-codes-print = Print
recovery-codes-save = Save as a text file
recovery-codes-shown = Your recovery codes were made, and were shown once. If you have not kept them, make new ones.
recovery-codes-title = Recovery codes
recovery-codes-what = One of these codes lets you in when you do not have your telephone. When you make new ones, those from before no longer work.
security-add = Set up a second proof
security-added = Set up
security-backed-up = Your other devices have it too.
security-further = Second proof
security-further-none = You sign in with your password alone. A second proof protects your account when somebody learns your password.
security-further-on = When you sign in, we ask for one of these after your password.
security-label = Name
security-link = How you sign in
security-number = Number { $number }.
security-remove = Remove
security-title = How you sign in
sign-in-again = You are about to change how you sign in, or how somebody else does. Sign in once more, so that nobody else does it for you.
