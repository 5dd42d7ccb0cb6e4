### The account page, and where somebody is signed in.

account-browser-forget = Fråga efter den igen
account-browser-since = Sedan
account-browser-until = Till
account-browsers = Webbläsare som vi kommer ihåg
account-browsers-hint = Här frågar vi inte efter din andra verifieringsmetod varje gång. Om du inte känner igen någon av dem, låt oss fråga igen och byt lösenord.
account-language = Språk
account-language-hint = Sidorna och meddelandena till dig är på det språk du väljer.
account-memberships = Dina organisationer och roller
account-name = Namn
account-no-memberships = Du hör inte till någon organisation.
account-own-data = Dina uppgifter
account-save = Spara uppgifterna
account-session-from = från { $address }
account-session-started = Inloggad
account-session-used = Senast använd
account-sessions = Där du är inloggad
account-sessions-hint = Logga ut den som du inte känner igen och berätta det för oss.
account-sign-in-data = Så loggar du in
account-sign-out-one = Logga ut
account-sign-out-others = Logga ut överallt annars
account-this-session = Den här webbläsaren
account-title = Ditt konto
device-browser-on-system = { $browser } på { $system }
device-named = { $name }
device-unknown = Okänd webbläsare
