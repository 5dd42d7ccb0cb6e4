### Signing in and out, and going on to a service.

already-signed-in-button = Siirry palveluun { $service }
already-signed-in-late = { $service } ei enää odottanut tätä kirjautumista. Avaa palvelu uudelleen: kirjautumisesi on yhä voimassa.
already-signed-in-text = Tämä kirjautuminen on valmis: { $service } sai tiedon siitä, kuka olet.
already-signed-in-title = Olet kirjautunut sisään
acting-for-by-mandate = Valtuudella
acting-for-link = Vaihda organisaatiota
challenge-code = Koodi
challenge-lead = Vahvista vielä kerran henkilöllisyytesi, niin voit kirjautua palveluun { $brand }.
challenge-lead-for = Vahvista vielä kerran henkilöllisyytesi, niin voit avata palvelun { $service }.
challenge-title = Kirjoita koodi
choose-hint = Voit vaihtaa valintaa myöhemmin valikosta.
choose-legend = Minkä organisaation puolesta haluat asioida?
choose-title = Avaa palvelu { $service }
choose-title-plain = Vaihda organisaatiota
onward-button = Jatka
onward-text = Jatka palveluun { $service }. Jos mitään ei tapahdu, paina painiketta.
onward-title = Jatka palveluun { $service }
refused-back = Takaisin palveluun { $service }
refused-contact-administrator = Pyydä organisaatiosi yhteyshenkilöltä käyttöoikeutta palveluun { $service }.
refused-contact-operator = Jos tässä on mielestäsi virhe, ota meihin yhteyttä. Yhteystiedot ovat tämän sivun ohjeessa.
refused-home = Siirry palveluun { $brand }
refused-host = Palvelun säännöt eivät salli sinun kirjautua nyt. Pyydä meiltä apua: katso tämän sivun Ohje
refused-no-further-proof = Kirjautumiseen tarvitaan toinen tunnistautumistapa, eikä sinulla ole sellaista käytössä. Pyydä tilisi pääkäyttäjää ottamaan sellainen käyttöön
refused-other = Olet yhä kirjautuneena sisään.
refused-title = Et voi avata palvelua { $service }
sign-in-button = Kirjaudu sisään
sign-in-identifier = Käyttäjätunnus tai sähköpostiosoite
sign-in-lead-for = Jatka palveluun { $service } palvelun { $brand } tunnuksillasi.
sign-in-passkey = Kirjaudu pääsyavaimella
sign-in-password = Salasana
sign-in-refused = Kirjautuminen ei onnistunut. Tarkista käyttäjätunnus tai sähköpostiosoite ja salasana. Jos olet yrittänyt monta kertaa, odota { $minutes } minuuttia
sign-in-title = Kirjaudu palveluun { $brand }
sign-in-title-for = Kirjaudu palveluun { $service }
sign-out-button = Kirjaudu ulos
sign-out-link = Kirjaudu ulos
sign-out-services = Sinut kirjataan ulos myös näistä palveluista:
sign-out-stay = Pysy kirjautuneena
sign-out-title = Kirjaudutko ulos palvelusta { $brand }?
signed-out-again = Kirjaudu uudelleen sisään
signed-out-closed = Kirjauduttu ulos
signed-out-continue = Jatka palveluun { $service }
signed-out-continue-page = Jatka
signed-out-open = Ei vastausta
signed-out-open-hint = { $service } ei vastannut. Kirjaudu ulos myös siellä tai sulje selain.
signed-out-partial = Ei kaikkialta
signed-out-partial-hint = { $service } vastasi, ettei se voinut kirjata sinua ulos kaikkialta. Kirjaudu ulos myös siellä tai sulje selain.
signed-out-queued = Kesken
signed-out-queued-hint = Ilmoitamme uloskirjautumisesta parhaillaan: { $service }.
signed-out-retried = Ei tavoitettu
signed-out-retried-hint = { $service } ei vastaa. Yritämme edelleen; siihen asti saatat olla siellä yhä kirjautuneena.
signed-out-shared = Jos muutkin käyttävät tätä tietokonetta, sulje myös selain.
signed-out-telling = Kesken
signed-out-text = Olet kirjautunut ulos palvelusta { $brand }.
signed-out-there = Kirjaudu ulos palvelussa { $service }
signed-out-title = Olet kirjautunut ulos
signed-out-untold = Ei ilmoitettu
signed-out-untold-hint = { $service } ei voi saada tietoa uloskirjautumisestasi. Kirjaudu ulos myös siellä tai sulje selain.
signing-out-skip = Jatka odottamatta
signing-out-text = Olet kirjautunut täältä ulos. Ilmoitamme siitä käyttämillesi palveluille; se kestää muutaman sekunnin.
signing-out-title = Sinua kirjataan ulos
refused-detail-request = Pyyntö
refused-detail-service = Palvelu
method-key = Pääsyavain tai suojausavain
method-otp = Koodi todennussovelluksesta
method-sms = Koodi tekstiviestillä
method-tel = Koodi puhelulla
policy-days = Selaimen muistaminen (vapaaehtoinen)
policy-days-count =
    { $count ->
        [one] Enintään { $count } päivä
       *[other] Enintään { $count } päivää
    }
policy-days-deployment =
    { $count ->
        [0] Ei koskaan, kuten muuallakin täällä
        [one] Kuten muuallakin täällä: enintään { $count } päivä
       *[other] Kuten muuallakin täällä: enintään { $count } päivää
    }
policy-days-hint = Selaimessa, jonka joku on pyytänyt muistamaan, toista tunnistautumistapaa ei kysytä joka kerta.
policy-days-never = Ei koskaan
policy-factors = Miten kirjaudutaan
policy-factors-one = Salasana riittää, ellei toista tunnistautumistapaa ole otettu käyttöön
policy-factors-two = Toinen tunnistautumistapa tarvitaan aina
policy-methods = Kelpaavat toiset tunnistautumistavat (vapaaehtoinen)
policy-methods-hint = Jos et valitse mitään, kaikki kelpaavat. Varakoodit auttavat aina.
policy-save = Tallenna vaatimukset
policy-title = Kirjautuminen: { $organization }
policy-what = Tätä vaaditaan organisaation { $organization } ja sen kaikkien osien henkilöiltä, minne tahansa he kirjautuvat. Myös muut heitä koskevat vaatimukset ovat voimassa.
policy-when = Tämä on voimassa seuraavasta kirjautumisesta alkaen. Nyt kirjautuneina olevat pysyvät kirjautuneina. Ne, joilla ei ole toista tunnistautumistapaa, ohjataan ottamaan sellainen käyttöön.
remember-choice =
    { $days ->
        [one] Älä kysy sitä täällä { $days } päivään
       *[other] Älä kysy sitä täällä { $days } päivään
    }
remember-hint = Vain omalla laitteellasi.
remember-legend = Tämä selain (vapaaehtoinen)
policy-four-eyes = Kahden pääkäyttäjän apu
policy-four-eyes-choice = Vaadi toinen pääkäyttäjä

consent-title = Saako { $service } kirjata sinut sisään?
consent-lead = { $service } pyytää lupaa:
consent-button = Salli
consent-decline = Älä salli
consent-later = Voit perua luvan milloin tahansa tilisi sivulla.
scope-openid = tietää, kuka olet, kenen puolesta toimit ja mitä rooleja sinulla siellä on
scope-profile = tietää nimesi ja kielesi
scope-email = tietää sähköpostiosoitteesi
scope-phone = tietää puhelinnumerosi
scope-offline-access = pysyä yhteydessä, kun olet poissa
scope-other = käyttää toimintoa ”{ $scope }” puolestasi
openid-client = Sovellusta ei tunneta täällä, tai sillä ei kirjauduta. Aloita uudelleen sovelluksesta ja kerro sen tukeen, jos tilanne ei muutu.
openid-redirect-uri = Sovellus pyysi vastausta osoitteeseen, jota se ei ole rekisteröinyt, joten sinne ei lähetetty mitään. Kerro siitä sovelluksen tukeen.
openid-too-long = Sovelluksen pyyntö on liian pitkä.
policy-four-eyes-hint = Tarvitaanko toinen pääkäyttäjä, kun henkilön lisätunnistautuminen poistetaan, hänelle lähetetään linkki uuteen salasanaan tai hänen tilinsä poistetaan. Jos poistat tämän käytöstä, muutos tulee voimaan vuorokauden kuluttua.
policy-four-eyes-everywhere = Täällä tarvitaan aina toinen pääkäyttäjä, kun henkilön lisätunnistautuminen poistetaan tai hänelle lähetetään linkki uuteen salasanaan.
