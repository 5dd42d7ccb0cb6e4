### The start page, and what is said of applications that are open.

applications-rights = Applications that are open now can go on with the earlier rights for up to { $minutes } minutes.
applications-some-told = Of the applications that { $name } has open, some are told to sign { $name } out, and the others can go on for up to { $minutes } minutes.
applications-told = The applications that { $name } has open are told to sign { $name } out.
applications-untold = The applications that { $name } has open cannot be told. They can go on for up to { $minutes } minutes.
home-account = You
home-account-hint = Your details, your roles, and where you are signed in.
home-application-for = For { $organizations }
home-applications = Your services
home-open = You act for { $organization } now.
home-closed-for = { $service }, for { $organization }
home-mandates-hint = Organisations you act for, and people who act for you.
home-mandates-offered =
    { $count ->
        [one] { $count } mandate is waiting for your answer.
       *[other] { $count } mandates are waiting for your answer.
    }
home-no-applications = You cannot open any service yet. To open a service, your organisation needs a contract for it and your contact person must give you a role.
home-no-applications-administrator = You cannot open any service yourself. To open one, an organisation needs a contract for it, and you need a role there that is for using it.
home-no-applications-nowhere = You cannot open any service, since you do not belong to an organisation now and act for none.
home-offers =
    { $count ->
        [one] { $count } mandate offered to { $organization } is waiting for an answer.
       *[other] { $count } mandates offered to { $organization } are waiting for an answer.
    }
home-organization-hint = People, roles and invitations.
home-organizations = Your organisations
home-title = Welcome, { $name }
home-waiting = Waiting for you
notice-application-withdrawn = The application may no longer know you. It asks again the next time you sign in to it.
own-applications-back = Back to your account
own-applications-link = Applications that know you
own-applications-may = It may:
own-applications-none = No application knows you.
own-applications-not-asked = You were not asked, because it belongs to us.
own-applications-since = Since
own-applications-title = Applications that know you
own-applications-what = Here you see what you let applications know. When you take it back, its access to your details ends, and it asks you again the next time. What it has stored about you stays there; ask whoever runs it to delete that.
own-applications-withdraw = Take back
