### Where a mail got to, and the development inbox.

delivery-failed = Kunde inte skickas
delivery-queued = Väntar på att skickas
delivery-reason = E-postservern svarade: { $reason }
delivery-sent = Skickat
dev-back = Alla meddelanden
dev-caption = Utgående meddelanden, nyaste först
dev-channel = Skickas med
dev-html = Som HTML
dev-lead = E-post och sms som den här utvecklingsservern skulle skicka.
dev-links = Länkar i meddelandet
dev-no-subject = (inget ämne)
dev-none = Inga meddelanden ännu.
dev-receiver = Till
dev-subject = Ämne
dev-text = Som text
dev-time = Skapat
dev-title = Inkorg för utveckling
dev-to = Visa bara meddelanden till
delivery-invitation-accepted = Inbjudan hade redan accepterats.
delivery-invitation-cancelled = Inbjudan hade redan dragits tillbaka.
delivery-invitation-expired = Inbjudan gick ut innan meddelandet kunde skickas.
delivery-invitation-gone = Inbjudan finns inte längre.
delivery-no-answer = E-post- eller meddelandetjänsten svarade inte i tid.
delivery-no-transport = Inget sätt att skicka sådana meddelanden har ställts in.
delivery-superseded = Ett nyare meddelande skickades i stället.
delivery-unreadable = Meddelandet kunde inte läsas.
dev-channel-email = e-post
dev-channel-sms = sms
sms-title = Sms
sms-link = Hur sms skickas
sms-what = Koder för inloggning skickas som sms genom en gateway. Du kan använda en annan än den som servern startades med, utan att starta om servern.
sms-format = Sms-gateway
sms-format-configured = Den som servern startades med
sms-format-get = En annan, som anropas med GET
sms-format-form = En annan, som anropas med POST och ett formulär
sms-format-json = En annan, som anropas med POST och JSON
sms-address = Adress (frivilligt)
sms-address-hint = Till exempel https://sms.example/send?to={"{"}number{"}"}&text={"{"}text{"}"}. Där det står {"{"}number{"}"} och {"{"}text{"}"} sätter vi in telefonnumret och meddelandet.
sms-values = Fler värden (frivilligt)
sms-values-hint = Skrivs som from=SmartPlan&to={"{"}number{"}"}&text={"{"}text{"}"}. De läggs till adressen eller skickas i formuläret eller JSON.
sms-secret = Gatewayens nyckel eller lösenord (frivilligt)
sms-secret-hint = Skriv {"{"}secret{"}"} i adressen eller värdena där den hör hemma. Annars skickar vi den som bearer-token. Den sparas krypterad och visas aldrig igen.
sms-secret-hint-stored = En nyckel är sparad. Lämna tomt för att behålla den, så länge adressen leder till samma server.
sms-secret-stored = Sparad nyckel (frivilligt)
sms-secret-forget = Glöm den sparade nyckeln
sms-proposal-title = Väntar på en andra huvudanvändare
sms-proposal-by = { $name } vill att sms ska skickas så här. Godkänn det bara om du känner till den här gatewayen: den som driver den läser varje kod.
sms-nothing-waits = Inget väntar längre på en andra huvudanvändare.
sms-digits = Siffror i en kod (frivilligt)
sms-digits-hint = Gäller alla koder som vi skickar, även med e-post.
sms-digits-configured =
    { $count ->
        [one] Som servern startades med: { $count }
       *[other] Som servern startades med: { $count }
    }
sms-digits-count =
    { $count ->
        [one] { $count } siffra
       *[other] { $count } siffror
    }
sms-when = Det gäller från nästa meddelande. Meddelanden som väntar skickas genom den nya gatewayen.
sms-save = Spara
sms-test-title = Prova
sms-test-what = Vi skickar ett meddelande till ditt eget nummer, { $number }, med de inställningar som sparades senast.
sms-test-send = Skicka ett testmeddelande
sms-test-to = Testmeddelande till { $number }
sms-test-waits = Det skickas om ett ögonblick.
sms-test-sent = Gatewayen tog emot meddelandet. Om det inte kommer fram inom en minut, titta i gatewayens logg.
sms-test-key = Gatewayen godtog inte nyckeln eller lösenordet ({ $status }). Kontrollera dem och var {"{"}secret{"}"} står.
sms-test-address = Det finns ingen gateway på den här adressen ({ $status }). Kontrollera adressen och om den vill ha GET eller POST.
sms-test-values = Gatewayen godtog inte meddelandet ({ $status }). Kontrollera värdenas namn.
sms-test-moved = Gatewayen hänvisar till en annan adress ({ $status }), som vi inte följer. Ange den adressen.
sms-test-many = Gatewayen tar inte emot fler meddelanden från dig just nu ({ $status }). Försök igen senare.
sms-test-broken = Gatewayen har själv ett problem ({ $status }). Försök igen senare eller fråga den som driver den.
sms-test-unreached = Gatewayen kunde inte nås. Kontrollera adressen.
sms-test-failed = Meddelandet kunde inte skickas.
sms-test-said = Svaret var:
sms-test-again = Se om det har skickats
sms-no-number = För att prova behöver du ett telefonnummer i ditt konto.
sms-add-number = Lägg till ett nummer
error-sms-format = Välj gateway.
error-sms-address = Ange gatewayens adress. Den börjar med https://
error-sms-address-secure = Adressen måste börja med https://, annars skulle koder kunna läsas på vägen.
error-sms-address-public = Adressen leder till den här servern eller in i ett privat nät. En gateway där anges i serverns inställningar.
error-sms-address-parts = Utelämna användarnamnet före @ och det som följer efter #.
error-sms-place = Skriv {"{"}number{"}"} och {"{"}text{"}"} i adressen eller värdena, så att gatewayen får dem.
error-sms-values = Skriv värdena som namn=värde, med & mellan dem: högst 20, varje namn en gång.
error-sms-secret = Ange nyckeln med bokstäver, siffror och tecken i ASCII, utan mellanslag.
error-sms-secret-missing = I adressen eller värdena står {"{"}secret{"}"}. Ange nyckeln som ersätter det.
error-sms-other-server = Den sparade nyckeln var för en annan server. Ange nyckeln för den här, eller glöm den sparade.
error-sms-digits = Välj 6, 7 eller 8 siffror.
notice-sms-changed = Det sparades och gäller från nästa meddelande.
notice-sms-proposed = En annan huvudanvändare måste godkänna det nu. Till dess är allt som förut.
notice-sms-tested = Testmeddelandet är på väg.
