### Ways to sign in beside a password: pages where they are set up, used and removed.

authenticator-label = Namn (frivilligt)
authenticator-label-hint = Ett namn som du känner igen, till exempel ”Jobbtelefon”.
authenticator-label-save = Spara namnet
authenticator-label-title = Ge verifieringsmetoden ett namn
authenticator-last-required = Här krävs en andra verifieringsmetod, och det här är din sista. Lägg först till en annan
authenticator-remove-button = Ta bort
authenticator-remove-effect = Du kan inte längre logga in med den. Vi meddelar dig med e-post.
authenticator-remove-last = Den är din enda. Dina reservkoder försvinner också, och du loggar in med enbart lösenordet.
authenticator-remove-title = Vill du ta bort ”{ $method }”?
authenticators-too-many = Du har redan så många som man kan ha. Ta först bort en
challenge-how-mail_code = Vi kan skicka en kod till din e-postadress.
challenge-how-other = Ange koden som du har fått.
challenge-how-otp = Öppna autentiseringsappen och ange koden som den visar.
challenge-how-pop = Använd passnyckeln som du har lagt till.
challenge-how-pwd = Passnyckeln godkändes. Ange också ditt lösenord.
challenge-how-recovery_code = Ange en av reservkoderna som du har sparat. Varje kod fungerar en gång.
challenge-how-sms = Vi kan skicka en kod till din telefon.
challenge-none = Fungerar inget av det här? Be din kontaktperson eller oss om hjälp; se Hjälp på den här sidan.
challenge-others = Andra sätt
challenge-passkey = Använd din passnyckel
challenge-title-passkey = Använd din passnyckel
challenge-title-password = Ange ditt lösenord
code-again-in =
    { $seconds ->
        [one] Du kan be om en ny kod om { $seconds } sekund.
       *[other] Du kan be om en ny kod om { $seconds } sekunder.
    }
code-expired = Koden som vi skickade gäller inte längre. Be om en ny.
code-send = Skicka en kod till mig
code-send-again = Skicka en ny kod
code-sent =
    { $minutes ->
        [one] Vi skickade en kod till { $target }. Den gäller i { $minutes } minut, eller tills du ber om en ny.
       *[other] Vi skickade en kod till { $target }. Den gäller i { $minutes } minuter, eller tills du ber om en ny.
    }
enrol-app-code = Ange koden som appen visar nu.
enrol-app-copy = Kopiera
enrol-app-here = Lägg till appen på den här enheten
enrol-app-image = QR-kod med nyckeln till din autentiseringsapp. Nyckeln följer som text.
enrol-app-key = Skriv in den här nyckeln i appen om du inte kan skanna koden:
enrol-app-open = Öppna en autentiseringsapp i din telefon. Om du inte har någon kan du installera en från din appbutik.
enrol-app-scan = Välj att lägga till ett konto där, och skanna den här koden:
enrol-app-title = Lägg till en autentiseringsapp
enrol-back = Inte nu
enrol-choose-again = Välj ett annat sätt eller rätta numret
enrol-confirm = Bekräfta
enrol-method = Vad vill du använda?
enrol-needed = För att logga in på { $brand } krävs en andra verifieringsmetod. Lägg till en nu; det tar ungefär två minuter.
enrol-needed-for = För att öppna { $service } krävs en andra verifieringsmetod. Lägg till en nu; det tar ungefär två minuter.
enrol-number = Telefonnummer för textmeddelanden (frivilligt)
enrol-number-hint = Med landsnummer, till exempel +358 40 123 4567.
enrol-otp-hint = En app i din telefon visar en ny kod varje halvminut. Den fungerar utan nätverk.
enrol-passkey-button = Skapa en passnyckel
enrol-passkey-hint = Du loggar in med det fingeravtryck, det ansikte eller den PIN-kod som du låser upp enheten med, eller med en säkerhetsnyckel. Passnyckeln fungerar bara på den här webbplatsen, så ingen kan lura av dig den.
enrol-passkey-text = Webbläsaren frågar var passnyckeln ska sparas och ber om ditt fingeravtryck, ditt ansikte eller din PIN-kod. Vi ser dem aldrig.
enrol-passkey-title = Skapa en passnyckel
enrol-phone-title = Bekräfta ditt telefonnummer
enrol-sms-hint = Vi skickar en kod till din telefon varje gång.
enrol-title = Lägg till en andra verifieringsmetod
error-code-too-soon =
    { $seconds ->
        [one] Vi har just skickat en kod. Vänta { $seconds } sekund innan du ber om en ny
       *[other] Vi har just skickat en kod. Vänta { $seconds } sekunder innan du ber om en ny
    }
error-codes-too-many = För många koder har skickats. Försök igen i morgon eller använd ett annat sätt
error-number-refused = Inga koder skickas till det här numret: det kostar för den som skriver till det. Använd numret till en mobiltelefon
error-label = Skriv namnet på en rad med högst 200 tecken
error-method = Välj vad du vill använda
error-number = Ange ett telefonnummer med landsnummer, till exempel +358 40 123 4567
manage-reset-again = Nya läggs till när en inloggning kräver det, eller på den egna kontosidan.
manage-reset-button = Ta bort extra verifiering
manage-reset-effect = { $name } förlorar passnycklarna, autentiseringsappen, telefonen och reservkoderna för inloggning och loggas genast ut överallt. Vi meddelar { $name } med e-post.
manage-reset-title = Vill du ta bort den extra verifieringen för { $name }?
method-mail-code = En kod med e-post
method-named = { $method }
method-passkey = En passnyckel
method-pwd = Lösenord
method-recovery-code = En reservkod
notice-authenticator-added = Den är tillagd. Från och med nu frågar vi efter den när du loggar in.
notice-authenticator-removed = Den är borttagen.
notice-code-sent = Vi skickade en ny kod. Den förra fungerar inte längre.
passkey-not-here = Passnycklar fungerar inte i den här webbläsaren, eller så är skript avstängda i den. Välj ett annat sätt.
recovery-codes-again = När du har loggat in skapar du nya på ditt konto under ”Så loggar du in”.
recovery-codes-continue = Fortsätt
recovery-codes-copy = Kopiera koderna
recovery-codes-done = Jag har sparat dem
recovery-codes-file = Reservkoder för { $brand }
recovery-codes-keep = Spara dem där du hittar dem utan din telefon: på papper eller i en lösenordshanterare.
recovery-codes-keep-title = Spara de här koderna
recovery-codes-lead = Om du tappar bort din telefon kommer du in med en av de här koderna.
recovery-codes-left =
    { $count ->
        [0] Du har inga reservkoder kvar. Skapa nya.
        [one] Du har { $count } reservkod kvar. Skapa snart nya.
       *[other] Du har { $count } reservkoder kvar.
    }
recovery-codes-make = Skapa nya reservkoder
recovery-codes-once = Varje kod fungerar en gång. Vi visar dem bara nu; tidigare koder fungerar inte längre.
recovery-codes-print = Skriv ut
recovery-codes-save = Spara som textfil
recovery-codes-shown = Dina reservkoder skapades och visades en gång. Skapa nya om du inte sparade dem.
recovery-codes-title = Reservkoder
recovery-codes-what = Med en av de här koderna kommer du in när du inte har din telefon. När du skapar nya fungerar de tidigare inte längre.
security-add = Lägg till en andra verifieringsmetod
security-added = Tillagd
security-backed-up = Den finns också på dina andra enheter.
security-further = Andra verifieringsmetod
security-further-none = Du loggar in med enbart lösenordet. En andra verifieringsmetod skyddar ditt konto om någon får veta ditt lösenord.
security-further-on = När du loggar in frågar vi efter en av de här efter lösenordet.
security-label = Namn
security-link = Så loggar du in
security-number = Nummer { $number }.
security-remove = Ta bort
security-title = Så loggar du in
sign-in-again = Du är på väg att ändra hur du eller någon annan loggar in. Logga in en gång till, så att ingen annan gör det åt dig.
