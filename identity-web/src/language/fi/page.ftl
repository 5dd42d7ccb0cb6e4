### The frame of every page, and what all pages share.

banner-label = Organisaatio, jonka puolesta asioit
banner-leave = Poistu tästä organisaatiosta
banner-mandate = Asioit organisaation { $organization } puolesta. Tämän oikeuden antoi { $giver }.
banner-mandate-open = Voit asioida organisaation { $organization } puolesta. Tämän oikeuden antoi { $giver }. Et juuri nyt asioi sen puolesta.
banner-staff = Työskentelet organisaatiossa { $organization } palveluntarjoajan { $operator } edustajana
banner-stop = Lopeta asiointi organisaation { $organization } puolesta
banner-suspended = { $organization } on keskeytetty, joten sen puolesta ei voi tehdä nyt mitään. Sen pääkäyttäjille on kerrottu syy. Voit jatkaa toisen organisaation puolesta.
confirm-back = Ei, palaa takaisin
copy-done = Kopioitu
header-acting-for = asioit organisaation puolesta:
help-link = Ohje
help-none = Kysy siltä organisaatiosi henkilöltä, joka antoi sinulle käyttöoikeuden.
help-or = tai
help-text = Ota meihin yhteyttä:
help-title = Ohje
language-label = Kieli
list-ascending = nouseva järjestys
list-clear = Näytä kaikki
list-count =
    { $count ->
        [one] { $figure } rivi
       *[other] { $figure } riviä
    }
list-count-more = yli { $figure } riviä
list-descending = laskeva järjestys
list-export = Lataa tiedostona (CSV)
list-filtered = Haun ”{ $query }” tulokset.
list-next = Seuraava sivu
list-previous = Edellinen sivu
list-range = { $first }–{ $last }, yhteensä { $all }
list-range-more = { $first }–{ $last }, yhteensä yli { $all }
list-role = Rooli
list-role-all = Kaikki roolit
list-search = Hae
list-show = Näytä
list-size = { $count } riviä sivulla
list-sort = Järjestä:
list-state = Tila
list-state-all = Kaikki tilat
nav-account = Oma tili
nav-home = Etusivu
nav-label = Päävalikko
nav-mandates = Valtuudet
nav-mandates-offered =
    { $count ->
        [one] Valtuudet ({ $count } uusi)
       *[other] Valtuudet ({ $count } uutta)
    }
nav-organization = { $organization }
nav-organizations = Organisaatiot
next-title = Mitä voit tehdä
notice-changed = Muutos on tallennettu ja tulee voimaan heti.
notice-contact-changed = Muutos on tehty. Kerroimme siitä tilin aiempaan sähköpostiosoitteeseen.
notice-contact-undone = Muutos on peruttu, ja kaikki on kirjattu ulos tililtä. Lähetimme sähköpostiosoitteeseesi linkin uuden salasanan valitsemiseen.
notice-given-back = Olet luopunut roolista. Muutos tulee voimaan heti.
notice-granted = Rooli on annettu ja tulee voimaan heti.
notice-invitation-cancelled = Kutsu on peruttu. Sen linkki ei enää toimi.
notice-invitation-resent = Kutsu lähetetään uudelleen uuden linkin kanssa. Aiempi linkki ei enää toimi.
notice-invited = Kutsu on luotu. Lähetämme sähköpostin.
notice-joined = Olet hyväksynyt kutsun.
notice-left = Olet eronnut organisaatiosta. Muutos tulee voimaan heti.
notice-mandate-accepted = Olet hyväksynyt valtuuden. Se on nyt voimassa.
notice-mandate-declined = Olet hylännyt valtuuden.
notice-mandate-ended = Valtuus ja kaikki, mitä siitä on annettu edelleen, ovat päättyneet.
notice-mandate-offered = Lähetämme saajalle sähköpostin. Valtuus alkaa, kun saaja hyväksyy sen.
notice-mandate-given-to-program = Ohjelmalla on nyt valtuus, ja sinä vastaat siitä.
notice-program-granted = Ohjelmalla on nyt rooli.
notice-program-stopped = Ohjelma on pysäytetty täällä. Muutos tulee voimaan heti.
notice-password-changed = Uusi salasanasi on asetettu. Sinut kirjattiin ulos kaikkialta muualta.
notice-removed = Henkilö on poistettu organisaatiosta. Muutos tulee voimaan heti.
notice-revoked = Rooli on poistettu. Muutos tulee voimaan heti.
notice-saved = Tietosi on tallennettu.
notice-session-ended = Selain on kirjattu ulos.
notice-sessions-ended = Sinut on kirjattu ulos kaikkialta muualta.
notice-stopped = Et enää asioi organisaation puolesta.
notice-resumed = Organisaatio palautettiin käyttöön. Kaikki toimii taas.
notice-suspended = Organisaatio keskeytettiin. Muutos on voimassa heti.
notice-switched = Asioit nyt toisen organisaation puolesta.
skip = Siirry pääsisältöön
session-warning-stay = Pysy kirjautuneena
session-warning-text = Et ole käyttänyt tätä sivua hetkeen. Sinut kirjataan ulos kahden minuutin kuluttua, ellet jää.
session-warning-title = Oletko vielä paikalla?
notice-browser-forgotten = Toinen tunnistautumistapa kysytään siinä selaimessa taas.
notice-account-created = Tili luotiin.
notice-link-sent = Lähetämme sähköpostin, jossa linkki on. Aiemmat linkit eivät enää toimi.
notice-email-added = Osoite lisättiin. Voit nyt kirjautua sillä. Kerroimme siitä pääosoitteeseesi.
notice-email-main = Se on nyt pääosoitteesi. Kerroimme siitä aiempaan.
notice-email-removed = Osoite poistettiin. Kerroimme siitä siihen.
notice-contact-stopped = Muutos on pysäytetty, ja kaikki on kirjattu ulos tililtä. Lähetimme sähköpostiosoitteeseesi linkin uuden salasanan valitsemiseen.
