### The start page, and what is said of applications that are open.

applications-rights = Nyt avoinna olevat sovellukset voivat käyttää aiempia oikeuksia vielä enintään { $minutes } minuuttia.
applications-some-told = Osa avoinna olevista sovelluksista saa pyynnön kirjata käyttäjän { $name } ulos, muut voivat jatkaa vielä enintään { $minutes } minuuttia.
applications-told = Avoinna olevat sovellukset saavat pyynnön kirjata käyttäjän { $name } ulos.
applications-untold = Sovelluksille, jotka käyttäjällä { $name } on avoinna, ei voida ilmoittaa asiasta. Ne voivat jatkaa vielä enintään { $minutes } minuuttia.
home-account = Sinä
home-account-hint = Omat tietosi, roolisi ja paikat, joissa olet kirjautuneena.
home-application-for = Organisaatiot: { $organizations }
home-applications = Palvelusi
home-open = Toimit nyt organisaation { $organization } puolesta.
home-closed-for = { $service }, organisaatiolle { $organization }
home-mandates-hint = Organisaatiot, joiden puolesta asioit, ja henkilöt, jotka asioivat puolestasi.
home-mandates-offered =
    { $count ->
        [one] { $count } valtuus odottaa vastaustasi.
       *[other] { $count } valtuutta odottaa vastaustasi.
    }
home-no-applications-administrator = Et voi itse avata mitään palvelua. Palvelun avaamiseen tarvitaan organisaation sopimus palvelusta ja sinulle siellä rooli, jolla palvelua käytetään.
home-no-applications-nowhere = Et voi avata mitään palvelua, koska et nyt kuulu mihinkään organisaatioon etkä asioi minkään puolesta.
home-no-applications = Et voi vielä avata mitään palvelua. Palvelun avaamiseen tarvitaan organisaatiosi sopimus palvelusta ja yhteyshenkilösi antama rooli.
home-offers =
    { $count ->
        [one] { $count } valtuus, jota tarjotaan organisaatiolle { $organization }, odottaa vastausta.
       *[other] { $count } valtuutta, joita tarjotaan organisaatiolle { $organization }, odottaa vastausta.
    }
home-organization-hint = Henkilöt, roolit ja kutsut.
home-organizations = Organisaatiosi
home-title = Tervetuloa, { $name }
home-waiting = Odottaa sinua
notice-application-withdrawn = Sovellus ei saa enää tietoja sinusta. Se kysyy uudelleen, kun kirjaudut siihen seuraavan kerran.
own-applications-back = Takaisin tiliisi
own-applications-link = Sovellukset, jotka tuntevat sinut
own-applications-may = Se saa:
own-applications-none = Mikään sovellus ei tunne sinua.
own-applications-not-asked = Sinulta ei kysytty, koska se on meidän sovelluksemme.
own-applications-since = Alkaen
own-applications-title = Sovellukset, jotka tuntevat sinut
own-applications-what = Tästä näet, mitä olet antanut sovellusten tietää. Kun perut luvan, sovellus ei enää näe tietojasi, ja se kysyy sinulta uudelleen seuraavalla kerralla. Sen sinusta tallentamat tiedot jäävät sinne; pyydä sovelluksen tarjoajaa poistamaan ne.
own-applications-withdraw = Peru lupa
