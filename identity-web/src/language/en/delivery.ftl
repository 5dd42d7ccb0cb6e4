### Where a mail got to, and the development inbox.

delivery-failed = Could not be sent
delivery-queued = Waiting to be sent
delivery-reason = The mail server said: { $reason }
delivery-sent = Sent
dev-back = All messages
dev-caption = Outgoing messages, newest first
dev-channel = Sent by
dev-html = As HTML
dev-lead = E-mails and text messages that this development server would send.
dev-links = Links in this message
dev-no-subject = (no subject)
dev-none = No messages yet.
dev-receiver = To
dev-subject = Subject
dev-text = As text
dev-time = Created
dev-title = Development inbox
dev-to = Show only messages to
delivery-invitation-accepted = The invitation was accepted before.
delivery-invitation-cancelled = The invitation was cancelled before.
delivery-invitation-expired = The invitation expired before the message could be sent.
delivery-invitation-gone = The invitation is gone.
delivery-no-answer = The mail or message service did not answer in time.
delivery-no-transport = No way to send messages of this kind is set up.
delivery-superseded = A newer message was sent instead.
delivery-unreadable = The message could not be read.
dev-channel-email = email
dev-channel-sms = sms
sms-title = Text messages
sms-link = How text messages are sent
sms-what = Codes for signing in go out as text messages by a gateway. You can use another one than this server was started with, without restarting it.
sms-format = Gateway
sms-format-configured = The one that this server was started with
sms-format-get = Another one, called by GET
sms-format-form = Another one, called by POST with a form
sms-format-json = Another one, called by POST with JSON
sms-address = Address (optional)
sms-address-hint = For example https://sms.example/send?to={"{"}number{"}"}&text={"{"}text{"}"}. Where it says {"{"}number{"}"} and {"{"}text{"}"}, we put the telephone number and the message.
sms-values = Further values (optional)
sms-values-hint = Written as from=SmartPlan&to={"{"}number{"}"}&text={"{"}text{"}"}. They are added to the address, or sent in the form or JSON.
sms-secret = Key or password of the gateway (optional)
sms-secret-hint = Write {"{"}secret{"}"} in the address or the values where it belongs. Otherwise we send it as a bearer token. It is kept encrypted and never shown again.
sms-secret-hint-stored = One is stored. Leave this empty to keep it, as long as the address leads to the same server.
sms-secret-stored = Stored key (optional)
sms-secret-forget = Forget the stored key
sms-proposal-title = Waits for a second administrator
sms-proposal-by = { $name } wants text messages to go out like this. Approve it only if you know this gateway: whoever runs it reads every code.
sms-nothing-waits = Nothing waits for a second administrator any longer.
sms-digits = Digits of a code (optional)
sms-digits-hint = For all codes that we send, also by e-mail.
sms-digits-configured =
    { $count ->
        [one] As this server was started with: { $count }
       *[other] As this server was started with: { $count }
    }
sms-digits-count =
    { $count ->
        [one] { $count } digit
       *[other] { $count } digits
    }
sms-when = It holds from the next message on. Messages that wait go out by the new gateway.
sms-save = Save
sms-test-title = Try it
sms-test-what = We send a message to your own number, { $number }, with the settings that were saved last.
sms-test-send = Send a test message
sms-test-to = Test message to { $number }
sms-test-waits = It goes out in a moment.
sms-test-sent = The gateway took the message. If it does not arrive within a minute, look into the log of the gateway.
sms-test-key = The gateway refused the key or password ({ $status }). Check them, and where {"{"}secret{"}"} stands.
sms-test-address = There is no gateway at this address ({ $status }). Check the address, and whether it wants GET or POST.
sms-test-values = The gateway did not accept the message ({ $status }). Check the names of the values.
sms-test-moved = The gateway sends us on to another address ({ $status }), which we do not follow. Enter that address.
sms-test-many = The gateway takes no more messages from you for now ({ $status }). Try again later.
sms-test-broken = The gateway has a problem of its own ({ $status }). Try again later, or ask who runs it.
sms-test-unreached = The gateway could not be reached. Check the address.
sms-test-failed = The message could not be sent.
sms-test-said = What came back:
sms-test-again = See whether it has gone out
sms-no-number = To try it, you need a telephone number in your account.
sms-add-number = Add a number
error-sms-format = Choose the gateway.
error-sms-address = Enter the address of the gateway. It begins with https://
error-sms-address-secure = The address must begin with https://, because codes would be readable on their way otherwise.
error-sms-address-public = This address leads to this server or into a private network. A gateway there is set in the settings of the server.
error-sms-address-parts = Leave out the user name before the @ and what follows #.
error-sms-place = Write {"{"}number{"}"} and {"{"}text{"}"} in the address or the values, so that the gateway learns them.
error-sms-values = Write the values as name=value, with & between them: 20 at most, each name once.
error-sms-secret = Enter the key with letters, digits and signs of ASCII, without blanks.
error-sms-secret-missing = The address or the values have {"{"}secret{"}"} in them. Enter the key that takes its place.
error-sms-other-server = The stored key was for another server. Enter the key for this one, or forget the stored one.
error-sms-digits = Choose 6, 7 or 8 digits.
notice-sms-changed = It was saved, and holds from the next message on.
notice-sms-proposed = Another administrator has to approve it now. Until then everything stays as it is.
notice-sms-tested = The test message is on its way.
