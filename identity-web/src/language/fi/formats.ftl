### How Finnish writes times and lists.

language-name = Suomi
date-format = { $day }.{ $month-number }.{ $year }
moment-format = { $day }.{ $month-number }.{ $year } klo { $hour }.{ $minute } UTC
date-month-1 = tammikuu
date-month-2 = helmikuu
date-month-3 = maaliskuu
date-month-4 = huhtikuu
date-month-5 = toukokuu
date-month-6 = kesäkuu
date-month-7 = heinäkuu
date-month-8 = elokuu
date-month-9 = syyskuu
date-month-10 = lokakuu
date-month-11 = marraskuu
date-month-12 = joulukuu

## A no-break space sets thousands apart.

figure-thousands = { $thousands }{ "\u00A0" }{ $rest }

list-plain-two = { $first }, { $rest }
list-plain-start = { $first }, { $rest }
list-plain-middle = { $first }, { $rest }
list-plain-end = { $first }, { $rest }
list-and-two = { $first } ja { $rest }
list-and-start = { $first }, { $rest }
list-and-middle = { $first }, { $rest }
list-and-end = { $first } ja { $rest }
list-or-two = { $first } tai { $rest }
list-or-start = { $first }, { $rest }
list-or-middle = { $first }, { $rest }
list-or-end = { $first } tai { $rest }
