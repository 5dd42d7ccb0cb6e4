### Signing in and out, and going on to a service.

already-signed-in-button = Gå till { $service }
already-signed-in-late = { $service } väntade inte längre på inloggningen. Öppna tjänsten igen: du är fortfarande inloggad.
already-signed-in-text = Inloggningen är klar: { $service } har fått veta vem du är.
already-signed-in-title = Du är inloggad
acting-for-by-mandate = Genom fullmakt
acting-for-link = Byt organisation
challenge-code = Kod
challenge-lead = Bekräfta en gång till att det är du för att logga in på { $brand }.
challenge-lead-for = Bekräfta en gång till att det är du för att öppna { $service }.
challenge-title = Ange koden
choose-hint = Du kan ändra valet senare i menyn.
choose-legend = Vilken organisation vill du företräda?
choose-title = Öppna { $service }
choose-title-plain = Byt organisation
onward-button = Fortsätt
onward-text = Fortsätt till { $service }. Tryck på knappen om inget händer.
onward-title = Fortsätt till { $service }
refused-back = Tillbaka till { $service }
refused-contact-administrator = Be din organisations kontaktperson om åtkomst till { $service }.
refused-contact-operator = Kontakta oss om du tror att det här är ett misstag. Se Hjälp på den här sidan.
refused-home = Gå till { $brand }
refused-host = Tjänstens regler tillåter inte att du loggar in nu. Be oss om hjälp: se Hjälp på den här sidan
refused-no-further-proof = Inloggningen kräver en andra verifieringsmetod, och du har ingen. Be den som sköter ditt konto att lägga till en
refused-other = Du är fortfarande inloggad.
refused-title = Du kan inte öppna { $service }
sign-in-button = Logga in
sign-in-identifier = Användarnamn eller e-postadress
sign-in-lead-for = Fortsätt till { $service } med ditt konto i { $brand }.
sign-in-passkey = Logga in med en passnyckel
sign-in-password = Lösenord
sign-in-refused = Vi kunde inte logga in dig. Kontrollera användarnamnet eller e-postadressen och lösenordet. Vänta { $minutes } minuter om du har försökt flera gånger
sign-in-title = Logga in på { $brand }
sign-in-title-for = Logga in på { $service }
sign-out-button = Logga ut
sign-out-link = Logga ut
sign-out-services = Du loggas ut även från de här tjänsterna:
sign-out-stay = Fortsätt vara inloggad
sign-out-title = Vill du logga ut från { $brand }?
signed-out-again = Logga in igen
signed-out-closed = Utloggad
signed-out-continue = Fortsätt till { $service }
signed-out-continue-page = Fortsätt
signed-out-open = Inget svar
signed-out-open-hint = { $service } svarade inte. Logga ut även där eller stäng webbläsaren.
signed-out-partial = Inte överallt
signed-out-partial-hint = { $service } svarade att det inte gick att logga ut dig överallt. Logga ut även där eller stäng webbläsaren.
signed-out-queued = Pågår
signed-out-queued-hint = Vi meddelar { $service } nu.
signed-out-retried = Inte nådd
signed-out-retried-hint = { $service } går inte att nå. Vi fortsätter att försöka; tills dess kan du fortfarande vara inloggad där.
signed-out-shared = Stäng också webbläsaren om andra använder den här datorn.
signed-out-telling = Pågår
signed-out-text = Du är utloggad från { $brand }.
signed-out-there = Logga ut från { $service }
signed-out-title = Du är utloggad
signed-out-untold = Inte meddelad
signed-out-untold-hint = { $service } kan inte få veta att du har loggat ut. Logga ut även där eller stäng webbläsaren.
signing-out-skip = Fortsätt utan att vänta
signing-out-text = Du är utloggad här. Vi meddelar tjänsterna som du har använt; det tar några sekunder.
signing-out-title = Du loggas ut
refused-detail-request = Begäran
refused-detail-service = Tjänst
method-key = En passnyckel eller säkerhetsnyckel
method-otp = En kod från en autentiseringsapp
method-sms = En kod med sms
method-tel = En kod genom ett telefonsamtal
policy-days = Kom ihåg webbläsare (frivilligt)
policy-days-count =
    { $count ->
        [one] Högst { $count } dag
       *[other] Högst { $count } dagar
    }
policy-days-deployment =
    { $count ->
        [0] Aldrig, som överallt här
        [one] Som överallt här: högst { $count } dag
       *[other] Som överallt här: högst { $count } dagar
    }
policy-days-hint = I en webbläsare som någon har bett oss komma ihåg frågar vi inte efter den andra verifieringsmetoden varje gång.
policy-days-never = Aldrig
policy-factors = Hur man loggar in
policy-factors-one = Ett lösenord räcker, om ingen andra verifieringsmetod har lagts till
policy-factors-two = En andra verifieringsmetod behövs alltid
policy-methods = Vilka andra verifieringsmetoder som gäller (frivilligt)
policy-methods-hint = Välj ingen om alla ska gälla. Reservkoder hjälper alltid.
policy-save = Spara kraven
policy-title = Inloggning: { $organization }
policy-what = Det här krävs av alla i { $organization } och i dess delar, var de än loggar in. Också andra krav på dem gäller.
policy-when = Det gäller från nästa inloggning. Den som är inloggad nu förblir det. Den som saknar en andra verifieringsmetod får hjälp att lägga till en.
remember-choice =
    { $days ->
        [one] Fråga inte efter den här på { $days } dag
       *[other] Fråga inte efter den här på { $days } dagar
    }
remember-hint = Bara på en enhet som är din egen.
remember-legend = Den här webbläsaren (frivilligt)
policy-four-eyes = Hjälp av två huvudanvändare
policy-four-eyes-choice = Kräv en andra huvudanvändare

consent-title = Får { $service } logga in dig?
consent-lead = { $service } ber att få:
consent-button = Tillåt
consent-decline = Tillåt inte
consent-later = Du kan ta tillbaka detta när som helst på sidan för ditt konto.
scope-openid = veta att det är du, vem du företräder och dina roller där
scope-profile = veta ditt namn och ditt språk
scope-email = veta din e-postadress
scope-phone = veta ditt telefonnummer
scope-offline-access = vara ansluten när du är borta
scope-other = använda ”{ $scope }” för dig
openid-client = Tjänsten är inte känd här, eller så loggar man inte in med den. Börja om i tjänsten och berätta för dess support om det fortsätter.
openid-redirect-uri = Tjänsten bad om svar till en adress som den inte har registrerat, så inget skickades dit. Berätta för dess support.
openid-too-long = Tjänstens begäran är för lång.
policy-four-eyes-hint = Om det krävs en andra huvudanvändare för att ta bort någons extra verifiering, skicka någon en länk för ett nytt lösenord eller radera någons konto. Om du stänger av det gäller det efter ett dygn.
policy-four-eyes-everywhere = Här krävs alltid en andra huvudanvändare för att ta bort någons extra verifiering eller skicka någon en länk för ett nytt lösenord.
