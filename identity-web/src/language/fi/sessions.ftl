### The account page, and where somebody is signed in.

account-browser-forget = Kysy se uudelleen
account-browser-since = Alkaen
account-browser-until = Asti
account-browsers = Muistamamme selaimet
account-browsers-hint = Näissä emme kysy toista tunnistautumistapaa joka kerta. Jos et tunnista jotakin näistä, pyydä kysymään se uudelleen ja vaihda salasanasi.
account-language = Kieli
account-language-hint = Sivut ja sinulle lähetettävät viestit ovat valitsemallasi kielellä.
account-memberships = Organisaatiosi ja roolisi
account-name = Nimi
account-no-memberships = Et kuulu mihinkään organisaatioon.
account-own-data = Omat tiedot
account-save = Tallenna tiedot
account-session-from = osoitteesta { $address }
account-session-started = Kirjautunut
account-session-used = Viimeksi käytetty
account-sessions = Missä olet kirjautuneena
account-sessions-hint = Jos et tunnista jotakin näistä, kirjaa se ulos ja kerro meille.
account-sign-in-data = Näin kirjaudut sisään
account-sign-out-one = Kirjaa ulos
account-sign-out-others = Kirjaudu ulos kaikkialta muualta
account-this-session = Tämä selain
account-title = Oma tili
device-browser-on-system = { $browser }, { $system }
device-named = { $name }
device-unknown = Tuntematon selain
