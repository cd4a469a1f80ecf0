# Everything the bot can say, in English. Short and warm: read it as somebody in a hard hour.
# {$no} is a post's number with its mark, as in #14.

## The parts of a line about a post

kind-need = Need
kind-offer = Offer
urgent = urgent
from = from { $room }
slots-left = { $left } of { $slots } still open
written-in = in { $language }
when-day = { $weekday } { $day } { $month }
when-time = { $weekday } { $day } { $month }, { $time }
every-1 = every Monday
every-2 = every Tuesday
every-3 = every Wednesday
every-4 = every Thursday
every-5 = every Friday
every-6 = every Saturday
every-7 = every Sunday
every-day = every day
every-workday = Monday to Friday
every-week = every week
every-two-weeks = every two weeks
every-week-on = every week: { $days }
every-two-weeks-on = every two weeks: { $days }
every-month = every month
every-month-day = { $day ->
    [1] the 1st
    [2] the 2nd
    [3] the 3rd
    [21] the 21st
    [22] the 22nd
    [23] the 23rd
    [31] the last day
   *[other] the { $day }th
} of every month
every-month-1 = the first { $day } of every month
every-month-1-weekend = the first { $day } of every month
every-month-2 = the second { $day } of every month
every-month-2-weekend = the second { $day } of every month
every-month-3 = the third { $day } of every month
every-month-3-weekend = the third { $day } of every month
every-month-4 = the fourth { $day } of every month
every-month-4-weekend = the fourth { $day } of every month
every-month-5 = the last { $day } of every month
every-month-5-weekend = the last { $day } of every month
day-1 = Monday
day-2 = Tuesday
day-3 = Wednesday
day-4 = Thursday
day-5 = Friday
day-6 = Saturday
day-7 = Sunday
every-at = { $every }, { $time }
status-held = not shown yet
status-open = open
status-claimed = claimed
status-done = done
status-expired = expired
status-withdrawn = withdrawn
somebody = a neighbour
category-food = food
category-water = water
category-medical = medical
category-shelter = a place to stay
category-transport = ride
category-clothing = clothes
category-money = money
category-childcare = childcare
category-eldercare = elder care
category-errands = errand
category-information = information
category-supplies = supplies
category-baby = baby
category-tools = tools
category-emotional = company
category-other = other
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
language-en = English
language-es = Spanish
language-fr = French
language-pt = Portuguese
language-ar = Arabic
language-he = Hebrew
language-de = German
language-hi-Latn = Hindi or Urdu

## Notices

notice-open-need = 📌 { $sentence } Reply "claim" to help.
notice-open-offer = 📌 { $sentence } Reply "claim" to take it.
notice-open-own = 📌 { $sentence } The rooms see no name. I write to you here when somebody answers; "withdraw" takes it off.
notice-claimed = 🤝 { $sentence } Somebody has it.
notice-done = ✅ { $sentence } Done.
notice-comes-again = Next time: { $when }.
notice-expired = ⌛ { $sentence } It ran out.
notice-withdrawn = { $no } was taken off the board.
notice-held = { $sentence } Not shown yet.
notice-many = 📌 New on the board. Reply "claim" and the number, like "claim { $number }":
notice-many-line = { $line }
notice-many-line-closed = { $line } ({ $status })
changed = { $no } is now { $status }.

## Claiming

claim-taken = 🤝 { $name } has { $no }. I am writing to you both, privately. If it does not work out, answer "release".
claim-taken-this-time = 🤝 { $name } has { $no } this time, { $when }. I am writing to you both, privately. If it does not work out, answer "release".
claim-taken-some = { $left ->
    [0] 🤝 { $name } takes { $count } of { $no }, and that is all of it. I am writing to you both, privately.
   *[other] 🤝 { $name } takes { $count } of { $no }; { $left } still open. I am writing to you both, privately.
}
claim-taken-short = { $count ->
    [one] 🤝 Thank you! One of { $no } was still free, and { $name } has it now. I am writing to you both, privately.
   *[other] 🤝 Thank you! { $count } of { $no } were still free, and { $name } has them now. I am writing to you both, privately.
}
claim-added = { $left ->
    [0] 🤝 { $name } takes { $count } more of { $no }, and that is all of it. Thank you!
   *[other] 🤝 { $name } takes { $count } more of { $no }; { $left } still open. Thank you!
}
claim-added-short = { $count ->
    [one] 🤝 Thank you! One more of { $no } was still free, and { $name } has it now.
   *[other] 🤝 Thank you! { $count } more of { $no } were still free, and { $name } has them now.
}
helper-adds = 🤝 { $name } takes { $count } more of { $no }.
part-taken = 🤝 { $name } can do part of { $no }, thank you! I am writing to you both, privately, and asking whether that covers it.
ask-covers = About { $no }, { $name } writes: { $text }
    Does that cover it? Answer "yes" or "no". With "no" it stays open for the rest, and { $name } keeps their part.
covered = Good, { $no } is covered.
part-open = All right. { $no } stays open for the rest, and I am asking the rooms.
part-open-next = All right. Somebody was next in line for { $no } and takes the rest.
rest-open = 📌 Part of this is covered, the rest is still open: { $sentence } Reply "claim" to help.
take-over-asked = { $place ->
    [1] Thank you! Somebody has { $no }; I am asking whether they still do. If not it is yours, and I will write to you.
   *[other] Thank you! Somebody has { $no }; I am asking whether they still do. You are number { $place } in line, and I will write to you if it comes free.
}
ask-still-yours = { $hours ->
    [one] Do you still have { $no } · { $summary }? A neighbour could take it if you would rather. Answer "yes" or "no", both are fine. If I hear nothing for an hour, it goes to them.
   *[other] Do you still have { $no } · { $summary }? A neighbour could take it if you would rather. Answer "yes" or "no", both are fine. If I hear nothing for { $hours } hours, it goes to them.
}
ask-still-yours-offer = { $hours ->
    [one] Would you still like { $no } · { $summary }? A neighbour could use it if you do not need it. Answer "yes" or "no", both are fine. If I hear nothing for an hour, it goes to them.
   *[other] Would you still like { $no } · { $summary }? A neighbour could use it if you do not need it. Answer "yes" or "no", both are fine. If I hear nothing for { $hours } hours, it goes to them.
}
still-yours = Thank you! { $no } stays with you.
went-on = { $no } has gone to another neighbour, so you are free of it. Thank you for offering!
went-on-offer = { $no } has gone to another neighbour. Thank you for asking!
still-theirs = { $no } is in good hands: the neighbour who has it still does. You stay in line; answer "release" if you would rather not.
still-theirs-offer = The neighbour who asked for { $no } would still like it. You stay in line; answer "release" if you would rather not.
claim-too-late = Thank you! Somebody already has { $no }. Answer "backup" and you are next in line.
claim-held = You already have { $no }. Thank you!
claim-own = { $no } is your own post. A neighbour has to claim it.
closed = { $status ->
    [hidden] { $no } is not shown right now.
    [held] { $no } is kept, but not shown yet.
    [claimed] { $no } is taken.
    [done] { $no } is already done. Thank you!
    [expired] { $no } ran out and is off the board.
    [withdrawn] { $no } was taken off the board.
   *[open] { $no } is open.
}
closed-for-now = Thank you! { $no } is done for this time. Next time: { $when }.
not-yours = { $no } is not your post, and you have not taken it, so I left it as it is.
no-such-post = There is no { $no } on the board. Write "board" to see what is there.
which-post = Which one? Write the number too, like "claim { $number }":
which-post-backup = Which one? Write the number too, like "backup { $number }":
which-post-release = Which one? Write the number too, like "release { $number }":
which-post-done = Which one? Write the number too, like "done { $number }":
which-post-withdraw = Which one? Write the number too, like "withdraw { $number }":
backup-noted = { $place ->
    [1] Thank you! You are next in line for { $no }. I will write to you if it comes free.
   *[other] Thank you! You are number { $place } in line for { $no }. I will write to you if it comes free.
}

## Falling through and finishing

release-noted = Thank you for saying so. { $no } is open again.
release-noted-next = Thank you for saying so. Somebody else has { $no } covered.
open-again = 📌 Open again: { $sentence } Reply "claim" to help.
open-again-offer = 📌 Open again: { $sentence } Reply "claim" to take it.
helper-left = Your helper for { $no } cannot make it after all. It is open again, and I am asking the rooms.
helper-left-offer = The neighbour who wanted { $no } cannot take it after all. It is open again, and I am asking the rooms.
helper-left-next = Your helper for { $no } cannot make it after all. { $name } was next in line and has it now.
helper-left-next-offer = The neighbour who wanted { $no } cannot take it after all. { $name } was next in line and takes it now.
thanked = The plan for { $no } has changed, so you are free of it. Thank you for offering.
thanked-offer = The plan for { $no } has changed, and it is not yours after all. Thank you for asking.
done-noted = ✅ { $no } is done. Thank you!
done-noted-for-now = ✅ { $no } is done for this time. Thank you! Next time: { $when }.
ask-outcome = Your helper says { $no } is done. How did it go? Answer with a number:
    1 All done
    2 Still needed, same helper
    3 Still needed, someone else
    4 Not sure
ask-outcome-offer = The neighbour who took { $no } says it is done. How did it go? Answer with a number:
    1 All done
    2 Still there, for the same neighbour
    3 Still there, for someone else
    4 Not sure
outcome-all-done = Good to hear. { $no } is closed.
outcome-all-done-for-now = Good to hear. { $no } comes again: { $when }. When it is no longer needed, write "withdraw".
outcome-same-helper = { $no } is back with your helper, and I have told them.
outcome-same-helper-offer = { $no } is still for the same neighbour, and I have told them.
outcome-someone-else = { $no } is open again, and I am asking for someone else. No reason needed.
outcome-someone-else-offer = { $no } is open again for someone else. No reason needed.
outcome-not-sure = That is all right. { $no } is closed for now; write "need: …" if you need it again.
outcome-not-sure-for-now = That is all right. { $no } comes again: { $when }. When it is no longer needed, write "withdraw".
outcome-not-sure-offer = That is all right. { $no } is closed for now; write "offer: …" if you offer it again.
outcome-not-sure-yet = That is all right. I will ask you once more tomorrow about { $no }.
other-says-done = ✅ { $no } is done, says the one who asked. Thank you!
other-says-done-offer = ✅ { $no } is done, says the one who offered it. Thank you!
still-needed = { $no } is not quite finished: it is still needed. You still have it; answer "release" if you cannot.
still-needed-offer = { $no } is not quite finished: it is still there for you. Answer "release" if you do not need it any more.
withdraw-noted = { $no } is off the board.
other-withdrew = { $no } is no longer wanted, so you are free of it. Thank you for offering!
other-withdrew-offer = { $no } is no longer on offer. I am sorry, and I hope you find another.
ask-still-needed = Is this still wanted? { $sentence } Answer "yes" to keep it or "no" to take it off; without an answer it leaves the board tomorrow.
setting-noted = Noted. From now on: { $setting }
setting-unread = I could not read that, so nothing has changed. It is written like this: { $example }
setting-unknown = I know no setting of that name. "settings" shows them all.
settings = This is how I am set. Write a line back with your own values to change it:
organizers-set = Only the group's organizers can change that. Please ask one of them.
digest = Open right now. Reply "claim" and the number, like "claim { $number }":
digest-line-last = { $line } · leaves the board tomorrow
night-need = It is late, and this cannot wait: { $sentence } Answer "claim" if you can. "nights off" and I leave your nights alone.
nights-on = Thank you! I may write to you at night when something urgent cannot wait. "nights off" ends that.
nights-off = All right, I leave your nights alone. "nights on" brings it back.
unmet-need = This leaves the board tomorrow, and nobody has taken it yet: { $sentence } Answer "claim" to take it, "yes" to keep it up or "no" to take it off.
ask-check-in = Still on it? { $sentence } Answer "yes", "done" or "can't".
check-in-noted = { $count ->
    [one] Thank you! { $numbers } stays with you. If that changes, just write "release".
   *[other] Thank you! { $numbers } stay with you. If that changes, just write "release" and the number.
}
check-in-lapsed = I have not heard from you about { $no }, so I am looking for someone else. All good: if you can still do it, write "claim { $number }".
helper-silent = I cannot reach your helper for { $no }, so it is open again. Is it still needed? Answer "yes" to keep it or "no" to take it off.
helper-silent-next = I cannot reach your helper for { $no }. { $name } was next in line and has it now.
late-drop-out = This has just lost its helper, and its time is near: { $sentence } The rooms see it as open. Answer "claim" to take it.

ask-still-needed-offer = Do you still offer this? { $sentence } Answer "yes" to keep it or "no" to take it off; without an answer it leaves the board tomorrow.
several = A few questions at once. Put the number before your answer, like "{ $number } yes".
which-answer = Which one is that for? Put its number before your answer, like "{ $number } yes":
extend-noted = { $no } stays on the board.
held-for-now = I have kept this as { $no }. A lot came in within an hour, so the rooms see it at { $time }.

## Reminders

nudge = Still waiting for someone. Reply "claim" to help:
nudge-many = Still waiting for someone. Reply "claim" and the number, like "claim { $number }":

## Posts that belong together

ask-fits-need = This may be what you are looking for with { $no }: { $sentence } Shall I bring you two together? Answer "yes" or "no"; they hear of you only if you both say yes.
ask-fits-offer = Somebody may need what you offer with { $no }: { $sentence } Shall I bring you two together? Answer "yes" or "no"; they hear of you only if you both say yes.
ask-same = Somebody else posted something very like your { $no }: { $sentence } Is it the same one? Answer "yes" or "no". If you both say yes, I make one post of the two.
pairing-noted = Thank you. I am asking the other side too, and write to you if they say yes.
pairing-left = All right, I leave it at that. { $no } stays as it is.
pairing-over = That did not work out this time. { $no } stays as it is, and I keep looking.
merged = { $gone } and { $no } were the same, so they are one post now: { $no }.
parted = { $no } and { $other } are two posts again, each with its own helpers.
part-of = { $no } is part of { $into } now.
already-posted = This is on the board already, as { $no }.

## Hand-off

meet-helper = 🤝 { $name }, from { $room }, has taken { $post }.
    Write here and I pass it on; your number and address stay with you. If you would rather have someone else, answer "someone else".
    ({ $summary })
meet-helper-private = 🤝 { $name } has taken { $post }.
    Write here and I pass it on; your number and address stay with you. If you would rather have someone else, answer "someone else".
    ({ $summary })
meet-author = 🤝 { $post } is yours.
    Write here and I pass it on to the neighbour who posted it; your number stays with you. "done" when it is finished, "release" if you cannot.
    ({ $summary })
meet-author-next = 🤝 It came free, so { $post } is yours now.
    Write here and I pass it on to the neighbour who posted it. "release" if you cannot.
    ({ $summary })
relay = { $no } · { $name }: { $text }
relay-corrected = { $no } · { $name } (corrected): { $text }
relay-failed = I could not pass on what you wrote about { $no }. Please try again, or look for another way to reach them.
which-handoff = Who is this for? Reply to one of their messages, or begin with the number, like "{ $number } I am on my way":
who-for = Who is this for? Answer with a number or a name. I keep what you wrote until you do, for a day at most.
who-for-line = { $number } { $line }
passed-on = Thank you, I have passed it on for { $no }.
words-let-go = You did not say who it was for, so I have let go of what you wrote. Please write it again if it still matters.
attachment-sent = { $no } · { $name } sent a picture or a recording. I can pass on words only.
cannot-write = { $name }, I have something for you, but I cannot write to you first. Please send me a private message, any word will do.
attachment-left = I can pass on words only; the picture or recording for { $no } stayed with me.
link-code = { $minutes ->
    [one] Send me this from your other account within a minute: "link { $code }". Then I know both as one person. Show the code to nobody else.
   *[other] Send me this from your other account within { $minutes } minutes: "link { $code }". Then I know both as one person. Show the code to nobody else.
}
link-code-anew = { $minutes ->
    [one] Your code was written where others can read it, so it no longer holds. Here is another, to be sent to me privately within a minute: "link { $code }".
   *[other] Your code was written where others can read it, so it no longer holds. Here is another, to be sent to me privately within { $minutes } minutes: "link { $code }".
}
link-from-other = That code is for your other account: please send it to me from there.
link-unknown = I do not know that code, or its time is over. Write "link me" on your other account for a new one.
link-locked = Those were several codes that I do not know. Please try again in an hour.
link-refused = I cannot bring these two accounts together. Perhaps the other way round: ask for the code here, and send it from the other one.
linked = I know both of your accounts as one person now. What is yours on one is yours on both, and I write to the one you used last. If this was not you, answer "unlink me".
unlinked = Your accounts are apart again. What you have on the board stays with the one that asked for the code.
unlinked-one = That account is by itself again. Your others stay together, and what you have on the board stays with the one that asked for the code.
no-such-account = I know no account of yours by that name. Write "unlink this account" from the one that is to be by itself, or "unlink me" for all of them.
not-linked = I know only one account of yours. Write "link me" to add another.
contact = { $no } · { $name } shares their contact with you: { $contact }
share-noted = I have given your contact to the other side of { $no }.
handoff-over = This conversation about { $no } is over. Nothing more is passed on.

## With care

neutral-opening = Hello from the neighbourhood board. There is news about something you wrote or offered. Answer anything to hear more, or "stop" to hear nothing.
neutral-let-go = All right. Nothing more comes of it.
not-this-one = Thank you for offering! { $no } cannot go to you this time; "board" shows what else is open.
not-safe = I am glad you said so. It is over, and I will never bring you two together again; they hear only that the conversation ended. Shall I tell an organizer? Answer with a number, or "nobody".
not-safe-line = { $number } { $name }
not-safe-alone = I am glad you said so. Whoever it was, nothing more goes between you two. I have no organizer to tell; if you are in danger, please call for help now.
not-safe-told = { $name } knows, and can write to you here through me. What you write here now goes to them; "stop" ends that.
not-safe-nobody = All right, I tell nobody. If you change your mind, write "person".
somebody-unsafe-with = { $name }, from { $room }, did not feel safe with { $other } over { $no } and asked me to tell you alone. They are parted already; { $other } does not know. Reply to this message and I pass it on to { $name }.
somebody-unsafe = { $name }, from { $room }, does not feel safe and asked me to tell you alone. Reply to this message and I pass it on to them.
rest-noted = Rest well. I ask nothing of you until you write "back".
rest-noted-claims = Rest well. I ask nothing of you until you write "back". You still have this; answer "release { $number }" to hand it on:
back-noted = Good to have you back. I may ask you things again.
human-asked = I have asked the people who look after this board. Whoever can answers here; what you write in reply goes to them.
no-human = I am sorry, I know of nobody to bring you to just now.
somebody-asks = { $name }, from { $room }, would like to talk with a human. Reply to this message and I pass it on; "stop" as a reply ends the talk.
human-came = { $organizer } is talking with { $name } now. Nothing more for you to do here.
talk-said = { $name }: { $text }
talk-not-passed-on = I could not pass on what you wrote. Please try again, or look for another way to reach them.
talk-over = This talk is over. Write "person" whenever you would like a human again.
may-share = { $no } is personal, so for now only the place you wrote it in has it. May the network's other rooms see it too, without your name and with no street? Answer "yes" or "no". Either is fine.
share-post-noted = Thank you. The other rooms see { $no } now, without your name and with no street.
stays-home = All right, { $no } stays where you wrote it.
ask-introduce = { $name }, from { $room }, would like to help with { $no }: { $summary }. It is personal, so they wait for you. Answer "introduce { $number }" and they can write to each other; do nothing, and they cannot.
may-introduce = { $name }, from { $room }, would like to help with { $no }. Shall I bring you two together? Answer "yes", or "no" for someone else.
helper-waits = A neighbour would like to help with { $no }. Because it is personal, somebody who looks after the board speaks with them first; I will write to you then.
author-waits = Thank you for { $no }. Because it is personal, somebody who looks after the board brings you two together; I will write to you then.
introduced = Thank you. Both ends of { $no } can write to each other now.
nobody-waits = Nobody waits to be brought together over { $no }.
manner-listen = From now on I read along here and spot needs and offers in plain words.
manner-explicit = From now on I only act here on marked words, meant for me.
manner-local = From now on what is posted here stays here.
manner-shared = From now on what is posted here is shown in the network's other rooms, without names.
for-somebody-else = for somebody else
meet-for-others = It is for somebody else; the neighbour who wrote it arranges things with you.
no-organizer = Nobody who looks after this board has been seen for a while. It goes on as it is. If you would look after it for now, write "steward".
held-returned = { $no } was waiting for somebody who looks after the board, and nobody is there. It is yours again; write it anew if it still matters.
steward-asked = { $name } would look after this board until an organizer is back. If you are glad of that, reply "yes" to this; two neighbours are enough.
steward-backed = Thank you. One more neighbour's "yes" and it is settled.
steward-now = { $name } looks after this board until an organizer is back. Thank you!
no-room = a private chat

## Looking

list-empty = { $which ->
    [mine] You have nothing on the board, and no promises open.
    [needs] No needs on the board right now.
    [offers] No offers on the board right now.
   *[board] The board is empty right now.
}
list-head = { $which ->
    [mine] Yours:
    [needs] Needs:
    [offers] Offers:
   *[board] On the board:
}
list-more = { $more ->
    [one] … and one more. Write me "board" privately for all of it.
   *[other] … and { $more } more. Write me "board" privately for all of them.
}
list-line = { $line }
list-line-status = { $line } ({ $status })
help-room = Ask or offer in your own words, or begin with "need:" or "offer:". Reply "claim" to a post to take it, "done" when it is finished, "release" if you cannot. "board" shows what is open. Write to me privately to ask without your name.
help-private = Write "need: …" or "offer: …" and I post it without your name. "board" shows what is open, "mine" what is yours, "claim 14" takes number 14, "done 14" and "release 14" end it. Whatever else you write here goes to the neighbour you are matched with.
not-understood = I did not catch that. Write "need: …" or "offer: …" to put something on the board, or "help".

## Arriving and marking

arrived = Hello! I keep the request board of { $network }.
    I read along for needs and offers and keep only those; they are shown in the network's other rooms without names, numbers or house numbers.
    Reply "claim" to help, "board" to look, "help" for more, "no" under a post of yours to take it off. Write "ignore me" and I read nothing of yours.
arrived-run-by = Hello! I keep the request board of { $network }; it is run by { $by }.
    I read along for needs and offers and keep only those; they are shown in the network's other rooms without names, numbers or house numbers.
    Reply "claim" to help, "board" to look, "help" for more, "no" under a post of yours to take it off. Write "ignore me" and I read nothing of yours.
cannot-see-need = I cannot see that message any more. Please write "need:" and what it is.
cannot-see-offer = I cannot see that message any more. Please write "offer:" and what it is.
what-is-it-need = What is it, in a word? Answer with that, and it goes on the board as a need.
what-is-it-offer = What is it, in a word? Answer with that, and it goes on the board as an offer.

## Leaving

ignoring = All right, from now on I do not read what you write here. What you have on the board stays until you take it off. To talk to me, reply to a message of mine or write to me privately. "listen to me" undoes this, any time.
listening = Good to have you back: I read along again. "ignore me" stops it.
ask-forget = I can forget you. That takes your posts off the board, tells whoever counts on you, and erases all that I hold of you. To do it, write "forget me" again within the hour; otherwise everything stays as it is.
forgotten = Done: I hold nothing of you any more. Thank you for having been part of this. If you write again, we start afresh.
notice-erased = Taken off the board.

## Which network

which-group = Which group is this for? Answer with its number. I keep what you wrote until you do, for a day at most.
which-group-line = { $number } { $network }
group-noted = Thank you, { $network } has it. What you write here in the next hour goes there too. To speak of something else, reply to the message it is about.
group-lapsed = You did not say which group you meant, so I have let go of what you wrote. Please write it again if it still matters.
how-to-reach = I keep the boards of several groups, and I do not know yet which one you are in. Please write "help" in your group's own chat first; then you can write to me here.

## Languages

speaks = From now on I write in { $language } here.

## Organizers

status-hidden = off the rooms
organizer-not-yours = That is for the organizers of this network. Write "person" if you would like to reach one.
organizer-did = { $verb ->
    [hide] { $no } is off the rooms now, and kept. "undo" brings it back.
    [show] { $no } is in the rooms again.
    [close] { $no } is off the board, and whoever was part of it knows.
    [merge] { $other } is part of { $no } now.
    [assign] I have asked { $name } about { $no }. You hear from me when they answer.
    [allow] { $no } is let through.
    [refuse] { $no } stays off, and its author knows.
    [block] { $name } is blocked: what they write comes to nothing, and their posts are off the rooms. "undo" takes it back.
    [unblock] { $name } is unblocked, and their posts are back.
    [pause] I am quiet now. Nothing is posted and nobody is reminded until you write "resume".
   *[resume] I am back. What came due meanwhile follows.
}
organizer-no-change = It was so already, so nothing changed.
organizer-nobody = I know nobody of that name here. Write it as it shows in the chat.
organizer-which-one = Several go by that name. Answer with a number:
organizer-candidate = { $number } { $name } · { $room }
organizer-candidate-unseen = { $number } { $name }
organizer-not-an-organizer = They organize this network too, so I cannot block them.
organizer-author-blocked = { $no } is off the rooms because whoever wrote it is blocked. Unblock them to bring it back.
organizer-nothing-to-undo = There is nothing to take back.
organizer-undid = { $verb ->
    [hide] Taken back: { $no } is in the rooms again.
    [show] Taken back: { $no } is off the rooms.
    [close] Taken back: { $no } is on the board again.
    [merge] Taken back: { $no } and { $other } are two again.
    [assign] Taken back: { $name } is no longer asked about { $no }.
    [allow] Taken back: { $no } is held back again.
    [refuse] Taken back: { $no } is held back again.
    [block] Taken back: { $name } is heard again.
    [unblock] Taken back: { $name } is blocked.
    [pause] Taken back: I am here again.
    [resume] Taken back: I am quiet again.
    [burn] Taken back: nothing will be erased.
   *[export] Taken back: no copy is taken out.
}
organizer-act = { $verb ->
    [hide] hid { $no }
    [show] showed { $no } again
    [close] closed { $no }
    [merge] made { $other } part of { $no }
    [assign] asked { $name } about { $no }
    [set] changed a setting
    [manner] changed how I am in a room
    [introduce] brought the two of { $no } together
    [allow] let { $no } through
    [refuse] refused { $no }
    [block] blocked { $name }
    [unblock] unblocked { $name }
    [pause] paused
    [resume] resumed
    [burn] asked to erase everything
    [export] asked for a copy of the board
   *[undo] took the last one back
}
organizer-log = What organizers did, newest first:
organizer-log-empty = Nothing to tell: no organizer did anything in the last 30 days.
organizer-log-line = { $day } · { $by } { $what }
organizer-log-line-undone = { $day } · { $by } { $what } (taken back)
organizer-held = Held back for now:
organizer-held-none = Nothing is held back.
organizer-needs-another = { $verb ->
    [burn] This erases everything I keep of this network, so it takes two. I have asked the other organizers; when one of them writes "burn" within 24 hours, it is done. "undo" stops it.
   *[export] A copy of the board takes two organizers. I have asked the others; one of them has to write "export" within 24 hours.
}
organizer-no-other = { $verb ->
    [burn] Erasing everything takes two organizers, and you are the only one. Name a second one in the config, or set two_organizers = false.
   *[export] A copy of the board takes two organizers, and you are the only one. Name a second one in the config, or set two_organizers = false.
}
organizer-another-asks = { $verb ->
    [burn] { $name } asks to erase everything I keep of this network. If you want that too, write "burn" within 24 hours. "undo" stops it.
   *[export] { $name } asks for a copy of the board. If that is all right with you, write "export" within 24 hours. "undo" stops it.
}
organizer-export-how = Agreed, for the next 24 hours. On the machine I run on, the command wegotus export writes the board as files for a spreadsheet. They are not encrypted: keep them somewhere safe.
organizer-burning = It is decided: I am erasing everything I keep of this network now. Messages that stand in your rooms stay there. From now on I am silent, until an organizer writes "resume".
organizer-closed-for-you = An organizer has taken { $no } off the board. Nothing is wrong with asking; write "person" if you would like to talk about it.
organizer-ask-take-on = An organizer asks whether you could take this on: { $sentence } Answer "yes" or "no"; both are fine.
organizer-take-on-left = That is fine, thank you for saying so.
organizer-taken-on = { $name } takes on { $no }.
organizer-not-taken-on = { $name } cannot take on { $no } this time.
organizer-cannot-ask = I cannot ask { $name } about { $no } just now. Somebody else, perhaps?
organizer-all-taken = { $no } is taken already, so I asked nobody.
organizer-stay-two = { $no } and { $other } stay two: only needs, or only offers, that are both on the board can become one.
paused = I am taking a break right now. Please try again a little later.

## Safety

safety-comfort = This sounds hard, and I am sorry. You are not alone. What you wrote goes no further through me. These can help right now:
safety-comfort-alone = This sounds hard, and I am sorry. You are not alone. What you wrote goes no further through me. Please reach somebody you trust, or the emergency number where you are. Write "person" here and I ask an organizer to talk with you.
safety-ask-show = You also asked for something ({ $no }). I have shown it to nobody. Shall I put it on the board, where the neighbours of all rooms see it without your name? Answer "yes" or "no"; both are fine.
safety-show-noted = { $no } is on the board now. Write "withdraw" at any time to take it off.
safety-money-held = Thank you for asking. { $no } speaks of a way to pay that is often used to trick people, so an organizer looks at it first. If nobody has by { $time }, it is shown in your own room.
safety-money-waits = This asks for money in a way often used in fraud, so it waits for you: { $sentence }
safety-money-what-to-do = Write "allow { $number }" or "refuse { $number }". If nobody does by { $time }, it is shown in its own room only, with a word of caution.
safety-let-through = An organizer has looked at { $no }, and it is on the board now.
safety-refused = An organizer has looked at { $no } and would rather not put it up like this. You are welcome to ask again in another way, or to write "person" and talk about it.
safety-author-decides = Whether { $no } is shown is for its author alone to say. I have asked them.
safety-takes-much = Thank you, you have taken on a lot within an hour! Please leave { $no } to a neighbour, or try again a little later.
safety-somebody-takes-much = { $name } has taken on very much within an hour, so the next ones have to wait. If something is wrong, "block @{ $name }" stops it.
notice-caution = Please never send gift cards, codes or money to somebody you do not know.
