### Connections to identity providers elsewhere, for those who manage them.

connection-ask-again = Päiviä, kunnes kysymme uudelleen (valinnainen)
connection-ask-again-hint = Kun joku on vastannut ”ei nyt”. Tyhjä tarkoittaa 30.
connection-attempts = Epäonnistuneet kirjautumiset
connection-benefit-en = Kirjautumissivun teksti englanniksi (valinnainen)
connection-benefit-fi = Kirjautumissivun teksti suomeksi (valinnainen)
connection-benefit-hint = Yksi virke siitä, mitä hyötyä siitä on.
connection-benefit-sv = Kirjautumissivun teksti ruotsiksi (valinnainen)
connection-break-glass = Ketkä säilyttävät salasanansa (valinnainen)
connection-break-glass-hint = Valitse vähintään yksi.
connection-check-algorithm = Vastaus on allekirjoitettu heikolla tai kielletyllä algoritmilla. Valitse palvelussa RS256, ES256 tai SHA-256.
connection-check-audience = Vastaus on tarkoitettu muulle. Syötä entity ID:mme tai asiakastunnus palveluun täsmälleen kuten tällä sivulla.
connection-check-cancelled = Henkilö palasi takaisin tai palvelu ei päästänyt häntä sisään. Yhteydessä ei ole vikaa.
connection-check-client = Palvelu ei hyväksynyt asiakastunnustamme tai salaisuutta tai hylkäsi koodin. Syötä nykyinen salaisuus tänne.
connection-check-clock = Vastaus tuli liian myöhään tai liian aikaisin. Aseta palvelun kello ja katso, odottiko henkilö kauan.
connection-check-destination = Vastaus on tehty toiselle osoitteelle. Syötä vastausosoitteemme (ACS) palveluun täsmälleen kuten tällä sivulla.
connection-check-fresh = Palvelu ei pyytänyt henkilöä kirjautumaan uudelleen, vaikka pyysimme. Tarkista sen asetukset: ForceAuthn tai prompt=login.
connection-check-issuer = Vastauksessa tai kuvauksessa on toinen issuer kuin tässä yhteydessä. Vertaa entity ID- tai issuer-arvoa kirjain kirjaimelta.
connection-check-other = Vastaus hylättiin. Koodi kertoo, mikä tarkistus epäonnistui.
connection-check-provider = Palvelu vastasi, että siellä epäonnistui jokin. Sen oma loki kertoo mikä.
connection-check-replayed = Vastaus ei kuulu mihinkään odottavaan kirjautumiseen tai se on jo käytetty. Jos näin käy usein, tarkista, toistaako jokin välissä viestejä.
connection-check-signature = Vastausta ei ole allekirjoitettu, tai avain on meille tuntematon. Jos palvelulla on uusi avain, anna uudemmat metatiedot.
connection-check-subject = Vastauksessa ei ole henkilön pysyvää tunnistetta. Aseta palvelu lähettämään pysyvä NameID tai nimeä attribuutti täällä.
connection-check-tenant = Henkilö kuuluu vuokraajaan, jota ei päästetä sisään. Lisää sen tunniste, jos se on omanne.
connection-check-unreachable = Tunnistuspalvelu ei vastannut tai ei vastannut ajoissa. Kysy tunnistuspalvelusta; sillä välin voi kirjautua muilla tavoilla.
connection-client-id = Asiakastunnus (client ID)
connection-client-id-hint = Nimi, jolla palvelu tuntee meidät.
connection-client-secret = Asiakassalaisuus (valinnainen)
connection-client-secret-hint = Säilytämme sen salattuna emmekä näytä sitä koskaan. Jos salaisuus on jo tallennettu, tyhjä kenttä säilyttää sen.
connection-contexts = Tunnistustavat, jotka ovat kaksivaiheisia (valinnainen)
connection-contexts-hint = AuthnContextClassRef- tai acr-arvot, yksi rivillä.
connection-disabled-button = Poista käytöstä
connection-disabled-effect = Kukaan ei voi kirjautua palvelulla { $name }, ennen kuin otat sen taas käyttöön. Tilit pysyvät ennallaan.
connection-disabled-linked =
    { $count ->
        [one] Siihen on yhdistetty yksi tili. Sen omistaja tarvitsee sillä välin muun tavan kirjautua.
       *[other] Siihen on yhdistetty { $count } tiliä. Niiden omistajat tarvitsevat sillä välin muun tavan kirjautua.
    }
connection-disabled-title = Poistetaanko { $name } käytöstä?
connection-domain = Verkkotunnus
connection-domain-add = Lisää verkkotunnus
connection-domain-hint = Se, mikä on @-merkin jälkeen, esimerkiksi citygroup.example.
connection-domains = Sähköpostin verkkotunnukset
connection-domains-link = Muuta verkkotunnuksia
connection-domains-title = Verkkotunnukset: { $name }
connection-domains-what = Kun kirjautumissivulla annetaan jonkin näistä verkkotunnuksista osoite, kirjautuminen ohjataan palveluun { $name }.
connection-edit-lead-openid = Muutokset vaikuttavat seuraavasta kirjautumisesta. Kokeile yhteyttä sen jälkeen uudelleen.
connection-edit-lead-saml = Osoitteet ja avaimet tulevat metatiedoista, joilla on oma sivunsa.
connection-edit-title = Muokkaa: { $name }
connection-email-name = Sähköpostiosoite (valinnainen)
connection-enabled-button = Ota käyttöön kaikille
connection-enabled-effect = Kaikki, joille { $name } on tarkoitettu, voivat kirjautua sillä.
connection-enabled-title = Otetaanko { $name } käyttöön?
connection-entity = Mikä tunnistuspalvelu?
connection-entity-hint = Metatiedoissa on useita.
connection-fact-issuer = Issuer
connection-fact-scopes = Mitä pyydämme
connection-fact-subject = Attribuutti, jossa henkilön tunniste on
connection-fact-tenants = Vuokraajat
connection-family-name = Sukunimi (valinnainen)
connection-given-name = Etunimi (valinnainen)
connection-google-secret = Asiakassalaisuus
connection-google-secret-hint = Google näyttää sen asiakastunnuksen vieressä. Säilytämme sen salattuna emmekä näytä sitä koskaan.
connection-issuer = Issuer
connection-issuer-hint = Täsmälleen kuten palvelu sen kirjoittaa, esimerkiksi https://login.example.com.
connection-least-level = Alin riittävä taso (valinnainen)
connection-least-level-hint = Jokin yllä olevista. Sitä alemmalla tulevaa neuvotaan nostamaan tasoa.
connection-level-name = Varmuustaso (valinnainen)
connection-levels = Sen varmuustasot (valinnainen)
connection-levels-heading = Kuinka varma tunnistus on
connection-levels-hint = Yksi rivillä, alin ensin.
connection-levels-what = Vain jos palvelu kertoo, kuinka varmasti se tuntee henkilön. Arvot ovat sen käyttöohjeessa.
connection-linked =
    { $count ->
        [one] Yksi tili on yhdistetty siihen.
       *[other] { $count } tiliä on yhdistetty siihen.
    }
connection-linking = Joku kirjautuu täkäläisellä tilillään
connection-linking-allowed = Tilin voi yhdistää omalla tilisivulla
connection-linking-allowed-hint = Keneltäkään ei kysytä.
connection-linking-off = Yhdistämistä ei tarjota eikä sallita
connection-linking-off-hint = Vain tunnistuspalvelun kautta tulevat yhdistetään.
connection-linking-offered = Yhdistämistä tarjotaan, ja siitä voi kieltäytyä
connection-linking-offered-hint = Kirjautumisen jälkeen, ennen kuin he jatkavat.
connection-linking-required = Tili on yhdistettävä ennen jatkamista
connection-linking-required-hint = Siirtymäajalle, ennen kuin kirjaudutaan vain sillä.
connection-logout-url = Uloskirjautumisosoite
connection-mailbox = Kuka vahvistaa, että se on teidän
connection-mailbox-administrator = verkkotunnuksen administrator@
connection-mailbox-hint = Lähetämme linkin tähän postilaatikkoon, ellei asiakasrekisterissä jo ole, että verkkotunnus on teidän.
connection-mailbox-hostmaster = verkkotunnuksen hostmaster@
connection-mailbox-postmaster = verkkotunnuksen postmaster@
connection-metadata-lead = Jokainen SAML-tunnistuspalvelu osaa näyttää metatietonsa. Anna ne tiedostona, osoitteena tai tekstinä.
connection-name = Nimi
connection-name-hint = Näin nimi näkyy kirjautumissivulla: ”Kirjaudu: City Group”.
connection-names-heading = Millä nimillä se lähettää tiedot
connection-names-hint = Attribuutin tai claimin nimi.
connection-names-what = Jätä tyhjiksi, ellei palvelu käytä omia nimiään.
connection-new-google = Google
connection-new-hint-google = Kaikki on valmiina asiakastunnusta ja salaisuutta lukuun ottamatta.
connection-new-hint-openid = Palveluille, jotka antavat asiakastunnuksen ja salaisuuden.
connection-new-hint-saml = Useimmille yritysten hakemistoille, kuten AD FS, Entra ID, Keycloak tai Shibboleth.
connection-new-lead = Miten tunnistuspalvelu yhdistetään? Kysy sitä hoitavilta.
connection-new-lead-google = Luo Google Cloud -konsolissa asiakastunnus verkkosovellukselle ja syötä sinne paluuosoitteemme.
connection-new-lead-openid = Syötä ensin paluuosoitteemme palveluun. Se antaa sitten asiakastunnuksen ja salaisuuden.
connection-new-link = Luo yhteys
connection-new-openid = OpenID Connect -yhteys
connection-new-saml = SAML 2.0 -yhteys
connection-new-title = Luo yhteys
connection-no-attempts = Ei viime aikoina.
connection-no-domains = Ei yhtään. Yhteys löytyy vain painikkeestaan.
connection-not-discovered = Emme voi lukea palvelun kuvausta itsestään, tai sen nimi on toinen. Tarkista, että issuer on kirjoitettu täsmälleen kuten palvelu sen kirjoittaa ja että palveluun saa yhteyden.
connection-not-tested = ei vielä kokeiltu
connection-only-from = Mistä päivästä alkaen (valinnainen)
connection-only-from-hint = Tyhjä tarkoittaa, ettei koskaan.
connection-only-link = Kirjautuminen vain sillä
connection-only-linked = Tästä päivästä alkaen palveluun { $name } yhdistetyt kirjautuvat sillä eivätkä enää salasanalla täällä.
connection-only-missing = Ennen kuin voit tehdä tämän
connection-only-nobody = Kenelläkään yhteyksiä hallitsevalla ei ole salasanaa. Jonkun on ensin asetettava sellainen.
connection-only-others = Ne, joita ei ole vielä yhdistetty, ohjataan tekemään se seuraavassa kirjautumisessa.
connection-only-people = Tästä päivästä alkaen organisaationne henkilöt kirjautuvat palvelulla { $name } eivätkä enää salasanalla täällä.
connection-only-title = Kirjautuminen vain: { $name }
connection-only-undo = Alla valitut säilyttävät salasanansa, jotta joku voi perua tämän, jos { $name } ei toimi.
connection-option-preferred = Se on kirjautumissivulla ennen salasanaa
connection-option-vouches-for-email = Sen vahvistama sähköpostiosoite on vahvistettu täälläkin
connection-options = Muut säännöt (valinnainen)
connection-other-entity = Nämä ovat palvelun { $given } metatiedot, mutta tunnistuspalvelu on { $registered }. Luo sille uusi yhteys.
connection-other-issuer = Palvelu käyttää itsestään nimeä { $found }, mutta tässä yhteydessä on { $registered }. Luo uusi yhteys oikealla issuer-arvolla.
connection-own = Mitä tunnistuspalvelun on tiedettävä
connection-own-callback = Paluuosoitteemme (redirect URI)
connection-own-consumer = Minne vastaukset lähetetään (ACS)
connection-own-entity-id = Entity ID:mme
connection-own-logout = Osoite uloskirjautumisten ilmoittamiseen (back-channel logout)
connection-own-metadata = Metatietojemme osoite
connection-people-linked =
    { $count ->
        [one] Siihen on yhdistetty yksi tili. Poista yhteys käytöstä.
       *[other] Siihen on yhdistetty { $count } tiliä. Poista yhteys käytöstä.
    }
connection-preview-lead = Mitään ei ole vielä tallennettu. Vertaa tätä tunnistuspalvelun omiin tietoihin.
connection-protocol = Protokolla
connection-protocol-openid = OpenID Connect
connection-protocol-saml = SAML 2.0
connection-provider = Tunnistuspalvelu
connection-register = Luo kokeiltavaksi
connection-remove-button = Poista
connection-remove-effect = Kukaan ei voi enää kirjautua palvelulla { $name }, eivätkä sen verkkotunnukset ohjaa minnekään. Tätä ei voi perua.
connection-remove-effect-disable = Jos haluat vain keskeyttää käytön, palaa ja poista yhteys käytöstä.
connection-remove-linked =
    { $count ->
        [one] Palveluun { $name } on yhdistetty yksi tili, joten sitä ei voi poistaa. Poista se käytöstä: tilin yhdistäminen säilyy.
       *[other] Palveluun { $name } on yhdistetty { $count } tiliä, joten sitä ei voi poistaa. Poista se käytöstä: tilien yhdistäminen säilyy.
    }
connection-remove-title = Poistetaanko { $name }?
connection-rule-ask-again =
    { $count ->
        [one] Joka vastaa ”ei nyt”, saa kysymyksen uudelleen päivän kuluttua.
       *[other] Joka vastaa ”ei nyt”, saa kysymyksen uudelleen { $count } päivän kuluttua.
    }
connection-rule-least-level = Vähintään varmuustaso { $level } vaaditaan.
connection-rule-linking-allowed = Tilin voi yhdistää omalla tilisivulla.
connection-rule-linking-off = Täkäläisiä tilejä ei voi yhdistää siihen täältä.
connection-rule-linking-offered = Täkäläisellä tilillä kirjautuvalle tarjotaan yhdistämistä.
connection-rule-linking-required = Täkäläisellä tilillä kirjautuvan on yhdistettävä tilinsä.
connection-rule-only =
    { $count ->
        [one] Sen käyttäjät ovat { $at } alkaen kirjautuneet vain sillä, lukuun ottamatta yhtä, joka säilyttää salasanansa.
       *[other] Sen käyttäjät ovat { $at } alkaen kirjautuneet vain sillä, lukuun ottamatta { $count } henkilöä, jotka säilyttävät salasanansa.
    }
connection-rule-only-from =
    { $count ->
        [one] Sen käyttäjät kirjautuvat { $at } alkaen vain sillä, lukuun ottamatta yhtä, joka säilyttää salasanansa.
       *[other] Sen käyttäjät kirjautuvat { $at } alkaen vain sillä, lukuun ottamatta { $count } henkilöä, jotka säilyttävät salasanansa.
    }
connection-rule-preferred = Se on kirjautumissivulla ennen salasanaa.
connection-rule-unknown-connect = Ensi kertaa tuleva kirjautuu kerran tililleen täällä. Uutta tiliä ei luoda.
connection-rule-unknown-connect-or-create = Ensi kertaa tuleva yhdistää tilinsä täällä tai luo uuden.
connection-rule-unknown-create = Ensi kertaa tuleva saa tilin, jolla ei ole oikeuksia.
connection-rule-unknown-refuse = Joka on vailla tiliä täällä, tarvitsee ensin kutsun.
connection-rule-vouches = Sen vahvistamat sähköpostiosoitteet on vahvistettu täälläkin.
connection-rules = Mitä sillä tuleville tapahtuu
connection-rules-link = Muuta sääntöjä
connection-rules-title = Säännöt: { $name }
connection-save = Tallenna
connection-scopes = Mitä pyydämme (valinnainen)
connection-scopes-hint = Scope-arvot openidin lisäksi, välilyönnein erotettuina.
connection-sign-on-url = Kirjautumisosoite
connection-since = Luotu
connection-state = Ketkä voivat kirjautua sillä
connection-state-disabled = Poissa käytöstä
connection-state-enabled = Käytössä
connection-state-trial = Kokeilussa
connection-subject = Attribuutti, jossa henkilön tunniste on (valinnainen)
connection-subject-hint = Jos kenttä on tyhjä, käytämme NameID-arvoa. Tunnisteen on pysyttävä samana, eikä se saa siirtyä toiselle.
connection-tenants = Vuokraajat (valinnainen)
connection-tenants-hint = Vain jos palvelu kirjaa sisään usean organisaation henkilöitä: omat tunnisteenne, yksi rivillä.
connection-tested = viimeksi kokeiltu
connection-trial-button = Siirrä kokeiluun
connection-trial-effect = Vain yhteyksiä hallitsevat voivat kirjautua palvelulla { $name }.
connection-trial-linked =
    { $count ->
        [one] Siihen on yhdistetty yksi tili. Sen omistaja tarvitsee sillä välin muun tavan kirjautua.
       *[other] Siihen on yhdistetty { $count } tiliä. Niiden omistajat tarvitsevat sillä välin muun tavan kirjautua.
    }
connection-trial-title = Siirretäänkö { $name } kokeiluun?
connection-try = Kokeile
connection-try-hint = Kirjaudut itse sillä ja palaat tälle sivulle.
connection-unknown = Tulijalla ei ole tiliä täällä
connection-unknown-connect = Hän kirjautuu kerran tililleen täällä, jolloin tilit yhdistetään
connection-unknown-connect-hint = Uutta tiliä ei luoda.
connection-unknown-connect-or-create = Häneltä kysytään: yhdistetäänkö tili vai luodaanko uusi
connection-unknown-connect-or-create-hint = Uudella tilillä ei ole oikeuksia, ennen kuin joku antaa niitä.
connection-unknown-create = Tili luodaan kysymättä
connection-unknown-create-hint = Tilillä ei ole oikeuksia, ennen kuin joku antaa niitä.
connection-unknown-refuse = Hän tarvitsee ensin kutsun
connection-unknown-refuse-hint = Häntä neuvotaan pyytämään kutsua.
connection-warning-untested = Kukaan ei ole kokeillut yhteyttä viimeisimmän muutoksen jälkeen.
connections-caption = Yhteydet
connections-none = Yhteyksiä ei vielä ole. Luo ensimmäinen.
connections-title = Kirjautuminen muualta
connections-title-of = Kirjautuminen muualta: { $organization }
connections-what = Tunnistuspalvelut, joilla kaikki voivat kirjautua tänne, esimerkiksi Google.
connections-what-of = Henkilöstönne voi kirjautua tänne tilillä, joka heillä on jo organisaatiossanne.
domain-link-asks = { $organization } ilmoittaa, että { $domain } on sen oma.
domain-link-button = Kyllä, hyväksyn
domain-link-closed = Se on käytetty, sen aika on ohi tai verkkotunnus on poistettu. Pyydä uusi linkki siltä, joka ohjasi sinut tänne.
domain-link-closed-title = Tämä linkki ei enää toimi
domain-link-effect = Jos hyväksyt, verkkotunnuksen { $domain } osoitteella kirjautuva ohjataan palveluun { $connection }.
domain-link-ignore = Jos et tiedä asiasta, sulje tämä sivu. Silloin mitään ei tapahdu.
domain-link-proved = Verkkotunnuksen { $domain } osoitteella voi nyt kirjautua palvelulla { $connection }.
domain-link-proved-title = Kiitos
domain-link-title = Saako { $organization } kirjata sisään verkkotunnuksen { $domain } henkilöt?
domain-remove = Poista
domain-state-configuration = Asetettu palvelimen asetuksissa
domain-state-dns = Vahvistettu DNS-tietueella
domain-state-mail = Vahvistettu sähköpostitse
domain-state-registry = Teidän asiakasrekisterin mukaan
domain-state-waiting = Odottaa sähköpostin linkkiä
error-connection-address = { $uri } ei kelpaa. Kirjoita julkisen internetin osoite, joka alkaa https:// ja jossa ei ole merkkejä ? ja #
error-connection-ask-again = Kirjoita päivien määrä, enintään 365
error-connection-benefit = Kirjoita enintään 300 merkkiä, ja teksti myös englanniksi, jos se on muulla kielellä
error-connection-break-glass = Valitse vähintään yksi henkilö, joka hallitsee yhteyksiä täällä ja jolla on salasana
error-connection-certificates = Metatiedoissa ei ole kelvollista varmennetta, tai niitä on yli kahdeksan
error-connection-choose = Valitse luettelosta
error-connection-client-id = Kirjoita asiakastunnus ilman välilyöntejä
error-connection-client-secret = Kirjoita asiakassalaisuus ilman välilyöntejä, enintään 500 merkkiä
error-connection-contexts = Kirjoita enintään kaksikymmentä arvoa ilman välilyöntejä, yksi rivillä
error-connection-domain = Kirjoita verkkotunnus, esimerkiksi citygroup.example
error-connection-entity = Valitse yksi tunnistuspalveluista
error-connection-issuer = Kirjoita issuer täsmälleen kuten palvelu sen kirjoittaa; se alkaa https://
error-connection-least-level = Kirjoita jokin yllä olevista tasoista
error-connection-levels = Kirjoita enintään kaksikymmentä tasoa, kukin kerran
error-connection-name = Kirjoita nimi yhdelle riville, enintään 100 merkkiä
error-connection-names = Kirjoita nimi, enintään 200 merkkiä
error-connection-not-tested = Kukaan ei ole kirjautunut tällä yhteydellä viimeisimmän muutoksen jälkeen. Kokeile sitä ensin
error-connection-scopes = Kirjoita enintään kaksikymmentä scope-arvoa välilyönnein erotettuina
error-connection-subject = Kirjoita yhden attribuutin nimi
error-connection-tenants = Kirjoita enintään kaksikymmentä tunnistetta, yksi rivillä
error-connection-twice = Tämä tunnistuspalvelu on jo yhdistetty. Avaa se luettelosta
error-domain-mails = Olemme lähettäneet tähän verkkotunnukseen tänään jo tarpeeksi viestejä. Yritä huomenna uudelleen
error-domain-there = Tämä verkkotunnus on jo luettelossa
home-realm-choose = Missä kirjaudut?
home-realm-signs-in = { $name } kirjaa sinut sisään
home-realm-what = Sinun osoitteesi kaltaisilla osoitteilla kirjaudutaan siellä. Jos sinulla on salasana täällä, voit käyttää sitä alla.
metadata-no-certificate = Tiedostossa ei ole varmennetta, jolla vastaukset voisi tarkistaa, joten niihin ei voisi luottaa. Pyydä metatiedot, joissa se on
metadata-no-provider = Tiedosto ei kuvaa mitään SAML 2.0 -tunnistuspalvelua. Se voi olla sovelluksen metatiedot tai meidän omamme
metadata-several-providers = Tiedostossa on useita tunnistuspalveluja. Valitse yksi
nav-connections = Kirjautuminen muualta
notice-connection-changed = Yhteyttä on muutettu.
notice-connection-metadata-replaced = Uudemmat metatiedot ovat nyt käytössä.
notice-connection-registered = Yhteys on luotu kokeiltavaksi. Kokeile sitä ja ota se sitten käyttöön kaikille.
notice-connection-removed = Yhteys on poistettu.
notice-domain-added = Verkkotunnus on lisätty.
notice-domain-asked = Olemme lähettäneet sähköpostin, jossa on linkki. Verkkotunnus on voimassa, kun joku on käyttänyt sitä.
notice-domain-removed = Verkkotunnus on poistettu.
organization-connections = Kirjautuminen muualta
