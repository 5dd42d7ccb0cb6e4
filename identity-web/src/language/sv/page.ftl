### The frame of every page, and what all pages share.

banner-label = Organisationen som du företräder
banner-leave = Lämna den här organisationen
banner-mandate = Du företräder { $organization }. Rätten fick du av { $giver }.
banner-mandate-open = Du kan företräda { $organization }. Rätten fick du av { $giver }. Just nu företräder du inte organisationen.
banner-staff = Du arbetar i { $organization } som personal hos { $operator }
banner-stop = Sluta företräda { $organization }
banner-suspended = { $organization } är avstängd, så inget kan göras för den nu. Dess huvudanvändare har fått veta varför. Du kan fortsätta för en annan organisation.
confirm-back = Nej, gå tillbaka
copy-done = Kopierat
header-acting-for = företräder
help-link = Hjälp
help-none = Fråga den person i din organisation som gav dig åtkomst.
help-or = eller
help-text = Kontakta oss:
help-title = Hjälp
language-label = Språk
list-ascending = stigande
list-clear = Visa alla
list-count =
    { $count ->
        [one] { $figure } rad
       *[other] { $figure } rader
    }
list-count-more = fler än { $figure } rader
list-descending = fallande
list-export = Ladda ner som fil (CSV)
list-filtered = Visar träffar för ”{ $query }”.
list-next = Nästa sida
list-previous = Föregående sida
list-range = { $first } till { $last } av { $all }
list-range-more = { $first } till { $last } av fler än { $all }
list-role = Roll
list-role-all = Alla roller
list-search = Sök
list-show = Visa
list-size = { $count } per sida
list-sort = Sortera:
list-state = Status
list-state-all = Alla
nav-account = Ditt konto
nav-home = Start
nav-label = Huvudmeny
nav-mandates = Fullmakter
nav-mandates-offered =
    { $count ->
        [one] Fullmakter ({ $count } ny)
       *[other] Fullmakter ({ $count } nya)
    }
nav-organization = { $organization }
nav-organizations = Organisationer
next-title = Det här kan du göra
notice-changed = Ändringen är sparad och gäller från och med nu.
notice-contact-changed = Ändringen är gjord. Vi har meddelat den e-postadress som kontot hade tidigare.
notice-contact-undone = Ändringen är ångrad och alla är utloggade från kontot. Vi har skickat en länk för ett nytt lösenord till din e-postadress.
notice-given-back = Du har lämnat tillbaka rollen. Det gäller från och med nu.
notice-granted = Rollen är given och gäller från och med nu.
notice-invitation-cancelled = Inbjudan är tillbakadragen. Länken fungerar inte längre.
notice-invitation-resent = Inbjudan skickas igen med en ny länk. Den tidigare länken fungerar inte längre.
notice-invited = Inbjudan är skapad. Vi skickar e-postmeddelandet.
notice-joined = Du har accepterat inbjudan.
notice-left = Du har lämnat organisationen. Det gäller från och med nu.
notice-mandate-accepted = Du har godkänt fullmakten. Den gäller nu.
notice-mandate-declined = Du har avböjt fullmakten.
notice-mandate-ended = Fullmakten och allt som har getts vidare från den har upphört.
notice-mandate-offered = Vi skickar e-post till mottagaren. Fullmakten börjar gälla när mottagaren godkänner den.
notice-mandate-given-to-program = Programmet har fullmakten nu, och du ansvarar för det.
notice-program-granted = Programmet har rollen nu.
notice-program-stopped = Programmet stoppades här. Det gäller från och med nu.
notice-password-changed = Ditt nya lösenord gäller nu. Du loggades ut överallt annars.
notice-removed = Personen är borttagen från organisationen. Det gäller från och med nu.
notice-revoked = Rollen är borttagen. Det gäller från och med nu.
notice-saved = Dina uppgifter är sparade.
notice-session-ended = Webbläsaren är utloggad.
notice-sessions-ended = Du är utloggad överallt annars.
notice-stopped = Du företräder inte längre organisationen.
notice-resumed = Organisationen återupptogs. Allt fungerar igen.
notice-suspended = Organisationen stängdes av. Ändringen gäller genast.
notice-switched = Du företräder nu en annan organisation.
skip = Hoppa till huvudinnehållet
session-warning-stay = Fortsätt vara inloggad
session-warning-text = Du har inte använt sidan på en stund. Du loggas ut om två minuter om du inte stannar kvar.
session-warning-title = Är du kvar?
notice-browser-forgotten = Vi frågar efter den andra verifieringsmetoden i den webbläsaren igen.
notice-account-created = Kontot skapades.
notice-link-sent = Vi skickar e-posten med länken. Tidigare länkar fungerar inte längre.
notice-email-added = Adressen är tillagd. Du kan nu logga in med den. Vi har meddelat din huvudadress.
notice-email-main = Den är nu din huvudadress. Vi har meddelat den tidigare.
notice-email-removed = Adressen är borttagen. Vi har meddelat den.
notice-contact-stopped = Ändringen är stoppad och alla är utloggade från kontot. Vi har skickat en länk för ett nytt lösenord till din e-postadress.
