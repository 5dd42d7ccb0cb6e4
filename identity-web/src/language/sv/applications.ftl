### The start page, and what is said of applications that are open.

applications-rights = Applikationer som är öppna nu kan fortsätta med de tidigare rättigheterna i högst { $minutes } minuter.
applications-some-told = Av de applikationer som { $name } har öppna får en del en begäran om att logga ut { $name }; de andra kan fortsätta i högst { $minutes } minuter.
applications-told = De applikationer som { $name } har öppna får en begäran om att logga ut { $name }.
applications-untold = De applikationer som { $name } har öppna kan inte meddelas. De kan fortsätta i högst { $minutes } minuter.
home-account = Du
home-account-hint = Dina uppgifter, dina roller och där du är inloggad.
home-application-for = För { $organizations }
home-applications = Dina tjänster
home-open = Du företräder nu { $organization }.
home-closed-for = { $service }, för { $organization }
home-mandates-hint = Organisationer som du företräder och personer som företräder dig.
home-mandates-offered =
    { $count ->
        [one] { $count } fullmakt väntar på ditt svar.
       *[other] { $count } fullmakter väntar på ditt svar.
    }
home-no-applications-administrator = Du kan inte själv öppna någon tjänst. För att öppna en behöver en organisation ett avtal om den, och du behöver en roll där som är till för att använda den.
home-no-applications-nowhere = Du kan inte öppna någon tjänst, eftersom du nu inte hör till någon organisation och inte företräder någon.
home-no-applications = Du kan inte öppna någon tjänst ännu. För att öppna en tjänst behöver din organisation ett avtal om den, och din kontaktperson måste ge dig en roll.
home-offers =
    { $count ->
        [one] { $count } fullmakt som erbjuds { $organization } väntar på svar.
       *[other] { $count } fullmakter som erbjuds { $organization } väntar på svar.
    }
home-organization-hint = Personer, roller och inbjudningar.
home-organizations = Dina organisationer
home-title = Välkommen, { $name }
home-waiting = Väntar på dig
notice-application-withdrawn = Applikationen får inte längre veta något om dig. Den frågar igen nästa gång du loggar in i den.
own-applications-back = Tillbaka till ditt konto
own-applications-link = Applikationer som känner till dig
own-applications-may = Den får:
own-applications-none = Ingen applikation känner till dig.
own-applications-not-asked = Du tillfrågades inte, eftersom den är vår egen.
own-applications-since = Sedan
own-applications-title = Applikationer som känner till dig
own-applications-what = Här ser du vad du låter applikationer veta. När du tar tillbaka det upphör applikationens tillgång till dina uppgifter, och den frågar dig igen nästa gång. Det som den har sparat om dig finns kvar där; be den som driver applikationen att radera det.
own-applications-withdraw = Ta tillbaka
