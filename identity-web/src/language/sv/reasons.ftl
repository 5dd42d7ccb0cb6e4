### Why something may be done or not. The keys are made of the stable codes of what is explained.

## What is missing for an act. `$role` and `$organization` name a role that somebody has, and where.

deny-active-subject = Kontot är inte aktivt.
deny-scope = Åtkomsttoken (access token) omfattar inte { $permission }.
deny-grant = Ingen roll här tillåter det.
deny-whole-organization = Rollen { $role } i { $organization } omfattar bara enskilda tjänster. Åtgärden gäller hela organisationen.
deny-parent-grant = Rätten gavs vidare från rollen { $role } i { $organization }, som inte längre omfattar den.
deny-parent-grant-reach = Rätten gavs vidare från rollen { $role } i { $organization }, som inte omfattar den här organisationen.
deny-right-to-grant = Rollen { $role } i { $organization } kan inte ges vidare.
deny-right-to-act = Rollen { $role } i { $organization } kan du bara ge till andra.
deny-enabled-role = Rollen { $role } i { $organization } är inaktiverad.
deny-active-giver = Rätten gavs vidare från rollen { $role } i { $organization }. Kontot för den som har rollen är inte aktivt.
deny-grant-ended = Rollen { $role } i { $organization } upphörde { $at }.
deny-grant-not-begun = Rollen { $role } i { $organization } börjar { $at }.
deny-acceptance = Fullmakten för rollen { $role } i { $organization } har inte godkänts.
deny-acting-for = Du företräder en annan organisation. Byt först till { $organization }.
deny-active-organization = { $organization } är avstängd tills vidare eller stängd.
deny-enabled-service = { $service } är inaktiverad.
deny-contract-of-grant = Rollen { $role } i { $organization } är begränsad till vissa avtal, och inget av dem gäller.
deny-contract-ended = Avtalet om { $service } upphörde { $at }.
closed-ask = Ingen roll öppnar den igen. Fråga oss: vår adress står under Hjälp på den här sidan.
closed-ask-contact = Ingen roll öppnar den igen. Fråga din kontaktperson eller oss: vår adress står under Hjälp på den här sidan.
deny-contract = Det finns inget avtal om { $service }.
deny-unnamed-grant = Rättigheten { $id } tillåter det inte nu.
deny-wider-scope = Du hanterar bara vissa tjänster eller avtal. Det här gäller även andra.
deny-host = Tjänstens regler tillåter inte att du loggar in nu.
deny-email-not-proved = Den här tjänsten känner igen personer på e-postadressen, och din är inte bekräftad. Bekräfta den i din profil och öppna tjänsten igen.
deny-no-further-proof = Det krävs en andra verifieringsmetod, och du har ingen.
deny-another-person = Du är inloggad som någon annan än tjänsten väntar sig.
deny-consent-declined = Du tillät det inte.
deny-interaction-needed = Tjänsten bad att du inte skulle störas, men något måste besvaras först.
deny-consent-needed = Tjänsten bad att du inte skulle störas, men du måste först tillfrågas om den får känna till dig.
deny-not-passive = Ingen är inloggad.

## Why an offered mandate cannot be accepted, and why a mandate is over.

offer-revoked = Den drogs tillbaka.
offer-ended = Den har upphört.
mandate-end-declined = Den avböjdes.
mandate-end-revoked = Den avslutades { $at }.
mandate-end-expired = Den upphörde { $at }.

## Why a role cannot be given. Each follows the words of `error-role-not-held`: "Du kan inte ge rollen Planerare: ".

delegation-inactive-giver = ditt konto är inte aktivt
delegation-disabled-role = rollen är inaktiverad
delegation-foreign-role = rollen hör till en annan organisation
delegation-inactive-organization = organisationen är inte aktiv
delegation-not-by-one-grant = ingen av dina roller omfattar ensam allt i den här rollen. Välj en roll som omfattar mindre
delegation-outlasting = du har de här rättigheterna bara genom en fullmakt, och rollen skulle gälla längre än fullmakten. Välj ett tidigare slutdatum
delegation-too-many-hands = en rättighet kan gå genom högst { $most } personer eller organisationer
delegation-permission-held = med rollen kan man { $act }. Det kan du inte göra här
delegation-permission-right-to-grant = med rollen kan man { $act }. Det kan du göra här, men du kan inte ge det till andra
delegation-permission-scope = med rollen kan man { $act } även i underorganisationer. Det kan du bara göra i den här organisationen
delegation-permission-limits = med rollen kan man { $act }. Det kan du bara göra för vissa tjänster eller avtal: välj dem
delegation-permission-depth = med rollen kan man { $act }. Din egen fullmakt för det kan inte ges vidare
delegation-permission-until = med rollen kan man { $act }. Din rätt till det slutar { $at }: välj ett tidigare slutdatum
delegation-application-role-held = rollen omfattar { $role } i { $service }. Den har du inte här
delegation-application-role-right-to-grant = rollen omfattar { $role } i { $service }. Den har du här, men du kan inte ge den till andra
delegation-application-role-scope = rollen omfattar { $role } i { $service } även i underorganisationer. Du har den bara i den här organisationen
delegation-application-role-limits = rollen omfattar { $role } i { $service }. Du har den bara för vissa tjänster eller avtal: välj dem
delegation-application-role-depth = rollen omfattar { $role } i { $service }. Din egen fullmakt för den kan inte ges vidare
delegation-application-role-until = rollen omfattar { $role } i { $service }. Din rätt till den slutar { $at }: välj ett tidigare slutdatum

## What a role lets its holder do; `$act` of the messages above.

act-organization-view = se organisationen
act-organization-provision = skapa och ändra organisationer
act-contract-view = se avtalen
act-contract-provision = skapa, ändra och avsluta avtal
act-member-view = se personerna
act-member-manage = hantera personerna
act-invitation-manage = bjuda in personer
act-grant-view = se vem som har vilken roll
act-grant-manage = ge och ta bort roller
act-mandate-manage = ge och avsluta fullmakter
act-role-define = definiera roller
act-audit-view = läsa historiken
act-outbox-view = se meddelanden som inte har levererats
act-application-manage = hantera applikationer
act-connection-manage = hantera inloggning utifrån
