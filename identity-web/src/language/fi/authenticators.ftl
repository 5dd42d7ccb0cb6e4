### Ways to sign in beside a password: pages where they are set up, used and removed.

authenticator-label = Nimi (vapaaehtoinen)
authenticator-label-hint = Nimi, josta tunnistat sen, esimerkiksi ”Työpuhelin”.
authenticator-label-save = Tallenna nimi
authenticator-label-title = Anna tunnistautumistavalle nimi
authenticator-last-required = Täällä vaaditaan toinen tunnistautumistapa, ja tämä on viimeisesi. Ota ensin käyttöön toinen
authenticator-remove-button = Poista
authenticator-remove-effect = Et voi enää kirjautua sillä. Kerromme poistosta sähköpostilla.
authenticator-remove-last = Se on ainoasi. Myös varakoodisi poistuvat, ja kirjaudut pelkällä salasanalla.
authenticator-remove-title = Poistetaanko ”{ $method }”?
authenticators-too-many = Sinulla on jo niin monta kuin voi olla. Poista ensin jokin
challenge-how-mail_code = Voimme lähettää koodin sähköpostiisi.
challenge-how-other = Kirjoita saamasi koodi.
challenge-how-otp = Avaa todennussovellus ja kirjoita koodi, jonka se näyttää.
challenge-how-pop = Käytä pääsyavainta, jonka olet ottanut käyttöön.
challenge-how-pwd = Pääsyavaimesi kelpasi. Kirjoita vielä salasanasi.
challenge-how-recovery_code = Kirjoita jokin tallettamistasi varakoodeista. Jokainen toimii kerran.
challenge-how-sms = Voimme lähettää koodin puhelimeesi.
challenge-none = Eikö mikään näistä toimi? Pyydä apua yhteyshenkilöltäsi tai meiltä; katso tämän sivun ohje.
challenge-others = Muut tavat
challenge-passkey = Käytä pääsyavaintasi
challenge-title-passkey = Käytä pääsyavaintasi
challenge-title-password = Kirjoita salasanasi
code-again-in =
    { $seconds ->
        [one] Voit pyytää uuden koodin { $seconds } sekunnin kuluttua.
       *[other] Voit pyytää uuden koodin { $seconds } sekunnin kuluttua.
    }
code-expired = Lähettämämme koodi ei ole enää voimassa. Pyydä uusi.
code-send = Lähetä minulle koodi
code-send-again = Lähetä uusi koodi
code-sent =
    { $minutes ->
        [one] Lähetimme koodin: { $target }. Se on voimassa { $minutes } minuutin tai siihen asti, kun pyydät uuden.
       *[other] Lähetimme koodin: { $target }. Se on voimassa { $minutes } minuuttia tai siihen asti, kun pyydät uuden.
    }
enrol-app-code = Kirjoita koodi, jonka sovellus nyt näyttää.
enrol-app-copy = Kopioi
enrol-app-here = Ota sovellus käyttöön tällä laitteella
enrol-app-image = QR-koodi, jossa on avain todennussovellukseesi. Avain on myös tekstinä alla.
enrol-app-key = Jos et voi lukea koodia kameralla, kirjoita tämä avain sovellukseen:
enrol-app-open = Avaa todennussovellus puhelimessasi. Jos sinulla ei ole sellaista, asenna se sovelluskaupasta.
enrol-app-scan = Valitse sovelluksessa tilin lisääminen ja lue tämä koodi kameralla:
enrol-app-title = Ota todennussovellus käyttöön
enrol-back = Ei nyt
enrol-choose-again = Valitse toinen tapa tai korjaa numero
enrol-confirm = Vahvista
enrol-method = Mitä haluat käyttää?
enrol-needed = Kirjautumiseen palveluun { $brand } tarvitaan toinen tunnistautumistapa. Ota sellainen nyt käyttöön; se vie noin kaksi minuuttia.
enrol-needed-for = Palvelun { $service } avaamiseen tarvitaan toinen tunnistautumistapa. Ota sellainen nyt käyttöön; se vie noin kaksi minuuttia.
enrol-number = Puhelinnumero tekstiviestejä varten (vapaaehtoinen)
enrol-number-hint = Maatunnuksen kanssa, esimerkiksi +358 40 123 4567.
enrol-otp-hint = Sovellus puhelimessasi näyttää uuden koodin puolen minuutin välein. Se toimii ilman verkkoa.
enrol-passkey-button = Luo pääsyavain
enrol-passkey-hint = Kirjaudut sormenjäljellä, kasvoilla tai PIN-koodilla, jolla avaat laitteesi lukituksen, tai suojausavaimella. Pääsyavain toimii vain tällä sivustolla, joten kukaan ei voi huijata sitä sinulta.
enrol-passkey-text = Selaimesi kysyy, minne pääsyavain tallennetaan, ja pyytää sormenjälkeä, kasvoja tai PIN-koodia. Me emme näe niitä.
enrol-passkey-title = Luo pääsyavain
enrol-phone-title = Vahvista puhelinnumerosi
enrol-sms-hint = Lähetämme joka kerta koodin puhelimeesi.
enrol-title = Ota käyttöön toinen tunnistautumistapa
error-code-too-soon =
    { $seconds ->
        [one] Lähetimme juuri koodin. Odota { $seconds } sekunti ennen kuin pyydät uuden
       *[other] Lähetimme juuri koodin. Odota { $seconds } sekuntia ennen kuin pyydät uuden
    }
error-codes-too-many = Koodeja on lähetetty liian monta. Yritä huomenna uudelleen tai käytä toista tapaa
error-number-refused = Tähän numeroon ei lähetetä koodeja: se maksaa viestin lähettäjälle. Käytä matkapuhelimen numeroa
error-label = Kirjoita nimi yhdelle riville, enintään 200 merkkiä
error-method = Valitse, mitä haluat käyttää
error-number = Kirjoita puhelinnumero maatunnuksen kanssa, esimerkiksi +358 40 123 4567
manage-reset-again = Uudet otetaan käyttöön, kun kirjautuminen pyytää niitä, tai omalla tilisivulla.
manage-reset-button = Poista lisätunnistautuminen
manage-reset-effect = { $name } menettää kirjautumiseen käytetyt pääsyavaimet, todennussovelluksen, puhelimen ja varakoodit, ja hänet kirjataan heti ulos kaikkialta. Kerromme asiasta sähköpostilla: { $name }.
manage-reset-title = Poistetaanko käyttäjän { $name } lisätunnistautuminen?
method-mail-code = Koodi sähköpostilla
method-named = { $method }
method-passkey = Pääsyavain
method-pwd = Salasana
method-recovery-code = Varakoodi
notice-authenticator-added = Se on käytössä. Kysymme sitä tästä lähtien, kun kirjaudut sisään.
notice-authenticator-removed = Se on poistettu.
notice-code-sent = Lähetimme uuden koodin. Aiempi ei enää toimi.
passkey-not-here = Pääsyavaimet eivät toimi tässä selaimessa, tai skriptit on poistettu siinä käytöstä. Valitse toinen tapa.
recovery-codes-again = Kun olet kirjautunut sisään, voit luoda uudet tililläsi kohdassa ”Näin kirjaudut sisään”.
recovery-codes-continue = Jatka
recovery-codes-copy = Kopioi koodit
recovery-codes-done = Olen tallettanut ne
recovery-codes-file = Varakoodit: { $brand }
recovery-codes-keep = Talleta ne paikkaan, josta löydät ne ilman puhelintasi: paperille tai salasanojen hallintaohjelmaan.
recovery-codes-keep-title = Ota nämä koodit talteen
recovery-codes-lead = Jos kadotat puhelimesi, pääset sisään jollakin näistä koodeista.
recovery-codes-left =
    { $count ->
        [0] Sinulla ei ole enää varakoodeja. Luo uudet.
        [one] Sinulla on { $count } varakoodi jäljellä. Luo pian uudet.
       *[other] Sinulla on { $count } varakoodia jäljellä.
    }
recovery-codes-make = Luo uudet varakoodit
recovery-codes-once = Jokainen koodi toimii kerran. Näytämme ne vain nyt; aiemmat koodit eivät enää toimi.
recovery-codes-print = Tulosta
recovery-codes-save = Tallenna tekstitiedostona
recovery-codes-shown = Varakoodisi luotiin ja näytettiin kerran. Jos et ottanut niitä talteen, luo uudet.
recovery-codes-title = Varakoodit
recovery-codes-what = Pääset jollakin näistä koodeista sisään, kun puhelimesi ei ole mukana. Kun luot uudet, aiemmat eivät enää toimi.
security-add = Ota käyttöön toinen tunnistautumistapa
security-added = Otettu käyttöön
security-backed-up = Se on myös muilla laitteillasi.
security-further = Toinen tunnistautumistapa
security-further-none = Kirjaudut pelkällä salasanalla. Toinen tunnistautumistapa suojaa tilisi, jos joku saa salasanasi tietoonsa.
security-further-on = Kun kirjaudut, kysymme salasanan jälkeen jotakin näistä.
security-label = Nimi
security-link = Näin kirjaudut sisään
security-number = Numero { $number }.
security-remove = Poista
security-title = Näin kirjaudut sisään
sign-in-again = Olet muuttamassa kirjautumistapaasi tai toisen henkilön kirjautumistapaa. Kirjaudu vielä kerran, jotta kukaan muu ei tee sitä puolestasi.
