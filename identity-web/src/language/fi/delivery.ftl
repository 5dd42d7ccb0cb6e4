### Where a mail got to, and the development inbox.

delivery-failed = Lähetys epäonnistui
delivery-queued = Odottaa lähetystä
delivery-reason = Sähköpostipalvelin vastasi: { $reason }
delivery-sent = Lähetetty
dev-back = Kaikki viestit
dev-caption = Lähtevät viestit, uusin ensin
dev-channel = Lähetystapa
dev-html = HTML-muodossa
dev-lead = Sähköpostit ja tekstiviestit, jotka tämä kehityspalvelin lähettäisi.
dev-links = Tämän viestin linkit
dev-no-subject = (ei aihetta)
dev-none = Viestejä ei vielä ole.
dev-receiver = Vastaanottaja
dev-subject = Aihe
dev-text = Tekstinä
dev-time = Luotu
dev-title = Kehityksen viestit
dev-to = Näytä vain viestit vastaanottajalle
delivery-invitation-accepted = Kutsu oli jo hyväksytty.
delivery-invitation-cancelled = Kutsu oli jo peruttu.
delivery-invitation-expired = Kutsu vanheni ennen kuin viesti voitiin lähettää.
delivery-invitation-gone = Kutsua ei enää ole.
delivery-no-answer = Sähköposti- tai viestipalvelu ei vastannut ajoissa.
delivery-no-transport = Tällaisten viestien lähetystapaa ei ole määritetty.
delivery-superseded = Sen sijaan lähetettiin uudempi viesti.
delivery-unreadable = Viestiä ei voitu lukea.
dev-channel-email = sähköposti
dev-channel-sms = tekstiviesti
sms-title = Tekstiviestit
sms-link = Miten tekstiviestit lähetetään
sms-what = Kirjautumiskoodit lähtevät tekstiviesteinä yhdyskäytävän kautta. Voit käyttää muuta kuin sitä, jolla palvelin käynnistettiin, käynnistämättä palvelinta uudelleen.
sms-format = Yhdyskäytävä
sms-format-configured = Se, jolla palvelin käynnistettiin
sms-format-get = Toinen, jota kutsutaan GET-pyynnöllä
sms-format-form = Toinen, jota kutsutaan POST-pyynnöllä ja lomakkeella
sms-format-json = Toinen, jota kutsutaan POST-pyynnöllä ja JSON-muodossa
sms-address = Osoite (valinnainen)
sms-address-hint = Esimerkiksi https://sms.example/send?to={"{"}number{"}"}&text={"{"}text{"}"}. Kohtiin {"{"}number{"}"} ja {"{"}text{"}"} panemme puhelinnumeron ja viestin.
sms-values = Muut arvot (valinnainen)
sms-values-hint = Kirjoitetaan näin: from=SmartPlan&to={"{"}number{"}"}&text={"{"}text{"}"}. Ne lisätään osoitteeseen tai lähetetään lomakkeessa tai JSON-muodossa.
sms-secret = Yhdyskäytävän avain tai salasana (valinnainen)
sms-secret-hint = Kirjoita {"{"}secret{"}"} osoitteeseen tai arvoihin siihen kohtaan, johon se kuuluu. Muuten lähetämme sen bearer-tunnisteena. Se säilytetään salattuna, eikä sitä näytetä enää.
sms-secret-hint-stored = Avain on tallessa. Jätä tyhjäksi, jos haluat pitää sen. Se pysyy, kun osoite vie samalle palvelimelle.
sms-secret-stored = Tallennettu avain (valinnainen)
sms-secret-forget = Unohda tallennettu avain
sms-proposal-title = Odottaa toista pääkäyttäjää
sms-proposal-by = { $name } haluaa, että tekstiviestit lähetetään näin. Hyväksy vain, jos tunnet tämän yhdyskäytävän: sitä hoitava näkee jokaisen koodin.
sms-nothing-waits = Mikään ei enää odota toista pääkäyttäjää.
sms-digits = Koodin numerot (valinnainen)
sms-digits-hint = Koskee kaikkia koodeja, jotka lähetämme, myös sähköpostitse.
sms-digits-configured =
    { $count ->
        [one] Kuten palvelin käynnistettiin: { $count }
       *[other] Kuten palvelin käynnistettiin: { $count }
    }
sms-digits-count =
    { $count ->
        [one] { $count } numero
       *[other] { $count } numeroa
    }
sms-when = Tämä on voimassa seuraavasta viestistä alkaen. Odottavat viestit lähtevät uuden yhdyskäytävän kautta.
sms-save = Tallenna
sms-test-title = Kokeile
sms-test-what = Lähetämme viestin omaan numeroosi { $number } viimeksi tallennetuilla asetuksilla.
sms-test-send = Lähetä koeviesti
sms-test-to = Koeviesti numeroon { $number }
sms-test-waits = Se lähtee hetken kuluttua.
sms-test-sent = Yhdyskäytävä otti viestin vastaan. Jos viesti ei tule minuutissa, katso yhdyskäytävän lokia.
sms-test-key = Yhdyskäytävä ei hyväksynyt avainta tai salasanaa ({ $status }). Tarkista ne ja missä {"{"}secret{"}"} on.
sms-test-address = Tässä osoitteessa ei ole yhdyskäytävää ({ $status }). Tarkista osoite ja haluaako se GET- vai POST-pyynnön.
sms-test-values = Yhdyskäytävä ei hyväksynyt viestiä ({ $status }). Tarkista arvojen nimet.
sms-test-moved = Yhdyskäytävä ohjaa toiseen osoitteeseen ({ $status }), johon emme siirry. Anna se osoite.
sms-test-many = Yhdyskäytävä ei nyt ota sinulta enempää viestejä ({ $status }). Yritä myöhemmin uudelleen.
sms-test-broken = Yhdyskäytävässä itsessään on vika ({ $status }). Yritä myöhemmin uudelleen tai kysy sen ylläpidolta.
sms-test-unreached = Yhdyskäytävään ei saatu yhteyttä. Tarkista osoite.
sms-test-failed = Viestiä ei voitu lähettää.
sms-test-said = Vastaus oli:
sms-test-again = Katso, onko se lähtenyt
sms-no-number = Kokeilua varten tililläsi on oltava puhelinnumero.
sms-add-number = Lisää numero
error-sms-format = Valitse yhdyskäytävä.
error-sms-address = Anna yhdyskäytävän osoite. Sen alussa on https://
error-sms-address-secure = Osoitteen alussa on oltava https://, koska muuten koodit olisivat matkalla luettavissa.
error-sms-address-public = Tämä osoite vie tälle palvelimelle tai yksityiseen verkkoon. Siellä oleva yhdyskäytävä annetaan palvelimen asetuksissa.
error-sms-address-parts = Jätä pois käyttäjätunnus ennen @-merkkiä ja se, mitä on #-merkin jälkeen.
error-sms-place = Kirjoita {"{"}number{"}"} ja {"{"}text{"}"} osoitteeseen tai arvoihin, jotta yhdyskäytävä saa ne.
error-sms-values = Kirjoita arvot muodossa nimi=arvo, välissä &: enintään 20, kukin nimi kerran.
error-sms-secret = Anna avain ASCII-kirjaimin, numeroin ja merkein, ilman välilyöntejä.
error-sms-secret-missing = Osoitteessa tai arvoissa on {"{"}secret{"}"}. Anna avain, joka tulee sen tilalle.
error-sms-other-server = Tallennettu avain oli toista palvelinta varten. Anna tämän palvelimen avain tai unohda tallennettu.
error-sms-digits = Valitse 6, 7 tai 8 numeroa.
notice-sms-changed = Se tallennettiin ja on voimassa seuraavasta viestistä alkaen.
notice-sms-proposed = Toisen pääkäyttäjän on nyt hyväksyttävä tämä. Siihen asti mikään ei muutu.
notice-sms-tested = Koeviesti on matkalla.
