### Changing the own e-mail address and telephone number.

contact-back = Takaisin omiin tietoihin
contact-button = Lähetä minulle koodi
contact-cancel = Älä vaihda
contact-change = Vaihda
contact-closed-onward = Siirry omaan tiliin
contact-closed-text = Se on jo käytetty, uudempi on lähetetty, tai osoite ei ole kokonainen. Linkki toimii kerran.
contact-closed-title = Tämä linkki ei toimi
contact-confirm = Vahvista
contact-email-title = Vaihda sähköpostiosoitteesi
contact-expired-text = Sen aika on ohi, eikä se muuttanut mitään. Jos tililläsi on jotakin vialla, valitse uusi salasana ja ota meihin yhteyttä.
contact-expired-title = Tämä linkki on vanhentunut
contact-go-on = Kirjoita koodi
contact-lead = Lähetämme koodin uuteen. Mikään ei muutu, ennen kuin olet kirjoittanut sen.
contact-link-proof-button = Vahvista tämä osoite
contact-link-proof-effect = { $after } tulee osoitteen { $before } tilalle. Sen jälkeen kirjaudut sillä, ja viestit tulevat siihen.
contact-link-proof-title = Vahvistetaanko sähköpostiosoitteesi?
contact-link-proof-told = Kerromme siitä vanhaan osoitteeseen.
contact-link-undo-button = Peru muutos
contact-link-undo-email = Tilin sähköpostiosoite on taas { $before } eikä enää { $after }.
contact-link-undo-no-phone = Puhelinnumero { $after } poistetaan tililtä.
contact-link-undo-password = Salasana ei enää toimi. Lähetämme linkin uuden valitsemiseksi sähköpostiosoitteeseesi.
contact-link-undo-phone = Tilin puhelinnumero on taas { $before }.
contact-link-undo-sessions = Kaikki, jotka ovat kirjautuneet tilille, kirjataan ulos kaikkialta.
contact-link-undo-title = Perutaanko tiliisi tehty muutos?
contact-new-email = Uusi sähköpostiosoite
contact-new-email-hint = Sinun on voitava lukea sen viestit nyt.
contact-new-phone = Uusi puhelinnumero
contact-new-phone-hint = Siihen on voitava lähettää tekstiviestejä. Aloita ulkomaan numero merkillä + ja maatunnuksella.
contact-none = Ei ole
contact-not-offered = Emme lähetä tekstiviestejä, joten et voi vahvistaa numeroa täällä. Pyydä yhteyshenkilöäsi merkitsemään se.
contact-not-proved = Ei vahvistettu
contact-not-yours = Et voi muuttaa tätä itse. Omissa tiedoissasi kerrotaan, kuka voi.
contact-old-stays = Vanha pysyy siihen asti. Mikään ei muutu ennen vahvistusta.
contact-phone-title = Vaihda puhelinnumerosi
contact-present = Nyt
contact-remove = Poista numero
contact-remove-button = Poista numero
contact-remove-effect = Numero ei enää kuulu tiliisi.
contact-remove-title = Poistetaanko puhelinnumero { $number }?
contact-remove-told = Kerromme siitä sähköpostilla, ja voit perua poiston seitsemän päivän ajan.
contact-sent =
    { $minutes ->
        [one] Lähetimme koodin: { $contact }. Se on voimassa { $minutes } minuutin.
       *[other] Lähetimme koodin: { $contact }. Se on voimassa { $minutes } minuuttia.
    }
contact-sent-link = Voit myös avata sähköpostissa olevan linkin millä tahansa laitteella.
contact-taken-text = Tämä osoite kuuluu nyt toiselle tilille. Kirjaudu sille tai valitse toinen osoite.
contact-taken-title = Tämä osoite on käytössä
contact-waiting = { $contact } odottaa vahvistustasi.
