### How the language writes times and lists.

## The name of the language in the language itself.

language-name = English

## `$day`, `$month-number` (1 to 12), `$hour` and `$minute` are digits; `$month` is one of the names below. Times are in UTC.

date-format = { $day } { $month } { $year }
moment-format = { $day } { $month } { $year }, { $hour }:{ $minute } UTC
date-month-1 = January
date-month-2 = February
date-month-3 = March
date-month-4 = April
date-month-5 = May
date-month-6 = June
date-month-7 = July
date-month-8 = August
date-month-9 = September
date-month-10 = October
date-month-11 = November
date-month-12 = December

## `$rest` is three digits.

figure-thousands = { $thousands },{ $rest }

## A list of two is `two`. A longer one begins with `start`, goes on with `middle` and ends with `end`; `$rest` is what follows.

list-plain-two = { $first }, { $rest }
list-plain-start = { $first }, { $rest }
list-plain-middle = { $first }, { $rest }
list-plain-end = { $first }, { $rest }
list-and-two = { $first } and { $rest }
list-and-start = { $first }, { $rest }
list-and-middle = { $first }, { $rest }
list-and-end = { $first } and { $rest }
list-or-two = { $first } or { $rest }
list-or-start = { $first }, { $rest }
list-or-middle = { $first }, { $rest }
list-or-end = { $first } or { $rest }
