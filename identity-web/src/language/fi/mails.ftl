### Mails and text messages.

## What several mails have.

mail-greeting = Hei { $name }!
mail-greeting-unknown = Hei!
mail-help = Ohje ja tuki: { $help }
mail-button-fails = Jos painike ei toimi, kopioi tämä osoite selaimeesi:
mail-role = Rooli: { $role }
mail-services = Palvelut: { $services }
mail-services-all = Palvelut: kaikki palvelut, { $organization }
mail-giver = Antaja: { $giver }
mail-until = Päättyy: { $at }
mail-reason = Syy: { $reason }

## Invitations. "Button" is on a button, "here" stands before a link.

mail-invitation-subject = Kutsu organisaatioon { $organization } palvelussa { $brand }
mail-invitation-lead = { $inviter } kutsuu sinut organisaatioon { $organization } palvelussa { $brand }.
mail-invitation-roles =
    { $count ->
        [one] Roolisi: { $roles }
       *[other] Roolisi: { $roles }
    }
mail-invitation-accept-button = Hyväksy kutsu
mail-invitation-accept-here = Hyväksy kutsu täällä:
mail-invitation-view-button = Katso ja hyväksy
mail-invitation-view-here = Katso ja hyväksy:
mail-invitation-expires = Voit käyttää linkkiä { $at } asti.
mail-invitation-why = Saat tämän viestin, koska { $inviter } ilmoitti sinun osoitteeksesi { $recipient }.
mail-invitation-ignore = Jos et odota tätä viestiä, voit jättää sen huomiotta. Tili luodaan vain, jos käytät linkkiä.

## Somebody asks for a new invitation.

mail-requested-subject = { $email } pyytää uutta kutsua organisaatioon { $organization }
mail-requested-lead = { $person } ({ $email }) ei voinut enää käyttää kutsua organisaatioon { $organization } ja pyytää uutta.
mail-requested-lead-unknown = { $email } ei voinut enää käyttää kutsua organisaatioon { $organization } ja pyytää uutta.
mail-requested-button = Katso kutsut
mail-requested-here = Lähetä kutsu uudelleen, tai kutsu henkilö vielä kerran, täällä:
mail-requested-why = Saat tämän viestin, koska voit kutsua henkilöitä organisaatioon { $organization }. Jos henkilön ei pidä liittyä, jätä viesti huomiotta.

## Mandates.

mail-mandate-subject-offered = { $giver } pyytää sinua asioimaan organisaation { $organization } puolesta
mail-mandate-subject-offered-to-organization = { $giver } pyytää organisaatiota { $receiver } asioimaan organisaation { $organization } puolesta
mail-mandate-subject-offered-to-client = { $giver } pyytää sinua vastaamaan ohjelmasta { $receiver } organisaatiossa { $organization }
mail-mandate-subject-accepted = { $receiver } hyväksyi valtuuden asioida organisaation { $organization } puolesta
mail-mandate-subject-declined = { $receiver } hylkäsi valtuuden asioida organisaation { $organization } puolesta
mail-mandate-subject-ends-soon = Valtuus asioida organisaation { $organization } puolesta päättyy pian: { $receiver }
mail-mandate-subject-ended = Valtuus asioida organisaation { $organization } puolesta on päättynyt: { $receiver }
mail-mandate-lead-offered = { $giver } pyytää sinua asioimaan organisaation { $organization } puolesta palvelussa { $brand }.
mail-mandate-lead-offered-to-organization = { $giver } pyytää organisaatiotasi { $receiver } asioimaan organisaation { $organization } puolesta palvelussa { $brand }.
mail-mandate-lead-offered-to-client = { $giver } haluaa, että ohjelma { $receiver } toimii organisaation { $organization } puolesta palvelussa { $brand }, ja pyytää sinua vastaamaan siitä.
mail-mandate-lead-accepted = { $receiver } hyväksyi valtuuden asioida organisaation { $organization } puolesta palvelussa { $brand }. Se on nyt voimassa.
mail-mandate-lead-declined = { $receiver } hylkäsi valtuuden asioida organisaation { $organization } puolesta palvelussa { $brand }. Oikeuksia ei siirtynyt.
mail-mandate-lead-ends-soon = Valtuus, jolla { $receiver } asioi organisaation { $organization } puolesta palvelussa { $brand }, päättyy { $until }. Jos sitä tarvitaan yhä, anna uusi.
mail-mandate-lead-ended = Valtuus, jolla { $receiver } asioi organisaation { $organization } puolesta palvelussa { $brand }, on päättynyt. Myös kaikki siitä edelleen annettu on päättynyt.
mail-mandate-answer-button = Katso ja vastaa
mail-mandate-answer-here = Katso ja vastaa:
mail-mandate-see-button = Katso valtuutesi
mail-mandate-see-here = Katso valtuutesi täällä:
mail-mandate-why-offered = Saat tämän viestin, koska { $giver } tarjoaa sinulle tätä valtuutta.
mail-mandate-why-offered-to-organization = Saat tämän viestin, koska { $giver } tarjoaa tätä valtuutta organisaatiolle { $receiver }, jonka valtuuksia hallitset.
mail-mandate-why-offered-to-client = Saat tämän viestin, koska { $giver } nimesi sinut vastaamaan ohjelmasta { $receiver }.
mail-mandate-ignore = Jos et halua sitä, hylkää se tai jätä viesti huomiotta. Valtuus alkaa vain, jos hyväksyt sen.
mail-mandate-why = Saat tämän viestin, koska annoit tai sait tämän valtuuden.

## A changed password.

mail-password-subject = Salasanasi palvelussa { $brand } on vaihdettu
mail-password-changed = Tilillesi palvelussa { $brand } asetettiin uusi salasana { $at }.
mail-password-yours = Jos teit tämän itse, sinun ei tarvitse tehdä mitään.
mail-password-ended = Sinut kirjattiin ulos kaikkialta muualta.
mail-password-not-yours = Jos et tehnyt tätä, valitse heti uusi salasana. Se kirjaa ulos sen, joka salasanan vaihtoi.
mail-password-recover-button = Valitse uusi salasana
mail-password-recover-here = Valitse uusi salasana täällä:
mail-password-why = Saat tämän viestin, koska salasanasi asetettiin tai vaihdettiin. Näitä viestejä ei voi poistaa käytöstä.

## A forgotten password.

mail-recovery-subject = Uusi salasana palveluun { $brand }
mail-recovery-lead = Joku, luultavasti sinä, haluaa valita uuden salasanan tilillesi palvelussa { $brand }.
mail-recovery-button = Valitse uusi salasana
mail-recovery-here = Valitse uusi salasana täällä:
mail-recovery-expires = Voit käyttää linkkiä kerran, { $at } asti.
mail-recovery-why = Saat tämän viestin, koska tunnuksesi tai osoitteesi kirjoitettiin palvelussa { $brand } kohtaan, jossa pyydetään uutta salasanaa unohtuneen tilalle.
mail-recovery-ignore = Jos se et ollut sinä, jätä viesti huomiotta. Salasanasi pysyy ennallaan.
mail-recovery-refused-subject = Kirjautuminen palveluun { $brand }
mail-recovery-no-password = Tililläsi ei ole salasanaa, jonka olisit voinut unohtaa. Kirjaudu niin kuin tavallisesti, esimerkiksi organisaatiosi kautta. Jos et ole koskaan valinnut salasanaa, pyydä uusi linkki siltä, joka antoi sinulle tilin.
mail-recovery-closed = Tilisi on lukittu, joten sille ei voi asettaa uutta salasanaa. Kysy organisaatiosi yhteyshenkilöltä tai ota meihin yhteyttä.
mail-recovery-sign-in-button = Kirjaudu sisään
mail-recovery-sign-in-here = Kirjaudu sisään täällä:

## Ways to sign in, and codes.

mail-code-subject = { $code } on koodisi palveluun { $brand }
mail-code-lead = Koodisi palveluun { $brand }:
mail-code-minutes =
    { $minutes ->
        [one] Se on voimassa { $minutes } minuutin ja toimii kerran.
       *[other] Se on voimassa { $minutes } minuuttia ja toimii kerran.
    }
mail-code-ignore = Älä anna tätä koodia kenellekään, älä myöskään meille. Jos et pyytänyt sitä, joku tietää salasanasi: vaihda se.
mail-code-why = Saat tämän viestin, koska joku kirjautui salasanallasi tai muuttaa kirjautumistapaasi.
mail-authenticator-subject = Kirjautumistapasi palveluun { $brand } on muuttunut
mail-authenticator-added = Tilillesi palvelussa { $brand } lisättiin toinen tunnistautumistapa { $at }: { $method }.
mail-authenticator-removed = Tililtäsi palvelussa { $brand } poistettiin toinen tunnistautumistapa { $at }: { $method }.
mail-identity-linked-subject = Kirjautumistapasi palveluun { $brand } on muuttunut
mail-identity-linked = Tilisi palvelussa { $brand } yhdistettiin tiliin palvelussa { $connection } { $at }. Voit tästä lähtien kirjautua sillä.
mail-identity-unlinked = Tilisi yhteys palvelusta { $brand } palveluun { $connection } katkaistiin { $at }. Et voi enää kirjautua sillä.
mail-identity-label = Tili palvelussa { $connection }: { $label }.
mail-identity-button = Katso yhdistetyt tilisi
mail-identity-here = Yhdistetyt tilisi näet täältä:
mail-authenticators-reset-subject = Lisätunnistautumisesi palvelussa { $brand } on poistettu
mail-authenticators-reset = Pääkäyttäjä poisti tilisi lisätunnistautumisen palvelussa { $brand } { $at } ja kirjasi sinut ulos kaikkialta.
mail-letter-printed-subject = Kirje uutta salasanaa varten on tulostettu palvelussa { $brand }
mail-letter-printed = { $by } tulosti { $at } kirjeen, jolla tilillesi palvelussa { $brand } voi valita uuden salasanan.
mail-letter-printed-next = Jos et pyytänyt tätä, ota meihin heti yhteyttä.
mail-authenticators-reset-next = Ota uusi käyttöön, kun kirjaudut seuraavan kerran. Jos et pyytänyt tätä, ota meihin heti yhteyttä.
mail-security-button = Katso, miten kirjaudut
mail-security-here = Katso, miten kirjaudut:
mail-security-why = Saat tämän viestin, koska kirjautumistapasi muuttui. Näitä viestejä ei voi poistaa käytöstä.

sms-code = { $code } on koodisi palveluun { $brand }. Älä anna sitä kenellekään.

## An account that an administrator made, and a new password that an administrator started.

mail-first-subject = Tilisi palvelussa { $brand }
mail-first-lead = { $by } on luonut sinulle tilin palveluun { $brand }. Kuulut organisaatioon { $organization }.
mail-first-username = Voit kirjautua sisään myös käyttäjätunnuksellasi { $username }.
mail-first-button = Valitse salasanasi
mail-first-here = Valitse salasanasi täällä:
mail-first-ignore = Jos et odota tätä viestiä, voit jättää sen huomiotta. Kukaan ei voi kirjautua tilille ennen kuin linkkiä on käytetty.
mail-first-why = Saat tämän viestin, koska { $by } ilmoitti sinun osoitteeksesi { $recipient }.
mail-started-lead = { $by } lähetti sinulle linkin, jolla valitset uuden salasanan tilillesi palvelussa { $brand }.
mail-started-ignore = Salasanasi pysyy ennallaan, kunnes käytät linkkiä. Jos et pyytänyt tätä, ota meihin yhteyttä.
mail-started-why = Saat tämän viestin, koska { $by } hallitsee tiliäsi palvelussa { $brand }.

## A role given or removed.

mail-roles-subject = Roolisi muuttuivat: { $organization }
mail-role-given = { $by } antoi sinulle roolin { $role } organisaatiossa { $organization }.
mail-role-removed = { $by } poisti roolisi { $role } organisaatiossa { $organization }.
mail-roles-button = Katso roolisi
mail-roles-here = Katso organisaatiosi ja roolisi täällä:
mail-roles-why = Saat tämän viestin, koska roolisi organisaatiossa { $organization } ovat muuttuneet.

## Text messages: one line, short, without a link.

sms-password-changed = { $brand }: tilillesi asetettiin uusi salasana { $at }. Jos et tehnyt tätä, ota meihin heti yhteyttä.
sms-password-changed-help = { $brand }: tilillesi asetettiin uusi salasana { $at }. Jos et tehnyt tätä, ota meihin heti yhteyttä: { $help }.
sms-role-given = { $brand }: { $by } antoi sinulle roolin { $role } organisaatiossa { $organization }.
sms-role-removed = { $brand }: { $by } poisti roolin { $role } organisaatiossa { $organization }.
sms-mandate-offered = { $brand }: { $giver } pyytää sinua asioimaan organisaation { $organization } puolesta roolissa { $role }. Hyväksy tai hylkää kirjautumalla sisään.
sms-mandate-offered-to-organization = { $brand }: { $giver } pyytää organisaatiota { $receiver } asioimaan organisaation { $organization } puolesta roolissa { $role }. Hyväksy tai hylkää kirjautumalla sisään.
sms-mandate-offered-to-client = { $brand }: { $giver } pyytää sinua vastaamaan ohjelmasta { $receiver } organisaatiossa { $organization }. Kirjaudu sisään ja hyväksy tai hylkää.
sms-mandate-accepted = { $brand }: { $receiver } hyväksyi valtuuden asioida organisaation { $organization } puolesta.
sms-mandate-declined = { $brand }: { $receiver } hylkäsi valtuuden asioida organisaation { $organization } puolesta.
sms-mandate-ends-soon = { $brand }: valtuus, jolla { $receiver } asioi organisaation { $organization } puolesta, päättyy { $until }.
sms-mandate-ended = { $brand }: valtuus, jolla { $receiver } asioi organisaation { $organization } puolesta, on päättynyt.

## A new e-mail address or telephone number.

mail-contact-proof-subject = { $code } vahvistaa uuden sähköpostiosoitteesi
mail-contact-proof-lead = Tästä osoitteesta on tulossa tilisi osoite palvelussa { $brand }. Kirjoita tämä koodi sivulle, jolla pyysit muutosta:
mail-contact-proof-minutes =
    { $minutes ->
        [one] Se on voimassa { $minutes } minuutin ja toimii kerran.
       *[other] Se on voimassa { $minutes } minuuttia ja toimii kerran.
    }
mail-contact-proof-button = Tai vahvista osoite täällä
mail-contact-proof-here = Tai vahvista osoite täällä millä tahansa laitteella:
mail-contact-proof-expires = Voit käyttää linkkiä { $at } asti.
mail-contact-proof-ignore = Jos et pyytänyt tätä, jätä viesti huomiotta. Joku on ehkä kirjoittanut osoitteensa väärin, eikä mitään tapahdu ilman sinua.
mail-contact-proof-why = Saat tämän viestin, koska tämä osoite kirjoitettiin palvelussa { $brand } uudeksi osoitteeksi.
mail-contact-taken-subject = Osoitteesi kirjoitettiin palvelussa { $brand }
mail-contact-taken-lead = Joku, jolla on toinen tili palvelussa { $brand }, kirjoitti tämän osoitteen uudeksi osoitteekseen. Se on sinun tilisi osoite, joten mitään ei muutettu.
mail-contact-taken-yours = Jos se olit sinä, sinulla on kaksi tiliä. Kirjaudu tällä osoitteella tai valitse siellä toinen osoite.
mail-contact-taken-ignore = Jos se et ollut sinä, sinun ei tarvitse tehdä mitään.
mail-contact-taken-why = Saat tämän viestin, koska sinulla on tällä osoitteella tili palvelussa { $brand }.
mail-domain-proof-subject = Saako { $organization } kirjata sisään verkkotunnuksen { $domain } henkilöt?
mail-domain-proof-lead = { $organization } on ilmoittanut palvelussa { $brand }, että verkkotunnus { $domain } on sen oma. Se haluaa, että verkkotunnuksen { $domain } osoitteilla kirjaudutaan palvelulla { $connection }.
mail-domain-proof-button = Katso ja vastaa
mail-domain-proof-here = Katso ja vastaa täällä:
mail-domain-proof-expires = Linkki toimii { $at } asti.
mail-domain-proof-ignore = Jos et tiedä asiasta, jätä tämä viesti huomiotta. Mitään ei tapahdu ilman sinua.
mail-domain-proof-why = Saat tämän viestin, koska tämä osoite on sen, joka hoitaa verkkotunnusta { $domain }.
mail-contact-asked-subject-email = Tilisi sähköpostiosoitteen vaihtoa pyydettiin palvelussa { $brand }
mail-contact-asked-subject-further = Sähköpostiosoitteen lisäämistä tiliisi pyydettiin palvelussa { $brand }
mail-contact-asked-subject-phone = Tilisi puhelinnumeron vaihtoa pyydettiin palvelussa { $brand }
mail-contact-asked-email = Joku, joka on kirjautunut tilillesi palvelussa { $brand }, pyysi { $at } vaihtamaan sen sähköpostiosoitteeksi { $to }. Mikään ei muutu, ennen kuin tuo osoite on vahvistettu.
mail-contact-asked-further = Joku, joka on kirjautunut tilillesi palvelussa { $brand }, pyysi { $at } lisäämään siihen sähköpostiosoitteen { $to }. Mikään ei muutu, ennen kuin tuo osoite on vahvistettu.
mail-contact-asked-phone = Joku, joka on kirjautunut tilillesi palvelussa { $brand }, pyysi { $at } vaihtamaan sen puhelinnumeroksi { $to }. Mikään ei muutu, ennen kuin tuo numero on vahvistettu.
mail-contact-asked-yours = Jos se olit sinä, sinun ei tarvitse tehdä mitään.
mail-contact-stop-lead = Jos se et ollut sinä, joku muu käyttää tiliäsi. Pysäytä muutos.
mail-contact-stop-button = Se en ollut minä: pysäytä
mail-contact-stop-here = Jos se et ollut sinä, pysäytä muutos täällä:
mail-contact-stop-effect = Pysäyttäminen kirjaa kaikki ulos tililtäsi, ja valitset uuden salasanan. Jos muutos on jo ehditty tehdä, se perutaan.
mail-contact-added-subject = Tiliisi palvelussa { $brand } lisättiin sähköpostiosoite
mail-contact-added = Tiliisi palvelussa { $brand } lisättiin sähköpostiosoite { $to } { $at }. Sillä voi kirjautua ja valita uuden salasanan.
mail-email-removed-subject = Tämä osoite ei enää kuulu tiliisi palvelussa { $brand }
mail-email-removed-lead = Tämä sähköpostiosoite poistettiin tililtäsi palvelussa { $brand } { $at }. Et voi enää kirjautua sillä.
mail-email-removed-other = Jos se et ollut sinä, kirjaudu pääosoitteellasi, vaihda salasanasi ja lisää tämä osoite uudelleen. Jos et pääse kirjautumaan, ota meihin heti yhteyttä.
mail-email-removed-why = Saat tämän viestin, koska tämä osoite kuului tiliin palvelussa { $brand }.
mail-contact-changed-subject-email = Tilisi sähköpostiosoite palvelussa { $brand } on vaihdettu
mail-contact-changed-subject-phone = Tilisi puhelinnumero palvelussa { $brand } on vaihdettu
mail-contact-changed-email = Tilisi sähköpostiosoitteeksi palvelussa { $brand } vaihdettiin { $to } { $at }.
mail-contact-changed-phone = Tilisi puhelinnumeroksi palvelussa { $brand } vaihdettiin { $to } { $at }.
mail-contact-removed-phone = Tilisi puhelinnumero palvelussa { $brand } poistettiin { $at }.
mail-contact-undo-lead = Jos et tehnyt tätä, joku muu on käyttänyt tiliäsi. Peru muutos.
mail-contact-undo-button = Se en ollut minä: peru muutos
mail-contact-undo-here = Jos se et ollut sinä, peru muutos täällä:
mail-contact-undo-expires = Voit perua sen { $at } asti.
mail-contact-undo-effect = Peruminen kirjaa kaikki ulos tililtäsi, ja valitset uuden salasanan.
mail-contact-changed-why = Saat tämän viestin, koska tilisi muuttui. Näitä viestejä ei voi poistaa käytöstä.
sms-authenticator-added = { $brand }: tilillesi lisättiin toinen tunnistautumistapa { $at }. Jos se et ollut sinä, ota meihin heti yhteyttä.
sms-authenticator-removed = { $brand }: tililtäsi poistettiin toinen tunnistautumistapa { $at }. Jos se et ollut sinä, ota meihin heti yhteyttä.
sms-identity-linked = { $brand }: tilisi yhdistettiin palveluun { $connection } { $at }. Jos se et ollut sinä, ota meihin heti yhteyttä.
sms-identity-unlinked = { $brand }: tilisi yhteys palveluun { $connection } katkaistiin { $at }. Jos se et ollut sinä, ota meihin heti yhteyttä.
sms-authenticators-reset = { $brand }: pääkäyttäjä poisti tilisi lisätunnistautumisen { $at }. Jos et pyytänyt tätä, ota meihin heti yhteyttä.
sms-account-closed = { $brand }: tilisi suljettiin ja se poistetaan { $at }. Säilytä tili kirjautumalla sisään ennen sitä.
sms-approval-reset = { $brand }: { $by } pyysi, että tilisi lisätunnistautuminen poistetaan. Jos et pyytänyt tätä, kirjaudu sisään ja pysäytä se viimeistään { $until }.
sms-approval-recovery = { $brand }: { $by } pyysi, että saat kirjeen uutta salasanaa varten. Jos et pyytänyt tätä, kirjaudu sisään ja pysäytä se viimeistään { $until }.
sms-approval-erase = { $brand }: { $by } pyysi, että tilisi poistetaan. Jos et pyytänyt tätä, kirjaudu sisään ja pysäytä se viimeistään { $until }.
sms-passkey-copied = { $brand }: yhdestä todennusavaimestasi voi olla kopio. Se hylättiin { $at }. Kirjaudu sisään ja poista se.
sms-letter-printed = { $brand }: { $by } tulosti { $at } kirjeen tilisi uutta salasanaa varten. Jos et pyytänyt tätä, ota meihin heti yhteyttä.
sms-contact-asked-email = { $brand }: joku tilillesi kirjautunut pyysi { $at } lisäämään siihen sähköpostiosoitteen { $to }. Jos se et ollut sinä, pysäytä se tästä:
sms-contact-asked-phone = { $brand }: joku tilillesi kirjautunut pyysi { $at } vaihtamaan sen puhelinnumeroksi { $to }. Jos se et ollut sinä, pysäytä se tästä:
sms-contact-undo-email = { $brand }: tilisi sai sähköpostiosoitteen { $to } { $at }. Jos se et ollut sinä, peru se tästä:
sms-contact-undo-phone = { $brand }: tilisi puhelinnumeroksi vaihdettiin { $to } { $at }. Jos se et ollut sinä, peru se tästä:
sms-contact-undo-removed = { $brand }: tilisi puhelinnumero poistettiin { $at }. Jos se et ollut sinä, peru se tästä:
sms-contact-changed = { $brand }: tilisi puhelinnumeroksi vaihdettiin { $to } { $at }. Jos se et ollut sinä, katso heti sähköpostisi.
sms-contact-removed = { $brand }: tilisi puhelinnumero poistettiin { $at }. Jos se et ollut sinä, katso heti sähköpostisi.
mail-account-closed = Suljit tilisi palvelussa { $brand }. Sinut on kirjattu ulos kaikkialta, ja tili poistetaan { $at }.
mail-account-closed-button = Kirjaudu ja säilytä tili
mail-account-closed-keep = Muutitko mieltäsi, tai etkö se ollut sinä? Kirjaudu ennen sitä ja säilytä tili: kaikki on kuten ennen.
mail-account-closed-reminds = Tilisi palvelussa { $brand } on suljettu ja poistetaan { $at }.
mail-account-closed-reminds-subject = Tilisi palvelussa { $brand } poistetaan pian
mail-account-closed-subject = Tilisi palvelussa { $brand } on suljettu
mail-account-closed-why = Saat tämän viestin, koska tällä osoitteella oleva tili suljettiin.
mail-suspended-subject = { $organization } on keskeytetty palvelussa { $brand }
mail-suspended = { $organization } keskeytettiin palvelussa { $brand } { $at }. Kukaan ei voi toimia sen puolesta ennen kuin se palautetaan käyttöön, eikä sen antamilla valtuuksilla ole vaikutusta. Sinä ja työtoverisi pidätte tilinne ja roolinne.
mail-suspended-reason = Syy: { $reason }
mail-suspended-next = Jos tämä on mielestäsi virhe, ota meihin yhteyttä.
mail-resumed-subject = { $organization } toimii taas palvelussa { $brand }
mail-resumed = { $organization } palautettiin käyttöön palvelussa { $brand } { $at }.
mail-resumed-next = Sinä ja työtoverisi voitte taas toimia organisaation { $organization } puolesta samoilla rooleilla kuin ennen.
mail-organization-state-button = Avaa { $brand }
mail-organization-state-here = Avaa { $brand } tästä:
mail-organization-state-why = Saat tämän viestin, koska olet organisaation { $organization } pääkäyttäjä.
mail-approval-subject = Pääkäyttäjät aikovat muuttaa tiliäsi palvelussa { $brand }
mail-approval-reset = { $by } pyysi, että tilisi lisätunnistautuminen palvelussa { $brand } poistetaan. Kun toinen pääkäyttäjä hyväksyy pyynnön, sinut kirjataan ulos kaikkialta ja otat uuden käyttöön.
mail-approval-recovery = { $by } pyysi, että saat linkin uuteen salasanaan palvelussa { $brand }. Kun toinen pääkäyttäjä hyväksyy pyynnön, lähetämme sinulle linkin.
mail-approval-erase = { $by } pyysi, että tilisi palvelussa { $brand } poistetaan henkilötietoineen. Kun toinen pääkäyttäjä hyväksyy pyynnön, kukaan ei voi perua sitä.
mail-approval-reason = Syy: { $reason }
mail-approval-next = Jos et pyytänyt tätä, kirjaudu sisään ja pysäytä se. Pyynnön voi hyväksyä { $until } asti.
mail-approval-button = Katso ja pysäytä pyyntö
mail-approval-here = Katso ja pysäytä pyyntö tästä:
mail-approval-why = Saat tämän viestin, koska joku pyysi muuttamaan tiliäsi. Näitä viestejä ei voi poistaa käytöstä.
mail-copied-subject = Pääsyavaimesi palvelussa { $brand } on ehkä kopioitu
mail-copied = Joku käytti tilisi pääsyavainta palvelussa { $brand } { $at }, ja hylkäsimme sen: avaimen laskuri oli palannut taaksepäin, kuten käy, jos avaimesta on kopio.
mail-copied-next = Kukaan ei päässyt sillä sisään. Poista tämä pääsyavain ja ota uusi käyttöön. Jos et itse yrittänyt kirjautua, vaihda myös salasanasi.
mail-copied-why = Saat tämän viestin, koska tilisi pääsyavain hylättiin. Näitä viestejä ei voi poistaa käytöstä.

## A test of the SMS gateway.

sms-test = Tämä on tekstiviestien koe palvelusta { $brand }. Sinun ei tarvitse tehdä mitään.
mail-sms-test-subject = Koeviesti palvelusta { $brand }
mail-sms-test-why = Saat tämän viestin, koska kokeilit, tulevatko tekstiviestit perille.
