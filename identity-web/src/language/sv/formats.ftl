### How Swedish writes times and lists.

language-name = Svenska
date-format = { $day } { $month } { $year }
moment-format = { $day } { $month } { $year } kl. { $hour }:{ $minute } UTC
date-month-1 = januari
date-month-2 = februari
date-month-3 = mars
date-month-4 = april
date-month-5 = maj
date-month-6 = juni
date-month-7 = juli
date-month-8 = augusti
date-month-9 = september
date-month-10 = oktober
date-month-11 = november
date-month-12 = december

## A no-break space sets thousands apart.

figure-thousands = { $thousands }{ "\u00A0" }{ $rest }

list-plain-two = { $first }, { $rest }
list-plain-start = { $first }, { $rest }
list-plain-middle = { $first }, { $rest }
list-plain-end = { $first }, { $rest }
list-and-two = { $first } och { $rest }
list-and-start = { $first }, { $rest }
list-and-middle = { $first }, { $rest }
list-and-end = { $first } och { $rest }
list-or-two = { $first } eller { $rest }
list-or-start = { $first }, { $rest }
list-or-middle = { $first }, { $rest }
list-or-end = { $first } eller { $rest }
