### Changing the own e-mail address and telephone number.

contact-back = Tillbaka till din profil
contact-button = Skicka en kod till mig
contact-cancel = Ändra inte
contact-change = Ändra
contact-closed-onward = Gå till ditt konto
contact-closed-text = Den har redan använts, en nyare har skickats, eller så är adressen inte hel. En länk fungerar en gång.
contact-closed-title = Länken fungerar inte
contact-confirm = Bekräfta
contact-email-title = Ändra din e-postadress
contact-expired-text = Dess tid är slut, och den ändrade ingenting. Om något är fel med ditt konto, välj ett nytt lösenord och kontakta oss.
contact-expired-title = Länken har gått ut
contact-go-on = Ange koden
contact-lead = Vi skickar en kod till den nya. Inget ändras förrän du har angett den.
contact-link-proof-button = Bekräfta adressen
contact-link-proof-effect = { $after } ersätter { $before }. Därefter loggar du in med den, och meddelanden skickas dit.
contact-link-proof-title = Vill du bekräfta din e-postadress?
contact-link-proof-told = Vi meddelar den gamla adressen.
contact-link-undo-button = Ångra ändringen
contact-link-undo-email = Kontots e-postadress är { $before } igen, och inte längre { $after }.
contact-link-undo-no-phone = Telefonnumret { $after } tas bort från kontot.
contact-link-undo-password = Lösenordet fungerar inte längre. Vi skickar en länk för ett nytt till din e-postadress.
contact-link-undo-phone = Kontots telefonnummer är { $before } igen.
contact-link-undo-sessions = Den som är inloggad på kontot loggas ut överallt.
contact-link-undo-title = Vill du ångra ändringen av ditt konto?
contact-new-email = Ny e-postadress
contact-new-email-hint = Du måste kunna läsa dess e-post nu.
contact-new-phone = Nytt telefonnummer
contact-new-phone-hint = Det måste kunna ta emot sms. Börja med + och landsnumret om det är från ett annat land.
contact-none = Inget
contact-not-offered = Vi skickar inga sms, så du kan inte bekräfta ett nummer här. Be din kontaktperson ange det.
contact-not-proved = Inte bekräftat
contact-not-yours = Du kan inte ändra det här själv. Din profil säger vem som kan.
contact-old-stays = Den gamla gäller till dess. Inget ändras förrän du bekräftar.
contact-phone-title = Ändra ditt telefonnummer
contact-present = Nu
contact-remove = Ta bort numret
contact-remove-button = Ta bort numret
contact-remove-effect = Numret hör inte längre till ditt konto.
contact-remove-title = Vill du ta bort telefonnumret { $number }?
contact-remove-told = Vi meddelar dig med e-post, och du kan ångra det i sju dagar.
contact-sent =
    { $minutes ->
        [one] Vi skickade en kod till { $contact }. Den gäller i { $minutes } minut.
       *[other] Vi skickade en kod till { $contact }. Den gäller i { $minutes } minuter.
    }
contact-sent-link = Du kan också öppna länken i e-postmeddelandet, på vilken enhet som helst.
contact-taken-text = Ett annat konto har den här adressen nu. Logga in på det kontot eller välj en annan adress.
contact-taken-title = Adressen används redan
contact-waiting = { $contact } väntar på din bekräftelse.
