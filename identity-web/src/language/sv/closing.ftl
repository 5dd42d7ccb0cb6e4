### Closing an account, and erasing one.

close-alone =
    { $count ->
        [one] Du är den enda huvudanvändaren för en organisation. Gör först någon annan till huvudanvändare; sedan kan du stänga ditt konto.
       *[other] Du är den enda huvudanvändaren för { $count } organisationer. Gör först någon annan till huvudanvändare för var och en; sedan kan du stänga ditt konto.
    }
close-alone-at = Välj en annan huvudanvändare för { $organization }
close-back = Nej, gå tillbaka
close-button = Stäng mitt konto
close-data = Vill du behålla en kopia av dina uppgifter? Ladda ner den innan.
close-lead =
    { $days ->
        [one] Ditt konto stängs genast och raderas efter en dag.
       *[other] Ditt konto stängs genast och raderas efter { $days } dagar.
    }
close-link = Stäng ditt konto
close-mandate-given = Fullmakten ”{ $role }” för { $organization }, som { $receiver } har genom dig, gäller inte.
close-mandate-held = Din fullmakt ”{ $role }” för { $organization } från { $giver } gäller inte.
close-mandate-show = Visa fullmakten
close-now = Vad som händer nu
close-now-leaves = Du kan inte längre företräda { $organization }.
close-now-out = Du loggas ut överallt.
close-now-rights = Dina roller och fullmakter gäller inte, och inte heller det som andra har genom dig.
close-then = Vad som händer sedan
close-then-free = E-postadressen och användarnamnet kan användas för ett nytt konto.
close-then-gone = Namn, adresser, nummer, inloggningssätt och alla andra personuppgifter raderas. Roller, fullmakter och medlemskap upphör.
close-then-stays = Organisationernas historik finns kvar. Där står kontot med ett nummer som inte leder till någon. Avtalen tillhör organisationerna och finns kvar.
close-title = Stäng ditt konto
close-until = Till { $at } kan du ändra dig
close-until-text = Logga in som vanligt och behåll kontot: allt är som förut. Vi mejlar dig nu och två dagar innan kontot raderas.
closed-keep = Har du ändrat dig? Logga in före den tiden och behåll kontot.
closed-lead =
    { $days ->
        [one] Du är utloggad överallt. Kontot raderas efter en dag.
       *[other] Du är utloggad överallt. Kontot raderas efter { $days } dagar.
    }
closed-sign-in = Logga in
closed-title = Ditt konto är stängt
erase-button = Radera för alltid
erase-effect = { $name } loggas ut genast, och alla personuppgifter raderas: namn, adresser, nummer och inloggningssätt.
erase-link = Radera kontot
erase-name = Skriv personens hela namn för säkerhets skull
erase-never-back = Ingen kan ångra detta.
erase-own = Du kan inte låta radera ditt eget konto här. Stäng det på sidan för ditt konto.
erase-reason = Skäl
erase-reason-hint = Det står kvar i historiken. Nämn inte personen i det.
erase-rights = Roller, fullmakter och medlemskap upphör, och likaså det som andra har genom personen.
erase-title = Radera kontot för { $name }?
error-erase-name = Skriv namnet som det står här: { $name }.
error-erase-name-empty = Skriv personens namn.
error-erase-reason = Skriv ett skäl på en rad.
error-reason-names-person = Skriv skälet utan personens namn, adress eller nummer: det står kvar i historiken.
keep-button = Behåll mitt konto
keep-effect = Om du behåller det är allt som förut, och du är inloggad.
keep-lead = Ditt konto är stängt och raderas { $at }. Vill du behålla det?
keep-not = Om du inte gör något raderas det då. Du kan stänga den här sidan.
keep-title = Behålla ditt konto?
manage-closed-by-person = Kontot har stängts av personen själv, som ensam kan ta tillbaka det.
notice-erased = Kontot raderades.
user-state-closing = Stängt, raderas
history-erased = Ett raderat konto ({ $id })
