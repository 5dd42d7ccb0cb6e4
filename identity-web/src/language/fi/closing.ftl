### Closing an account, and erasing one.

close-alone =
    { $count ->
        [one] Olet yhden organisaation ainoa pääkäyttäjä. Nimeä ensin joku muu sen pääkäyttäjäksi; sitten voit sulkea tilisi.
       *[other] Olet { $count } organisaation ainoa pääkäyttäjä. Nimeä ensin jokaiseen joku muu pääkäyttäjäksi; sitten voit sulkea tilisi.
    }
close-alone-at = Valitse toinen pääkäyttäjä: { $organization }
close-back = Ei, takaisin
close-button = Sulje tilini
close-data = Haluatko säilyttää kopion tiedoistasi? Lataa ne ensin.
close-lead =
    { $days ->
        [one] Tilisi suljetaan heti ja poistetaan yhden päivän kuluttua.
       *[other] Tilisi suljetaan heti ja poistetaan { $days } päivän kuluttua.
    }
close-link = Sulje tilisi
close-mandate-given = Valtuus ”{ $role }” (organisaatio { $organization }), joka henkilöllä { $receiver } on kauttasi, ei ole voimassa.
close-mandate-held = Valtuutesi ”{ $role }” (organisaatio { $organization }), jonka antoi { $giver }, ei ole voimassa.
close-mandate-show = Näytä valtuus
close-now = Mitä nyt tapahtuu
close-now-leaves = Et voi enää asioida organisaation { $organization } puolesta.
close-now-out = Sinut kirjataan ulos kaikkialta.
close-now-rights = Roolisi ja valtuutesi eivät ole voimassa, eikä se, mitä muilla on kauttasi.
close-then = Mitä sitten tapahtuu
close-then-free = Sähköpostiosoitetta ja käyttäjätunnusta voi käyttää uuteen tiliin.
close-then-gone = Nimi, osoitteet, numerot, kirjautumistavat ja kaikki muut henkilötiedot poistetaan. Roolit, valtuudet ja jäsenyydet päättyvät.
close-then-stays = Organisaatioiden historia säilyy. Siinä tilistä on vain numero, joka ei johda kehenkään. Sopimukset ovat organisaatioiden ja säilyvät.
close-title = Sulje tilisi
close-until = Voit muuttaa mieltäsi { $at } asti
close-until-text = Kirjaudu kuten ennenkin ja säilytä tili: kaikki on kuten ennen. Lähetämme sähköpostin nyt ja kaksi päivää ennen tilin poistamista.
closed-keep = Muutitko mieltäsi? Kirjaudu ennen sitä ja säilytä tili.
closed-lead =
    { $days ->
        [one] Sinut on kirjattu ulos kaikkialta. Tili poistetaan yhden päivän kuluttua.
       *[other] Sinut on kirjattu ulos kaikkialta. Tili poistetaan { $days } päivän kuluttua.
    }
closed-sign-in = Kirjaudu
closed-title = Tilisi on suljettu
erase-button = Poista lopullisesti
erase-effect = { $name } kirjataan heti ulos, ja kaikki henkilötiedot poistetaan: nimi, osoitteet, numerot ja kirjautumistavat.
erase-link = Poista tili
erase-name = Kirjoita varmuuden vuoksi henkilön koko nimi
erase-never-back = Kukaan ei voi perua tätä.
erase-own = Et voi poistattaa omaa tiliäsi täällä. Sulje se tilisi sivulla.
erase-reason = Syy
erase-reason-hint = Se jää historiaan. Älä mainitse siinä henkilöä.
erase-rights = Roolit, valtuudet ja jäsenyydet päättyvät, ja samoin se, mitä muilla on tämän henkilön kautta.
erase-title = Poistetaanko tili: { $name }?
error-erase-name = Kirjoita nimi niin kuin se on tässä: { $name }.
error-erase-name-empty = Kirjoita henkilön nimi.
error-erase-reason = Kirjoita syy yhdelle riville.
error-reason-names-person = Kirjoita syy ilman henkilön nimeä, osoitetta tai numeroa: se jää historiaan.
keep-button = Säilytä tilini
keep-effect = Jos säilytät sen, kaikki on kuten ennen, ja olet kirjautunut.
keep-lead = Tilisi on suljettu ja poistetaan { $at }. Haluatko säilyttää sen?
keep-not = Jos et tee mitään, se poistetaan silloin. Voit sulkea tämän sivun.
keep-title = Säilytetäänkö tilisi?
manage-closed-by-person = Henkilö on itse sulkenut tämän tilin, ja vain hän voi ottaa sen takaisin.
notice-erased = Tili poistettiin.
user-state-closing = Suljettu, poistetaan
history-erased = Poistettu tili ({ $id })
