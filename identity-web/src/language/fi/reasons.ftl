### Why something may be done or not. The keys are made of the stable codes of what is explained.

## What is missing for an act. `$role` and `$organization` name a role that somebody has, and where.

deny-active-subject = Tili ei ole käytössä.
deny-scope = Käyttötunnisteessa (access token) ei ole oikeutta { $permission }.
deny-grant = Mikään rooli täällä ei salli sitä.
deny-whole-organization = Rooli { $role } organisaatiossa { $organization } kattaa vain yksittäisiä palveluja. Tämä toiminto koskee koko organisaatiota.
deny-parent-grant = Tämä oikeus tuli roolista { $role } organisaatiossa { $organization }, eikä se enää kuulu siihen.
deny-parent-grant-reach = Tämä oikeus tuli roolista { $role } organisaatiossa { $organization }, eikä se kata tätä organisaatiota.
deny-right-to-grant = Roolia { $role } organisaatiossa { $organization } ei voi antaa edelleen.
deny-right-to-act = Roolin { $role } organisaatiossa { $organization } voi vain antaa muille.
deny-enabled-role = Rooli { $role } organisaatiossa { $organization } ei ole käytössä.
deny-active-giver = Tämä oikeus tuli roolista { $role } organisaatiossa { $organization }. Sen henkilön tili, jolla rooli on, ei ole käytössä.
deny-grant-ended = Rooli { $role } organisaatiossa { $organization } päättyi { $at }.
deny-grant-not-begun = Rooli { $role } organisaatiossa { $organization } alkaa { $at }.
deny-acceptance = Valtuutta rooliin { $role } organisaatiossa { $organization } ei ole hyväksytty.
deny-acting-for = Asioit toisen organisaation puolesta. Vaihda ensin organisaatioon { $organization }.
deny-active-organization = { $organization } on keskeytetty tai suljettu.
deny-enabled-service = { $service } ei ole käytössä.
deny-contract-of-grant = Rooli { $role } organisaatiossa { $organization } on rajattu sopimuksiin, eikä mikään niistä ole voimassa.
deny-contract-ended = Sopimus palvelusta { $service } päättyi { $at }.
closed-ask = Mikään rooli ei avaa sitä uudelleen. Kysy meiltä: yhteystietomme ovat tämän sivun kohdassa Ohje.
closed-ask-contact = Mikään rooli ei avaa sitä uudelleen. Kysy yhteyshenkilöltäsi tai meiltä: yhteystietomme ovat tämän sivun kohdassa Ohje.
deny-contract = Palvelusta { $service } ei ole sopimusta.
deny-unnamed-grant = Oikeus { $id } ei salli sitä nyt.
deny-wider-scope = Hallitset vain tiettyjä palveluja tai sopimuksia. Tämä koskee myös muita.
deny-host = Palvelun säännöt eivät salli sinun kirjautua nyt.
deny-email-not-proved = Tämä palvelu tuntee ihmiset sähköpostiosoitteesta, eikä sinun osoitettasi ole vahvistettu. Vahvista se omissa tiedoissasi ja avaa palvelu uudelleen.
deny-no-further-proof = Tähän tarvitaan toinen tunnistautumistapa, eikä sinulla ole sellaista käytössä.
deny-another-person = Olet kirjautunut eri henkilönä kuin sovellus odottaa.
deny-consent-declined = Et antanut lupaa.
deny-interaction-needed = Sovellus pyysi olemaan häiritsemättä sinua, mutta ensin on vastattava johonkin.
deny-consent-needed = Sovellus pyysi olemaan häiritsemättä sinua, mutta sinulta on ensin kysyttävä, saako se tuntea sinut.
deny-not-passive = Kukaan ei ole kirjautunut sisään.

## Why an offered mandate cannot be accepted, and why a mandate is over.

offer-revoked = Se peruttiin.
offer-ended = Se on päättynyt.
mandate-end-declined = Se hylättiin.
mandate-end-revoked = Se päätettiin { $at }.
mandate-end-expired = Se päättyi { $at }.

## Why a role cannot be given. Each follows the words of `error-role-not-held`: "Et voi antaa roolia Suunnittelija: ".

delegation-inactive-giver = tilisi ei ole käytössä
delegation-disabled-role = tämä rooli ei ole käytössä
delegation-foreign-role = tämä rooli kuuluu toiselle organisaatiolle
delegation-inactive-organization = organisaatio ei ole toiminnassa
delegation-not-by-one-grant = mikään rooleistasi ei yksin sisällä kaikkea, mitä tässä roolissa on. Valitse rooli, johon kuuluu vähemmän
delegation-outlasting = sinulla on nämä oikeudet vain valtuudella, ja rooli kestäisi pidempään kuin valtuus. Valitse aiempi päättymispäivä
delegation-too-many-hands = oikeus voi kulkea enintään { $most } henkilön tai organisaation kautta
delegation-permission-held = tällä roolilla voi { $act }. Sinä et voi tehdä sitä täällä
delegation-permission-right-to-grant = tällä roolilla voi { $act }. Sinä voit tehdä sen täällä, mutta et voi antaa sitä muille
delegation-permission-scope = tällä roolilla voi { $act } myös alaorganisaatioissa. Sinä voit tehdä sen vain tässä organisaatiossa
delegation-permission-limits = tällä roolilla voi { $act }. Sinä voit tehdä sen vain tietyissä palveluissa tai sopimuksissa: valitse ne
delegation-permission-depth = tällä roolilla voi { $act }. Omaa valtuuttasi siihen ei voi antaa edelleen
delegation-permission-until = tällä roolilla voi { $act }. Sinun oikeutesi päättyy { $at }: valitse aiempi päättymispäivä
delegation-application-role-held = tähän rooliin kuuluu { $role } palvelussa { $service }. Sinulla ei ole sitä täällä
delegation-application-role-right-to-grant = tähän rooliin kuuluu { $role } palvelussa { $service }. Sinulla on se täällä, mutta et voi antaa sitä muille
delegation-application-role-scope = tähän rooliin kuuluu { $role } palvelussa { $service } myös alaorganisaatioissa. Sinulla se on vain tässä organisaatiossa
delegation-application-role-limits = tähän rooliin kuuluu { $role } palvelussa { $service }. Sinulla se on vain tietyissä palveluissa tai sopimuksissa: valitse ne
delegation-application-role-depth = tähän rooliin kuuluu { $role } palvelussa { $service }. Omaa valtuuttasi siihen ei voi antaa edelleen
delegation-application-role-until = tähän rooliin kuuluu { $role } palvelussa { $service }. Sinun oikeutesi siihen päättyy { $at }: valitse aiempi päättymispäivä

## What a role lets its holder do; `$act` of the messages above.

act-organization-view = nähdä organisaation
act-organization-provision = luoda ja muuttaa organisaatioita
act-contract-view = nähdä sopimukset
act-contract-provision = luoda, muuttaa ja päättää sopimuksia
act-member-view = nähdä henkilöt
act-member-manage = hallita henkilöitä
act-invitation-manage = kutsua henkilöitä
act-grant-view = nähdä, kenellä on mikä rooli
act-grant-manage = antaa ja poistaa rooleja
act-mandate-manage = antaa ja päättää valtuuksia
act-role-define = määritellä rooleja
act-audit-view = lukea historiaa
act-outbox-view = nähdä toimittamatta jääneet viestit
act-application-manage = hallita sovelluksia
act-connection-manage = hallita muualta kirjautumista
