### Mails and text messages.

## What several mails have.

mail-greeting = Hej { $name }!
mail-greeting-unknown = Hej!
mail-help = Hjälp: { $help }
mail-button-fails = Kopiera den här adressen till din webbläsare om knappen inte fungerar:
mail-role = Roll: { $role }
mail-services = Tjänster: { $services }
mail-services-all = Tjänster: alla tjänster för { $organization }
mail-giver = Given av: { $giver }
mail-until = Till: { $at }
mail-reason = Orsak: { $reason }

## Invitations. "Button" is on a button, "here" stands before a link.

mail-invitation-subject = Inbjudan till { $organization } i { $brand }
mail-invitation-lead = { $inviter } bjuder in dig till { $organization } i { $brand }.
mail-invitation-roles =
    { $count ->
        [one] Din roll: { $roles }
       *[other] Dina roller: { $roles }
    }
mail-invitation-accept-button = Acceptera inbjudan
mail-invitation-accept-here = Acceptera inbjudan här:
mail-invitation-view-button = Titta och acceptera
mail-invitation-view-here = Titta och acceptera:
mail-invitation-expires = Du kan använda länken till { $at }.
mail-invitation-why = Du får det här meddelandet eftersom { $inviter } angav { $recipient } som din adress.
mail-invitation-ignore = Om du inte väntar dig det här kan du bortse från meddelandet. Inget konto skapas om du inte använder länken.

## Somebody asks for a new invitation.

mail-requested-subject = { $email } ber om en ny inbjudan till { $organization }
mail-requested-lead = { $person } ({ $email }) kunde inte längre använda inbjudan till { $organization } och ber om en ny.
mail-requested-lead-unknown = { $email } kunde inte längre använda inbjudan till { $organization } och ber om en ny.
mail-requested-button = Se inbjudningarna
mail-requested-here = Skicka inbjudan igen, eller bjud in personen en gång till, här:
mail-requested-why = Du får det här meddelandet eftersom du kan bjuda in personer till { $organization }. Bortse från det om personen inte ska gå med.

## Mandates.

mail-mandate-subject-offered = { $giver } ber dig företräda { $organization }
mail-mandate-subject-offered-to-organization = { $giver } ber { $receiver } att företräda { $organization }
mail-mandate-subject-offered-to-client = { $giver } ber dig ansvara för { $receiver } i { $organization }
mail-mandate-subject-accepted = { $receiver } godkände fullmakten att företräda { $organization }
mail-mandate-subject-declined = { $receiver } avböjde fullmakten att företräda { $organization }
mail-mandate-subject-ends-soon = Fullmakten för { $receiver } att företräda { $organization } upphör snart
mail-mandate-subject-ended = Fullmakten för { $receiver } att företräda { $organization } har upphört
mail-mandate-lead-offered = { $giver } ber dig företräda { $organization } i { $brand }.
mail-mandate-lead-offered-to-organization = { $giver } ber din organisation { $receiver } att företräda { $organization } i { $brand }.
mail-mandate-lead-offered-to-client = { $giver } vill att programmet { $receiver } handlar för { $organization } i { $brand } och ber dig ansvara för det.
mail-mandate-lead-accepted = { $receiver } godkände fullmakten att företräda { $organization } i { $brand }. Den gäller nu.
mail-mandate-lead-declined = { $receiver } avböjde fullmakten att företräda { $organization } i { $brand }. Inga rättigheter har överförts.
mail-mandate-lead-ends-soon = Fullmakten för { $receiver } att företräda { $organization } i { $brand } upphör { $until }. Ge en ny om den fortfarande behövs.
mail-mandate-lead-ended = Fullmakten för { $receiver } att företräda { $organization } i { $brand } har upphört. Allt som har getts vidare från den har också upphört.
mail-mandate-answer-button = Titta och svara
mail-mandate-answer-here = Titta och svara:
mail-mandate-see-button = Se dina fullmakter
mail-mandate-see-here = Se dina fullmakter här:
mail-mandate-why-offered = Du får det här meddelandet eftersom { $giver } erbjuder dig fullmakten.
mail-mandate-why-offered-to-organization = Du får det här meddelandet eftersom { $giver } erbjuder fullmakten till { $receiver }, vars fullmakter du hanterar.
mail-mandate-why-offered-to-client = Du får det här meddelandet eftersom { $giver } anger dig som den som ansvarar för { $receiver }.
mail-mandate-ignore = Om du inte vill ha den kan du avböja den eller bortse från meddelandet. Den börjar gälla bara om du godkänner den.
mail-mandate-why = Du får det här meddelandet eftersom du gav eller fick fullmakten.

## A changed password.

mail-password-subject = Ditt lösenord i { $brand } har ändrats
mail-password-changed = Ett nytt lösenord angavs för ditt konto i { $brand } { $at }.
mail-password-yours = Om det var du behöver du inte göra något.
mail-password-ended = Du loggades ut överallt annars.
mail-password-not-yours = Välj genast ett nytt lösenord om det inte var du. Då loggas den som ändrade det ut.
mail-password-recover-button = Välj ett nytt lösenord
mail-password-recover-here = Välj ett nytt lösenord här:
mail-password-why = Du får det här meddelandet eftersom ditt lösenord angavs eller ändrades. De här meddelandena kan inte stängas av.

## A forgotten password.

mail-recovery-subject = Ett nytt lösenord för { $brand }
mail-recovery-lead = Någon, antagligen du, vill välja ett nytt lösenord för ditt konto i { $brand }.
mail-recovery-button = Välj ett nytt lösenord
mail-recovery-here = Välj ett nytt lösenord här:
mail-recovery-expires = Du kan använda länken en gång, till { $at }.
mail-recovery-why = Du får det här meddelandet eftersom ditt namn eller din adress angavs i { $brand } för någon som har glömt sitt lösenord.
mail-recovery-ignore = Bortse från meddelandet om det inte var du. Ditt lösenord ändras inte.
mail-recovery-refused-subject = Inloggning på { $brand }
mail-recovery-no-password = Ditt konto har inget lösenord som du kan ha glömt. Logga in som du brukar, till exempel genom din organisation. Om du aldrig har valt något lösenord, be den som gav dig kontot om en ny länk.
mail-recovery-closed = Ditt konto är låst, så det går inte att ange ett nytt lösenord för det. Fråga din organisations kontaktperson eller kontakta oss.
mail-recovery-sign-in-button = Logga in
mail-recovery-sign-in-here = Logga in här:

## Ways to sign in, and codes.

mail-code-subject = { $code } är din kod för { $brand }
mail-code-lead = Din kod för { $brand }:
mail-code-minutes =
    { $minutes ->
        [one] Den gäller i { $minutes } minut och fungerar en gång.
       *[other] Den gäller i { $minutes } minuter och fungerar en gång.
    }
mail-code-ignore = Ge inte koden till någon, inte heller till oss. Om du inte bad om den känner någon till ditt lösenord: ändra det.
mail-code-why = Du får det här meddelandet eftersom någon loggade in med ditt lösenord eller ändrar hur du loggar in.
mail-authenticator-subject = Hur du loggar in på { $brand } har ändrats
mail-authenticator-added = En andra verifieringsmetod lades till för ditt konto i { $brand } { $at }: { $method }.
mail-authenticator-removed = En andra verifieringsmetod togs bort från ditt konto i { $brand } { $at }: { $method }.
mail-identity-linked-subject = Hur du loggar in på { $brand } har ändrats
mail-identity-linked = Ditt konto i { $brand } kopplades till ett konto hos { $connection } { $at }. Från och med nu kan du logga in med det.
mail-identity-unlinked = Kopplingen mellan ditt konto i { $brand } och { $connection } togs bort { $at }. Du kan inte längre logga in med det.
mail-identity-label = Kontot hos { $connection }: { $label }.
mail-identity-button = Se dina kopplade konton
mail-identity-here = Du ser dina kopplade konton här:
mail-authenticators-reset-subject = Din extra verifiering i { $brand } har tagits bort
mail-authenticators-reset = En huvudanvändare tog bort den extra verifieringen för ditt konto i { $brand } { $at } och loggade ut dig överallt.
mail-letter-printed-subject = Ett brev för ett nytt lösenord i { $brand } har skrivits ut
mail-letter-printed = { $by } skrev { $at } ut ett brev som ett nytt lösenord för ditt konto i { $brand } kan väljas med.
mail-letter-printed-next = Kontakta oss genast om du inte har bett om det här.
mail-authenticators-reset-next = Lägg till en ny nästa gång du loggar in. Kontakta oss genast om du inte har bett om det här.
mail-security-button = Se hur du loggar in
mail-security-here = Se hur du loggar in:
mail-security-why = Du får det här meddelandet eftersom det har ändrats hur du loggar in. De här meddelandena kan inte stängas av.

sms-code = { $code } är din kod för { $brand }. Ge den inte till någon.

## An account that an administrator made, and a new password that an administrator started.

mail-first-subject = Ditt konto i { $brand }
mail-first-lead = { $by } har skapat ett konto för dig i { $brand }. Du hör till { $organization }.
mail-first-username = Du kan även logga in med ditt användarnamn { $username }.
mail-first-button = Välj ditt lösenord
mail-first-here = Välj ditt lösenord här:
mail-first-ignore = Om du inte väntar dig det här kan du bortse från meddelandet. Ingen kan logga in på kontot innan länken har använts.
mail-first-why = Du får det här meddelandet eftersom { $by } angav { $recipient } som din adress.
mail-started-lead = { $by } har skickat dig en länk som du väljer ett nytt lösenord med för ditt konto i { $brand }.
mail-started-ignore = Ditt lösenord ändras inte förrän du använder länken. Kontakta oss om du inte bad om det här.
mail-started-why = Du får det här meddelandet eftersom { $by } hanterar ditt konto i { $brand }.

## A role given or removed.

mail-roles-subject = Dina roller i { $organization } har ändrats
mail-role-given = { $by } gav dig rollen { $role } i { $organization }.
mail-role-removed = { $by } tog bort din roll { $role } i { $organization }.
mail-roles-button = Se dina roller
mail-roles-here = Se dina organisationer och roller här:
mail-roles-why = Du får det här meddelandet eftersom dina roller i { $organization } har ändrats.

## Text messages: one line, short, without a link.

sms-password-changed = { $brand }: ett nytt lösenord angavs för ditt konto { $at }. Kontakta oss genast om det inte var du.
sms-password-changed-help = { $brand }: ett nytt lösenord angavs för ditt konto { $at }. Kontakta oss genast om det inte var du: { $help }.
sms-role-given = { $brand }: { $by } gav dig rollen { $role } i { $organization }.
sms-role-removed = { $brand }: { $by } tog bort rollen { $role } i { $organization }.
sms-mandate-offered = { $brand }: { $giver } ber dig företräda { $organization } som { $role }. Logga in för att godkänna eller avböja.
sms-mandate-offered-to-organization = { $brand }: { $giver } ber { $receiver } att företräda { $organization } som { $role }. Logga in för att godkänna eller avböja.
sms-mandate-offered-to-client = { $brand }: { $giver } ber dig ansvara för programmet { $receiver } i { $organization }. Logga in för att godkänna eller avböja.
sms-mandate-accepted = { $brand }: { $receiver } godkände fullmakten att företräda { $organization }.
sms-mandate-declined = { $brand }: { $receiver } avböjde fullmakten att företräda { $organization }.
sms-mandate-ends-soon = { $brand }: fullmakten för { $receiver } att företräda { $organization } upphör { $until }.
sms-mandate-ended = { $brand }: fullmakten för { $receiver } att företräda { $organization } har upphört.

## A new e-mail address or telephone number.

mail-contact-proof-subject = { $code } bekräftar din nya e-postadress
mail-contact-proof-lead = Den här adressen ska bli ditt kontos adress i { $brand }. Ange koden på sidan där du bad om ändringen:
mail-contact-proof-minutes =
    { $minutes ->
        [one] Den gäller i { $minutes } minut och fungerar en gång.
       *[other] Den gäller i { $minutes } minuter och fungerar en gång.
    }
mail-contact-proof-button = Eller bekräfta adressen här
mail-contact-proof-here = Eller bekräfta adressen här, på vilken enhet som helst:
mail-contact-proof-expires = Du kan använda länken till { $at }.
mail-contact-proof-ignore = Bortse från meddelandet om du inte har bett om det. Någon annan kan ha skrivit fel adress, och inget händer utan dig.
mail-contact-proof-why = Du får det här meddelandet eftersom adressen angavs som en ny adress i { $brand }.
mail-contact-taken-subject = Din adress angavs i { $brand }
mail-contact-taken-lead = Någon med ett annat konto i { $brand } angav den här adressen som sin nya. Den är ditt kontos adress, så inget ändrades.
mail-contact-taken-yours = Om det var du har du två konton. Logga in med den här adressen, eller välj en annan där.
mail-contact-taken-ignore = Om det inte var du behöver du inte göra något.
mail-contact-taken-why = Du får det här meddelandet eftersom du har ett konto i { $brand } med den här adressen.
mail-domain-proof-subject = Får { $organization } logga in dem som har adresser i { $domain }?
mail-domain-proof-lead = { $organization } säger i { $brand } att e-postdomänen { $domain } är dess egen. De som har en adress i { $domain } ska logga in med { $connection }.
mail-domain-proof-button = Se och svara
mail-domain-proof-here = Se och svara här:
mail-domain-proof-expires = Länken fungerar till { $at }.
mail-domain-proof-ignore = Om du inte känner till detta kan du bortse från meddelandet. Inget händer utan dig.
mail-domain-proof-why = Du får det här meddelandet eftersom adressen tillhör den som sköter { $domain }.
mail-contact-asked-subject-email = Någon bad om att ändra e-postadressen för ditt konto i { $brand }
mail-contact-asked-subject-further = Någon bad om att lägga till en e-postadress till ditt konto i { $brand }
mail-contact-asked-subject-phone = Någon bad om att ändra telefonnumret för ditt konto i { $brand }
mail-contact-asked-email = Någon som är inloggad på ditt konto i { $brand } bad { $at } om att ändra dess e-postadress till { $to }. Inget ändras förrän den adressen är bekräftad.
mail-contact-asked-further = Någon som är inloggad på ditt konto i { $brand } bad { $at } om att lägga till e-postadressen { $to }. Inget ändras förrän den adressen är bekräftad.
mail-contact-asked-phone = Någon som är inloggad på ditt konto i { $brand } bad { $at } om att ändra dess telefonnummer till { $to }. Inget ändras förrän det numret är bekräftat.
mail-contact-asked-yours = Om det var du behöver du inte göra något.
mail-contact-stop-lead = Om det inte var du använder någon annan ditt konto. Stoppa ändringen.
mail-contact-stop-button = Det var inte jag: stoppa
mail-contact-stop-here = Om det inte var du, stoppa ändringen här:
mail-contact-stop-effect = Då loggas alla ut från ditt konto, och du väljer ett nytt lösenord. Om ändringen redan är gjord ångras den.
mail-contact-added-subject = En e-postadress lades till ditt konto i { $brand }
mail-contact-added = E-postadressen { $to } lades till ditt konto i { $brand } { $at }. Den kan användas för att logga in och för att välja ett nytt lösenord.
mail-email-removed-subject = Den här adressen hör inte längre till ditt konto i { $brand }
mail-email-removed-lead = Den här e-postadressen togs bort från ditt konto i { $brand } { $at }. Du kan inte längre logga in med den.
mail-email-removed-other = Om det inte var du, logga in med din huvudadress, ändra ditt lösenord och lägg till adressen igen. Kontakta oss genast om du inte kan logga in.
mail-email-removed-why = Du får det här meddelandet eftersom adressen hörde till ett konto i { $brand }.
mail-contact-changed-subject-email = Ditt kontos e-postadress i { $brand } har ändrats
mail-contact-changed-subject-phone = Ditt kontos telefonnummer i { $brand } har ändrats
mail-contact-changed-email = Ditt kontos e-postadress i { $brand } ändrades till { $to } { $at }.
mail-contact-changed-phone = Ditt kontos telefonnummer i { $brand } ändrades till { $to } { $at }.
mail-contact-removed-phone = Ditt kontos telefonnummer i { $brand } togs bort { $at }.
mail-contact-undo-lead = Om det inte var du har någon annan använt ditt konto. Ångra ändringen.
mail-contact-undo-button = Det var inte jag: ångra
mail-contact-undo-here = Om det inte var du, ångra ändringen här:
mail-contact-undo-expires = Du kan ångra till { $at }.
mail-contact-undo-effect = Då loggas alla ut från ditt konto, och du väljer ett nytt lösenord.
mail-contact-changed-why = Du får det här meddelandet eftersom ditt konto ändrades. De här meddelandena kan inte stängas av.
sms-authenticator-added = { $brand }: en andra verifieringsmetod lades till för ditt konto { $at }. Kontakta oss genast om det inte var du.
sms-authenticator-removed = { $brand }: en andra verifieringsmetod togs bort från ditt konto { $at }. Kontakta oss genast om det inte var du.
sms-identity-linked = { $brand }: ditt konto kopplades till { $connection } { $at }. Kontakta oss genast om det inte var du.
sms-identity-unlinked = { $brand }: kopplingen mellan ditt konto och { $connection } togs bort { $at }. Kontakta oss genast om det inte var du.
sms-authenticators-reset = { $brand }: en huvudanvändare tog bort den extra verifieringen för ditt konto { $at }. Kontakta oss genast om du inte har bett om det.
sms-account-closed = { $brand }: ditt konto har stängts och raderas { $at }. Logga in före dess för att behålla det.
sms-approval-reset = { $brand }: { $by } bad om att den extra verifieringen för ditt konto tas bort. Om du inte har bett om det, logga in och stoppa det senast { $until }.
sms-approval-recovery = { $brand }: { $by } bad om att du får ett brev för ett nytt lösenord. Om du inte har bett om det, logga in och stoppa det senast { $until }.
sms-approval-erase = { $brand }: { $by } bad om att ditt konto raderas. Om du inte har bett om det, logga in och stoppa det senast { $until }.
sms-passkey-copied = { $brand }: det kan finnas en kopia av en av dina nycklar. Den avvisades { $at }. Logga in och ta bort den.
sms-letter-printed = { $brand }: { $by } skrev { $at } ut ett brev för ett nytt lösenord till ditt konto. Kontakta oss genast om du inte har bett om det.
sms-contact-asked-email = { $brand }: någon som är inloggad på ditt konto bad { $at } om att ge det e-postadressen { $to }. Om det inte var du, stoppa det här:
sms-contact-asked-phone = { $brand }: någon som är inloggad på ditt konto bad { $at } om att ändra dess telefonnummer till { $to }. Om det inte var du, stoppa det här:
sms-contact-undo-email = { $brand }: ditt konto fick e-postadressen { $to } { $at }. Om det inte var du, ångra det här:
sms-contact-undo-phone = { $brand }: ditt kontos telefonnummer ändrades till { $to } { $at }. Om det inte var du, ångra det här:
sms-contact-undo-removed = { $brand }: ditt kontos telefonnummer togs bort { $at }. Om det inte var du, ångra det här:
sms-contact-changed = { $brand }: ditt kontos telefonnummer ändrades till { $to } { $at }. Titta genast i din e-post om det inte var du.
sms-contact-removed = { $brand }: ditt kontos telefonnummer togs bort { $at }. Titta genast i din e-post om det inte var du.
mail-account-closed = Du stängde ditt konto hos { $brand }. Du är utloggad överallt, och kontot raderas { $at }.
mail-account-closed-button = Logga in och behåll kontot
mail-account-closed-keep = Har du ändrat dig, eller var det inte du? Logga in före den tiden och behåll kontot: allt är som förut.
mail-account-closed-reminds = Ditt konto hos { $brand } är stängt och raderas { $at }.
mail-account-closed-reminds-subject = Ditt konto hos { $brand } raderas snart
mail-account-closed-subject = Ditt konto hos { $brand } är stängt
mail-account-closed-why = Du får det här mejlet eftersom ett konto med den här adressen stängdes.
mail-suspended-subject = { $organization } är avstängd i { $brand }
mail-suspended = { $organization } stängdes av i { $brand } { $at }. Ingen kan arbeta för den förrän den återupptas, och fullmakter som den har gett har ingen verkan. Du och dina kolleger behåller era konton och roller.
mail-suspended-reason = Orsak: { $reason }
mail-suspended-next = Kontakta oss om du tror att det är ett misstag.
mail-resumed-subject = { $organization } fungerar igen i { $brand }
mail-resumed = { $organization } återupptogs i { $brand } { $at }.
mail-resumed-next = Du och dina kolleger kan arbeta för { $organization } igen med samma roller som förut.
mail-organization-state-button = Öppna { $brand }
mail-organization-state-here = Öppna { $brand } här:
mail-organization-state-why = Du får det här meddelandet eftersom du är huvudanvändare för { $organization }.
mail-approval-subject = Huvudanvändare är på väg att ändra ditt konto i { $brand }
mail-approval-reset = { $by } bad om att den extra verifieringen för ditt konto i { $brand } tas bort. När en andra huvudanvändare godkänner det loggas du ut överallt och lägger till en ny.
mail-approval-recovery = { $by } bad om att du får en länk för ett nytt lösenord i { $brand }. När en andra huvudanvändare godkänner det skickar vi länken till dig.
mail-approval-erase = { $by } bad om att ditt konto i { $brand } raderas med alla personuppgifter. När en andra huvudanvändare godkänner det kan ingen ångra det.
mail-approval-reason = Orsak: { $reason }
mail-approval-next = Om du inte har bett om det, logga in och stoppa det. Det kan godkännas till { $until }.
mail-approval-button = Se det och stoppa det
mail-approval-here = Se det och stoppa det här:
mail-approval-why = Du får det här meddelandet eftersom någon bad om att ändra ditt konto. De här meddelandena kan inte stängas av.
mail-copied-subject = En av dina passnycklar i { $brand } kan ha kopierats
mail-copied = Någon använde en passnyckel för ditt konto i { $brand } { $at } och vi nekade den: dess räknare hade gått bakåt, som den gör när det finns en kopia.
mail-copied-next = Ingen kom in med den. Ta bort den och lägg till en ny. Byt också lösenord om du inte själv försökte logga in.
mail-copied-why = Du får det här meddelandet eftersom en passnyckel för ditt konto nekades. De här meddelandena kan inte stängas av.

## A test of the SMS gateway.

sms-test = Det här är ett test av sms från { $brand }. Du behöver inte göra något.
mail-sms-test-subject = Testmeddelande från { $brand }
mail-sms-test-why = Du får det här meddelandet eftersom du provade om sms kommer fram.
