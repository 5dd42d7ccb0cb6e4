### Connections to identity providers elsewhere, for those who manage them.

connection-ask-again = Dagar tills vi frågar igen (valfritt)
connection-ask-again-hint = När någon har svarat ”inte nu”. Tomt betyder 30.
connection-attempts = Misslyckade inloggningar
connection-benefit-en = Vad inloggningssidan säger om den, på engelska (valfritt)
connection-benefit-fi = Vad inloggningssidan säger om den, på finska (valfritt)
connection-benefit-hint = En mening om vad man har för nytta av den.
connection-benefit-sv = Vad inloggningssidan säger om den, på svenska (valfritt)
connection-break-glass = Vilka som behåller sitt lösenord (valfritt)
connection-break-glass-hint = Välj minst en.
connection-check-algorithm = Svaret är signerat med en svag eller otillåten algoritm. Välj RS256, ES256 eller SHA-256 hos leverantören.
connection-check-audience = Svaret är till någon annan. Ange vårt entity ID eller klient-id hos leverantören exakt som på den här sidan.
connection-check-cancelled = Personen gick tillbaka, eller så släppte leverantören inte in den. Det är inget fel på anslutningen.
connection-check-client = Leverantören godtog inte vårt klient-id eller hemligheten, eller avvisade koden. Ange den nuvarande hemligheten här.
connection-check-clock = Svaret kom för sent eller för tidigt. Ställ leverantörens klocka och se om personen väntade länge.
connection-check-destination = Svaret gjordes för en annan adress. Ange vår adress för svar (ACS) hos leverantören exakt som på den här sidan.
connection-check-fresh = Leverantören bad inte personen logga in igen, fast vi bad om det. Se dess inställningar för ForceAuthn eller prompt=login.
connection-check-issuer = Svaret eller beskrivningen anger en annan issuer än anslutningen. Jämför entity ID eller issuer bokstav för bokstav.
connection-check-other = Svaret avvisades. Koden säger vilken kontroll som misslyckades.
connection-check-provider = Leverantören svarade att något misslyckades där. Dess egen logg säger vad.
connection-check-replayed = Svaret hör inte till någon väntande inloggning, eller är redan använt. Händer det ofta, se om något däremellan upprepar meddelanden.
connection-check-signature = Svaret är inte signerat, eller inte med en nyckel som vi känner. Har leverantören en ny nyckel, ge nyare metadata.
connection-check-subject = Svaret har ingen bestående identitet för personen. Låt leverantören skicka ett bestående NameID, eller ange ett attribut här.
connection-check-tenant = Personen hör till en tenant som inte släpps in. Lägg till dess id om den är er.
connection-check-unreachable = Identitetsleverantören svarade inte, eller inte i tid. Fråga den som sköter den; under tiden går det att logga in på andra sätt.
connection-client-id = Klient-id
connection-client-id-hint = Namnet som leverantören känner oss under.
connection-client-secret = Klienthemlighet (valfritt)
connection-client-secret-hint = Vi sparar den förseglad och visar den aldrig. Finns det redan en behålls den om fältet är tomt.
connection-contexts = Kontexter som räknas som två slags bevis (valfritt)
connection-contexts-hint = Värden i AuthnContextClassRef eller acr, ett per rad.
connection-disabled-button = Stäng av
connection-disabled-effect = Ingen kan logga in med { $name } förrän du öppnar den igen. Kontona förblir som de är.
connection-disabled-linked =
    { $count ->
        [one] 1 konto är kopplat till den. Dess ägare behöver ett annat sätt att logga in under tiden.
       *[other] { $count } konton är kopplade till den. Deras ägare behöver ett annat sätt att logga in under tiden.
    }
connection-disabled-title = Stänga av { $name }?
connection-domain = Domän
connection-domain-add = Lägg till en domän
connection-domain-hint = Det som står efter @, till exempel citygroup.example.
connection-domains = E-postdomäner
connection-domains-link = Ändra domänerna
connection-domains-title = E-postdomäner för { $name }
connection-domains-what = Den som skriver en adress i någon av domänerna på inloggningssidan leds till { $name }.
connection-edit-lead-openid = Ändringarna gäller från nästa inloggning. Prova anslutningen igen efteråt.
connection-edit-lead-saml = Adresser och nycklar kommer från metadata, som har en egen sida.
connection-edit-title = Ändra { $name }
connection-email-name = E-postadress (valfritt)
connection-enabled-button = Öppna för alla
connection-enabled-effect = Alla som { $name } är till för kan logga in med den.
connection-enabled-title = Öppna { $name }?
connection-entity = Vilken identitetsleverantör?
connection-entity-hint = Metadata beskriver flera.
connection-fact-issuer = Issuer
connection-fact-scopes = Vad vi ber om
connection-fact-subject = Attribut med personens identitet
connection-fact-tenants = Tenants
connection-family-name = Efternamn (valfritt)
connection-given-name = Förnamn (valfritt)
connection-google-secret = Klienthemlighet
connection-google-secret-hint = Google visar den bredvid klient-id. Vi sparar den förseglad och visar den aldrig.
connection-issuer = Issuer
connection-issuer-hint = Exakt som leverantören skriver den, till exempel https://login.example.com.
connection-least-level = Lägsta nivå som räcker (valfritt)
connection-least-level-hint = En av nivåerna ovan. Den som har lägre får veta var den höjs.
connection-level-name = Säkerhetsnivå (valfritt)
connection-levels = Dess säkerhetsnivåer (valfritt)
connection-levels-heading = Hur säker den är
connection-levels-hint = En per rad, den lägsta först.
connection-levels-what = Bara om leverantören säger hur säkert den känner en person. Värdena står i dess handbok.
connection-linked =
    { $count ->
        [one] 1 konto är kopplat till den.
       *[other] { $count } konton är kopplade till den.
    }
connection-linking = Någon loggar in med sitt konto här
connection-linking-allowed = De kan koppla det på sin kontosida
connection-linking-allowed-hint = Ingen tillfrågas.
connection-linking-off = De erbjuds inte att koppla det, och kan inte
connection-linking-off-hint = Bara de som kommer via leverantören kopplas.
connection-linking-offered = De tillfrågas, och kan säga ”inte nu”
connection-linking-offered-hint = Efter inloggningen, innan de går vidare.
connection-linking-required = De måste koppla det innan de går vidare
connection-linking-required-hint = För tiden innan man bara loggar in den vägen.
connection-logout-url = Utloggningsadress
connection-mailbox = Vem som bekräftar att den är er
connection-mailbox-administrator = domänens administrator@
connection-mailbox-hint = Vi skickar en länk till den här brevlådan, om inte kundregistret redan säger att domänen är er.
connection-mailbox-hostmaster = domänens hostmaster@
connection-mailbox-postmaster = domänens postmaster@
connection-metadata-lead = Varje identitetsleverantör som talar SAML kan visa sina metadata. Ge dem som fil, med adress eller som text.
connection-name = Namn
connection-name-hint = Så här syns namnet på inloggningssidan: ”Logga in med City Group”.
connection-names-heading = Vad den kallar uppgifterna
connection-names-hint = Namnet på attributet eller anspråket.
connection-names-what = Lämna tomt om leverantören inte har egna namn.
connection-new-google = Med Google
connection-new-hint-google = Allt är klart utom klient-id och hemlighet.
connection-new-hint-openid = För leverantörer som ger er ett klient-id och en hemlighet.
connection-new-hint-saml = För de flesta företags kataloger, till exempel AD FS, Entra ID, Keycloak eller Shibboleth.
connection-new-lead = Hur ansluts identitetsleverantören? Den som sköter den vet.
connection-new-lead-google = Skapa ett klient-id för en webbapplikation i Google Cloud-konsolen och ange vår återkomstadress där.
connection-new-lead-openid = Ange först vår återkomstadress hos leverantören. Den ger er sedan ett klient-id och en hemlighet.
connection-new-link = Skapa en anslutning
connection-new-openid = Med OpenID Connect
connection-new-saml = Med SAML 2.0
connection-new-title = Skapa en anslutning
connection-no-attempts = Inga på sistone.
connection-no-domains = Inga. Man hittar anslutningen bara via dess knapp.
connection-not-discovered = Vi kan inte läsa vad leverantören säger om sig själv, eller så heter den något annat. Kontrollera att issuer är skriven exakt som leverantören skriver den och att leverantören går att nå.
connection-not-tested = inte provad ännu
connection-only-from = Från vilken dag (valfritt)
connection-only-from-hint = Tomt betyder aldrig.
connection-only-link = Logga in bara den vägen
connection-only-linked = Från den dagen loggar de som är kopplade till { $name } in med den och inte längre med lösenord här.
connection-only-missing = Innan du kan göra detta
connection-only-nobody = Ingen som hanterar anslutningar här har ett lösenord. Någon måste först skaffa ett.
connection-only-others = De som ännu inte är kopplade får göra det vid nästa inloggning.
connection-only-people = Från den dagen loggar er organisations personer in med { $name } och inte längre med lösenord här.
connection-only-title = Logga in bara med { $name }
connection-only-undo = De som du väljer nedan behåller sitt lösenord, så att någon kan ångra detta om { $name } inte fungerar.
connection-option-preferred = Den står före lösenordet på inloggningssidan
connection-option-vouches-for-email = En e-postadress som den har bekräftat räknas som bekräftad här
connection-options = Vad som gäller i övrigt (valfritt)
connection-other-entity = Det här är metadata för { $given }, men leverantören är { $registered }. Skapa en ny anslutning för den.
connection-other-issuer = Leverantören kallar sig { $found }, men anslutningen har { $registered }. Skapa en ny anslutning med rätt issuer.
connection-own = Vad identitetsleverantören behöver veta
connection-own-callback = Vår återkomstadress (redirect URI)
connection-own-consumer = Vart svaren skickas (ACS)
connection-own-entity-id = Vårt entity ID
connection-own-logout = Adress för besked om utloggningar (back-channel logout)
connection-own-metadata = Adressen till våra metadata
connection-people-linked =
    { $count ->
        [one] 1 konto är kopplat till den. Stäng av den i stället.
       *[other] { $count } konton är kopplade till den. Stäng av den i stället.
    }
connection-preview-lead = Inget är sparat ännu. Jämför detta med vad den som sköter identitetsleverantören säger.
connection-protocol = Protokoll
connection-protocol-openid = OpenID Connect
connection-protocol-saml = SAML 2.0
connection-provider = Identitetsleverantör
connection-register = Skapa på prov
connection-remove-button = Ta bort
connection-remove-effect = Ingen kan längre logga in med { $name }, och dess domäner leder ingenstans. Det går inte att ångra.
connection-remove-effect-disable = Vill du bara stoppa den ett tag, gå tillbaka och stäng av den.
connection-remove-linked =
    { $count ->
        [one] 1 konto är kopplat till { $name }, så den kan inte tas bort. Stäng av den i stället: kopplingen finns kvar.
       *[other] { $count } konton är kopplade till { $name }, så den kan inte tas bort. Stäng av den i stället: kopplingarna finns kvar.
    }
connection-remove-title = Ta bort { $name }?
connection-rule-ask-again =
    { $count ->
        [one] Den som svarar ”inte nu” får frågan igen efter 1 dag.
       *[other] Den som svarar ”inte nu” får frågan igen efter { $count } dagar.
    }
connection-rule-least-level = Minst säkerhetsnivån { $level } krävs.
connection-rule-linking-allowed = Man kan koppla sitt konto på sin kontosida.
connection-rule-linking-off = Konton här kan inte kopplas till den härifrån.
connection-rule-linking-offered = Den som loggar in med sitt konto här får frågan om att koppla det.
connection-rule-linking-required = Den som loggar in med sitt konto här måste koppla det.
connection-rule-only =
    { $count ->
        [one] Sedan { $at } loggar dess personer bara in den vägen, utom 1 person som behåller sitt lösenord.
       *[other] Sedan { $at } loggar dess personer bara in den vägen, utom { $count } personer som behåller sitt lösenord.
    }
connection-rule-only-from =
    { $count ->
        [one] Från { $at } loggar dess personer bara in den vägen, utom 1 person som behåller sitt lösenord.
       *[other] Från { $at } loggar dess personer bara in den vägen, utom { $count } personer som behåller sitt lösenord.
    }
connection-rule-preferred = Den står före lösenordet på inloggningssidan.
connection-rule-unknown-connect = Den som kommer första gången loggar in på sitt konto här en gång. Inget konto skapas.
connection-rule-unknown-connect-or-create = Den som kommer första gången kopplar sitt konto här eller skapar ett nytt.
connection-rule-unknown-create = Den som kommer första gången får ett konto utan rättigheter.
connection-rule-unknown-refuse = Den som saknar konto här behöver först en inbjudan.
connection-rule-vouches = E-postadresser som den har bekräftat räknas som bekräftade här.
connection-rules = Vad som händer med dem som kommer den vägen
connection-rules-link = Ändra reglerna
connection-rules-title = Regler för { $name }
connection-save = Spara
connection-scopes = Vad vi ber om (valfritt)
connection-scopes-hint = Scopes utöver openid, med blanksteg emellan.
connection-sign-on-url = Inloggningsadress
connection-since = Skapad
connection-state = Vilka som kan logga in med den
connection-state-disabled = Avstängd
connection-state-enabled = I bruk
connection-state-trial = På prov
connection-subject = Attribut med personens identitet (valfritt)
connection-subject-hint = Om fältet är tomt tar vi NameID. Det måste förbli detsamma och får aldrig gå till en annan person.
connection-tenants = Klienter, tenants (valfritt)
connection-tenants-hint = Bara om leverantören loggar in personer från flera organisationer: era id:n, ett per rad.
connection-tested = senast provad
connection-trial-button = Sätt på prov
connection-trial-effect = Bara de som hanterar anslutningar kan logga in med { $name }.
connection-trial-linked =
    { $count ->
        [one] 1 konto är kopplat till den. Dess ägare behöver ett annat sätt att logga in under tiden.
       *[other] { $count } konton är kopplade till den. Deras ägare behöver ett annat sätt att logga in under tiden.
    }
connection-trial-title = Sätta { $name } på prov?
connection-try = Prova den
connection-try-hint = Du loggar själv in med den och kommer tillbaka hit.
connection-unknown = Någon kommer som saknar konto här
connection-unknown-connect = De loggar in på sitt konto här en gång, så att kontona kopplas ihop
connection-unknown-connect-hint = Inget konto skapas.
connection-unknown-connect-or-create = De får välja: koppla ett konto eller skapa ett nytt
connection-unknown-connect-or-create-hint = Det nya kontot har inga rättigheter förrän någon ger det några.
connection-unknown-create = Ett konto skapas utan frågor
connection-unknown-create-hint = Kontot har inga rättigheter förrän någon ger det några.
connection-unknown-refuse = De behöver först en inbjudan
connection-unknown-refuse-hint = De får rådet att be om en.
connection-warning-untested = Ingen har provat anslutningen sedan den senast ändrades.
connections-caption = Anslutningar
connections-none = Det finns ingen anslutning ännu. Skapa den första.
connections-title = Inloggning utifrån
connections-title-of = Inloggning utifrån: { $organization }
connections-what = Identitetsleverantörer som alla kan logga in med här, till exempel Google.
connections-what-of = Er personal kan logga in här med det konto som de redan har i er organisation.
domain-link-asks = { $organization } säger att { $domain } är dess egen.
domain-link-button = Ja, jag godkänner
domain-link-closed = Den är använd, dess tid är över eller domänen är borttagen. Be den som skickade hit dig om en ny.
domain-link-closed-title = Den här länken fungerar inte längre
domain-link-effect = Om du godkänner leds den som skriver en adress i { $domain } på vår inloggningssida till { $connection }.
domain-link-ignore = Om du inte känner till detta, stäng sidan. Då händer inget.
domain-link-proved = De som har en adress i { $domain } kan nu logga in med { $connection }.
domain-link-proved-title = Tack
domain-link-title = Får { $organization } logga in dem som har adresser i { $domain }?
domain-remove = Ta bort
domain-state-configuration = Angiven i serverns inställningar
domain-state-dns = Bekräftad med en DNS-post
domain-state-mail = Bekräftad per e-post
domain-state-registry = Er enligt kundregistret
domain-state-waiting = Väntar på länken i e-brevet
error-connection-address = { $uri } kan inte användas. Skriv en adress på det öppna internet som börjar med https:// och saknar ? och #
error-connection-ask-again = Skriv ett antal dagar, högst 365
error-connection-benefit = Skriv högst 300 tecken, och även på engelska om det finns på ett annat språk
error-connection-break-glass = Välj minst en person som hanterar anslutningar här och har ett lösenord
error-connection-certificates = Metadata har inget användbart certifikat, eller fler än åtta
error-connection-choose = Välj i listan
error-connection-client-id = Skriv klient-id utan blanksteg
error-connection-client-secret = Skriv klienthemligheten utan blanksteg, högst 500 tecken
error-connection-contexts = Skriv högst tjugo värden utan blanksteg, ett per rad
error-connection-domain = Skriv en domän, till exempel citygroup.example
error-connection-entity = Välj en av identitetsleverantörerna
error-connection-issuer = Skriv issuer exakt som leverantören skriver den; den börjar med https://
error-connection-least-level = Skriv en av nivåerna ovan
error-connection-levels = Skriv högst tjugo nivåer, var och en en gång
error-connection-name = Skriv ett namn på en rad, högst 100 tecken
error-connection-names = Skriv ett namn, högst 200 tecken
error-connection-not-tested = Ingen har loggat in med anslutningen sedan den senast ändrades. Prova den först
error-connection-scopes = Skriv högst tjugo scopes med blanksteg emellan
error-connection-subject = Skriv namnet på ett attribut
error-connection-tenants = Skriv högst tjugo id:n, ett per rad
error-connection-twice = Den här identitetsleverantören är redan ansluten här. Öppna den i listan
error-domain-mails = Vi har skickat nog många e-brev till den här domänen i dag. Försök igen i morgon
error-domain-there = Den här domänen finns redan
home-realm-choose = Var loggar du in?
home-realm-signs-in = { $name } loggar in dig
home-realm-what = De som har en adress som din loggar in där. Har du ett lösenord här kan du använda det nedan.
metadata-no-certificate = Filen har inget certifikat som vi kan kontrollera svar med, så inget skulle gå att lita på. Be om metadata med ett
metadata-no-provider = Filen beskriver ingen identitetsleverantör som talar SAML 2.0. Den kan vara metadata för en applikation, eller våra egna
metadata-several-providers = Filen beskriver flera identitetsleverantörer. Välj en
nav-connections = Inloggning utifrån
notice-connection-changed = Anslutningen är ändrad.
notice-connection-metadata-replaced = De nyare metadata används från och med nu.
notice-connection-registered = Anslutningen är skapad på prov. Prova den och öppna den sedan för alla.
notice-connection-removed = Anslutningen är borttagen.
notice-domain-added = Domänen är tillagd.
notice-domain-asked = Vi har skickat ett e-brev med en länk. Domänen gäller så snart någon har använt den.
notice-domain-removed = Domänen är borttagen.
organization-connections = Inloggning utifrån
