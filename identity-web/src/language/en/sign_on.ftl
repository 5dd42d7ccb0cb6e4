### Signing in and out, and going on to a service.

already-signed-in-button = Go to { $service }
already-signed-in-late = { $service } did not wait for this sign-in any longer. Open it again: you stay signed in.
already-signed-in-text = This sign-in is finished: { $service } was told who you are.
already-signed-in-title = You are signed in
acting-for-by-mandate = By mandate
acting-for-link = Change organisation
challenge-code = Code
challenge-lead = To sign in to { $brand }, confirm once more that it is you.
challenge-lead-for = To open { $service }, confirm once more that it is you.
challenge-title = Enter your code
choose-hint = You can change this later in the menu.
choose-legend = Which organisation do you want to act for?
choose-title = Open { $service }
choose-title-plain = Change organisation
onward-button = Continue
onward-text = Continue to { $service }. If nothing happens, press the button.
onward-title = Continue to { $service }
refused-back = Back to { $service }
refused-contact-administrator = Ask the contact person of your organisation for access to { $service }.
refused-contact-operator = If you think this is a mistake, contact us. See Help on this page.
refused-home = Go to { $brand }
refused-host = The rules of this service do not let you sign in now. Ask us for help; see Help on this page
refused-no-further-proof = Signing in needs a second proof of who you are, and you have none set up. Ask whoever looks after your account to set one up
refused-other = You are still signed in.
refused-title = You cannot open { $service }
sign-in-button = Sign in
sign-in-identifier = User name or e-mail address
sign-in-lead-for = Use your { $brand } account to continue to { $service }.
sign-in-passkey = Sign in with a passkey
sign-in-password = Password
sign-in-refused = We could not sign you in. Check your user name or e-mail address and your password. After several wrong tries, wait { $minutes } minutes
sign-in-title = Sign in to { $brand }
sign-in-title-for = Sign in to { $service }
sign-out-button = Sign out
sign-out-link = Sign out
sign-out-services = You will be signed out of these services too:
sign-out-stay = Stay signed in
sign-out-title = Sign out of { $brand }?
signed-out-again = Sign in again
signed-out-closed = Signed out
signed-out-continue = Continue to { $service }
signed-out-continue-page = Continue
signed-out-open = No answer
signed-out-open-hint = { $service } did not answer. Sign out there too, or close your browser.
signed-out-partial = Not everywhere
signed-out-partial-hint = { $service } answered that it could not sign you out everywhere. Sign out there too, or close your browser.
signed-out-queued = In progress
signed-out-queued-hint = We are telling { $service } now.
signed-out-retried = Not reached
signed-out-retried-hint = { $service } cannot be reached. We keep trying; until then you may still be signed in there.
signed-out-shared = If other people use this computer, close the browser too.
signed-out-telling = In progress
signed-out-text = You are signed out of { $brand }.
signed-out-there = Sign out at { $service }
signed-out-title = You are signed out
signed-out-untold = Not told
signed-out-untold-hint = { $service } cannot be told that you signed out. Sign out there too, or close your browser.
signing-out-skip = Go on without waiting
signing-out-text = You are signed out here. We are telling the services that you used; this takes a few seconds.
signing-out-title = Signing you out
refused-detail-request = Request
refused-detail-service = Service
method-key = A passkey or security key
method-otp = A code from an authenticator app
method-sms = A code by text message
method-tel = A code by telephone call
policy-days = Remembering browsers (optional)
policy-days-count =
    { $count ->
        [one] For { $count } day at most
       *[other] For { $count } days at most
    }
policy-days-deployment =
    { $count ->
        [0] Never, as everywhere here
        [one] As everywhere here: for { $count } day at most
       *[other] As everywhere here: for { $count } days at most
    }
policy-days-hint = In a browser that somebody has remembered, the second proof is not asked for each time.
policy-days-never = Never
policy-factors = How people sign in
policy-factors-one = A password is enough, unless somebody has set up a second proof
policy-factors-two = A second proof is always needed
policy-methods = Which second proofs count (optional)
policy-methods-hint = Choose none to let all of them count. Recovery codes always help out.
policy-save = Save what is asked
policy-title = Signing in at { $organization }
policy-what = This is asked of the people of { $organization } and of its parts, wherever they sign in. What else applies to somebody is asked too.
policy-when = It holds from the next sign-in on. Whoever is signed in now stays so. People without a second proof are led to set one up.
remember-choice =
    { $days ->
        [one] Do not ask for it here for { $days } day
       *[other] Do not ask for it here for { $days } days
    }
remember-hint = Only on a device of your own.
remember-legend = This browser (optional)
policy-four-eyes = Help by two administrators
policy-four-eyes-choice = Ask for a second administrator

consent-title = Let { $service } sign you in?
consent-lead = { $service } asks to:
consent-button = Allow
consent-decline = Do not allow
consent-later = You can take this back at any time on the page of your account.
scope-openid = know that it is you, for whom you act and your roles there
scope-profile = know your name and your language
scope-email = know your e-mail address
scope-phone = know your telephone number
scope-offline-access = stay connected while you are away
scope-other = use “{ $scope }” for you
openid-client = The application is not known here, or people do not sign in with it. Begin again at the application, and tell its support if this stays so.
openid-redirect-uri = The application asked for an answer at an address that it has not registered, so nothing was sent there. Tell its support.
openid-too-long = The request of the application is too long.
policy-four-eyes-hint = Whether removing somebody’s second proofs, sending them a link for a new password, and erasing their account need a second administrator. If you turn it off, it takes effect after a day.
policy-four-eyes-everywhere = Removing somebody’s second proofs, and sending them a link for a new password, need a second administrator everywhere here.
