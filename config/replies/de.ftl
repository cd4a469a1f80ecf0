# Alles, was der Bot sagen kann, auf Deutsch. Kurz und herzlich: zu lesen wie in einer schweren Stunde.
# {$no} ist die Nummer eines Eintrags mit ihrem Zeichen, wie #14.

## Die Teile einer Zeile über einen Eintrag

kind-need = Gesuch
kind-offer = Angebot
urgent = dringend
from = aus { $room }
slots-left = noch { $left } von { $slots } offen
written-in = auf { $language }
when-day = { $weekday } { $day }. { $month }
when-time = { $weekday } { $day }. { $month }, { $time }
every-1 = jeden Montag
every-2 = jeden Dienstag
every-3 = jeden Mittwoch
every-4 = jeden Donnerstag
every-5 = jeden Freitag
every-6 = jeden Samstag
every-7 = jeden Sonntag
every-day = jeden Tag
every-workday = Montag bis Freitag
every-week = jede Woche
every-two-weeks = alle zwei Wochen
every-week-on = jede Woche: { $days }
every-two-weeks-on = alle zwei Wochen: { $days }
every-month = jeden Monat
every-month-day = { $day ->
    [31] am letzten Tag
   *[other] am { $day }.
} jedes Monats
every-month-1 = jeden ersten { $day } im Monat
every-month-1-weekend = jeden ersten { $day } im Monat
every-month-2 = jeden zweiten { $day } im Monat
every-month-2-weekend = jeden zweiten { $day } im Monat
every-month-3 = jeden dritten { $day } im Monat
every-month-3-weekend = jeden dritten { $day } im Monat
every-month-4 = jeden vierten { $day } im Monat
every-month-4-weekend = jeden vierten { $day } im Monat
every-month-5 = jeden letzten { $day } im Monat
every-month-5-weekend = jeden letzten { $day } im Monat
day-1 = Montag
day-2 = Dienstag
day-3 = Mittwoch
day-4 = Donnerstag
day-5 = Freitag
day-6 = Samstag
day-7 = Sonntag
every-at = { $every }, { $time }
status-held = noch nicht sichtbar
status-open = offen
status-claimed = vergeben
status-done = erledigt
status-expired = abgelaufen
status-withdrawn = zurückgezogen
somebody = jemand aus der Nachbarschaft
category-food = Essen
category-water = Wasser
category-medical = Gesundheit
category-shelter = Schlafplatz
category-transport = Fahrt
category-clothing = Kleidung
category-money = Geld
category-childcare = Kinderbetreuung
category-eldercare = Hilfe für Ältere
category-errands = Besorgung
category-information = Auskunft
category-supplies = Sachen
category-baby = Baby
category-tools = Werkzeug
category-emotional = Gesellschaft
category-other = anderes
weekday-1 = Mo
weekday-2 = Di
weekday-3 = Mi
weekday-4 = Do
weekday-5 = Fr
weekday-6 = Sa
weekday-7 = So
month-1 = Jan
month-2 = Feb
month-3 = März
month-4 = Apr
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = Aug
month-9 = Sept
month-10 = Okt
month-11 = Nov
month-12 = Dez
language-en = Englisch
language-es = Spanisch
language-fr = Französisch
language-pt = Portugiesisch
language-ar = Arabisch
language-he = Hebräisch
language-de = Deutsch
language-hi-Latn = Hindi oder Urdu

## Aushänge

notice-open-need = 📌 { $sentence } Antworte „ich übernehme“, um zu helfen.
notice-open-offer = 📌 { $sentence } Antworte „nehme ich“, wenn du es brauchst.
notice-open-own = 📌 { $sentence } Die Gruppen sehen keinen Namen. Ich schreibe dir hier, sobald sich jemand meldet; „zurückziehen“ nimmt es ab.
notice-claimed = 🤝 { $sentence } Ist vergeben.
notice-done = ✅ { $sentence } Ist erledigt.
notice-comes-again = Das nächste Mal: { $when }.
notice-expired = ⌛ { $sentence } Ist abgelaufen.
notice-withdrawn = { $no } hängt nicht mehr am Brett.
notice-held = { $sentence } Noch nicht sichtbar.
notice-many = 📌 Neu am Brett. Antworte „übernehme“ mit der Nummer, wie „übernehme { $number }“:
notice-many-line = { $line }
notice-many-line-closed = { $line } ({ $status })
changed = { $no } ist jetzt { $status }.

## Übernehmen

claim-taken = 🤝 { $name } übernimmt { $no }. Ich schreibe euch beiden privat. Falls es nicht klappt, antworte „kann doch nicht“.
claim-taken-this-time = 🤝 { $name } übernimmt { $no } dieses Mal, { $when }. Ich schreibe euch beiden privat. Falls es nicht klappt, antworte „kann doch nicht“.
claim-taken-some = { $left ->
    [0] 🤝 { $name } übernimmt { $count } von { $no }, und damit ist alles vergeben. Ich schreibe euch beiden privat.
   *[other] 🤝 { $name } übernimmt { $count } von { $no }; { $left } noch offen. Ich schreibe euch beiden privat.
}
claim-taken-short = { $count ->
    [one] 🤝 Danke! Von { $no } war noch eins frei, das hat jetzt { $name }. Ich schreibe euch beiden privat.
   *[other] 🤝 Danke! Von { $no } waren noch { $count } frei, die hat jetzt { $name }. Ich schreibe euch beiden privat.
}
claim-added = { $left ->
    [0] 🤝 { $name } übernimmt noch { $count } von { $no }, und damit ist alles vergeben. Danke!
   *[other] 🤝 { $name } übernimmt noch { $count } von { $no }; { $left } noch offen. Danke!
}
claim-added-short = { $count ->
    [one] 🤝 Danke! Von { $no } war noch eins frei, das hat jetzt auch { $name }.
   *[other] 🤝 Danke! Von { $no } waren noch { $count } frei, die hat jetzt auch { $name }.
}
helper-adds = 🤝 { $name } übernimmt noch { $count } von { $no }.
part-taken = 🤝 { $name } kann einen Teil von { $no } übernehmen, danke! Ich schreibe euch beiden privat und frage, ob das reicht.
ask-covers = Zu { $no } schreibt { $name }: { $text }
    Reicht das? Antworte „ja“ oder „nein“. Mit „nein“ bleibt der Rest offen, und { $name } behält den eigenen Teil.
covered = Gut, { $no } ist versorgt.
part-open = In Ordnung. Der Rest von { $no } bleibt offen, und ich frage in den Gruppen.
part-open-next = In Ordnung. Wer bei { $no } als Nächstes dran war, übernimmt den Rest.
rest-open = 📌 Ein Teil ist versorgt, der Rest ist noch offen: { $sentence } Antworte „ich übernehme“, um zu helfen.
take-over-asked = { $place ->
    [1] Danke! { $no } ist schon vergeben; ich frage nach, ob das noch gilt. Wenn nicht, ist es deins, und ich schreibe dir.
   *[other] Danke! { $no } ist schon vergeben; ich frage nach, ob das noch gilt. Du hast Platz { $place } auf der Warteliste, und ich schreibe dir, wenn es frei wird.
}
ask-still-yours = { $hours ->
    [one] Bist du noch dran an { $no } · { $summary }? Jemand anders kann es übernehmen, wenn dir das lieber ist. Antworte „ja“ oder „nein“, beides ist in Ordnung. Höre ich eine Stunde nichts, geht es weiter.
   *[other] Bist du noch dran an { $no } · { $summary }? Jemand anders kann es übernehmen, wenn dir das lieber ist. Antworte „ja“ oder „nein“, beides ist in Ordnung. Höre ich { $hours } Stunden nichts, geht es weiter.
}
ask-still-yours-offer = { $hours ->
    [one] Möchtest du { $no } · { $summary } noch? Jemand anders könnte es brauchen, falls du es nicht brauchst. Antworte „ja“ oder „nein“, beides ist in Ordnung. Höre ich eine Stunde nichts, geht es weiter.
   *[other] Möchtest du { $no } · { $summary } noch? Jemand anders könnte es brauchen, falls du es nicht brauchst. Antworte „ja“ oder „nein“, beides ist in Ordnung. Höre ich { $hours } Stunden nichts, geht es weiter.
}
still-yours = Danke! { $no } bleibt bei dir.
went-on = { $no } ist an jemand anderen gegangen, du musst nichts mehr tun. Danke, dass du dich gemeldet hast!
went-on-offer = { $no } ist an jemand anderen gegangen. Danke, dass du gefragt hast!
still-theirs = { $no } ist in guten Händen und bleibt, wo es ist. Du behältst deinen Platz auf der Warteliste; antworte „kann doch nicht“, wenn du ihn lieber abgibst.
still-theirs-offer = Wer { $no } haben wollte, möchte es noch. Du behältst deinen Platz auf der Warteliste; antworte „kann doch nicht“, wenn du ihn lieber abgibst.
claim-too-late = Danke! { $no } ist schon vergeben. Antworte „Ersatz“, dann rückst du nach.
claim-held = Du hast { $no } schon. Danke!
claim-own = { $no } ist von dir. Übernehmen muss es jemand anders.
closed = { $status ->
    [hidden] { $no } wird gerade nicht gezeigt.
    [held] { $no } ist gespeichert, aber noch nicht sichtbar.
    [claimed] { $no } ist vergeben.
    [done] { $no } ist schon erledigt. Danke!
    [expired] { $no } ist abgelaufen und hängt nicht mehr am Brett.
    [withdrawn] { $no } wurde vom Brett genommen.
   *[open] { $no } ist offen.
}
closed-for-now = Danke! { $no } ist für dieses Mal erledigt. Das nächste Mal: { $when }.
not-yours = { $no } ist nicht von dir, und du hast es nicht übernommen. Es bleibt also, wie es ist.
no-such-post = Am Brett hängt keine { $no }. Schreib „Brett“, um zu sehen, was da ist.
which-post = Was davon? Schreib auch die Nummer, wie „übernehme { $number }“:
which-post-backup = Was davon? Schreib auch die Nummer, wie „Ersatz { $number }“:
which-post-release = Was davon? Schreib auch die Nummer, wie „freigeben { $number }“:
which-post-done = Was davon? Schreib auch die Nummer, wie „erledigt { $number }“:
which-post-withdraw = Was davon? Schreib auch die Nummer, wie „zurückziehen { $number }“:
backup-noted = { $place ->
    [1] Danke! Bei { $no } rückst du als Erstes nach. Ich schreibe dir, wenn es frei wird.
   *[other] Danke! Bei { $no } hast du Platz { $place } auf der Warteliste. Ich schreibe dir, wenn es frei wird.
}

## Wenn es nicht klappt, und am Ende

release-noted = Danke fürs Bescheidsagen. { $no } ist wieder offen.
release-noted-next = Danke fürs Bescheidsagen. Jemand anders übernimmt { $no }.
open-again = 📌 Wieder offen: { $sentence } Antworte „ich übernehme“, um zu helfen.
open-again-offer = 📌 Wieder zu haben: { $sentence } Antworte „ich übernehme“ dafür.
helper-left = Bei { $no } klappt die Hilfe leider doch nicht. Es ist wieder offen, und ich frage in den Gruppen.
helper-left-offer = Wer { $no } haben wollte, kann es doch nicht nehmen. Es ist wieder offen, und ich frage in den Gruppen.
helper-left-next = Bei { $no } klappt die Hilfe leider doch nicht. { $name } rückt nach und übernimmt.
helper-left-next-offer = Wer { $no } haben wollte, kann es doch nicht nehmen. { $name } rückt nach und nimmt es.
thanked = Der Plan für { $no } hat sich geändert, du musst nichts mehr tun. Danke, dass du dich gemeldet hast.
thanked-offer = Der Plan für { $no } hat sich geändert, diesmal ist es doch nicht für dich. Danke, dass du gefragt hast.
done-noted = ✅ { $no } ist erledigt. Danke!
done-noted-for-now = ✅ { $no } ist für dieses Mal erledigt. Danke! Das nächste Mal: { $when }.
ask-outcome = Deine Hilfe sagt, { $no } ist erledigt. Wie lief es? Antworte mit einer Nummer:
    1 Alles erledigt
    2 Noch nötig, dieselbe Hilfe
    3 Noch nötig, jemand anders
    4 Weiß nicht
ask-outcome-offer = Wer { $no } genommen hat, sagt, es ist erledigt. Wie lief es? Antworte mit einer Nummer:
    1 Alles erledigt
    2 Steht noch, für dieselbe Person
    3 Steht noch, für jemand anderen
    4 Weiß nicht
outcome-all-done = Schön! { $no } ist abgeschlossen.
outcome-all-done-for-now = Schön! { $no } kommt wieder: { $when }. „hat sich erledigt“ beendet das.
outcome-same-helper = { $no } bleibt bei deiner Hilfe, ich habe Bescheid gesagt.
outcome-same-helper-offer = { $no } steht weiter für dieselbe Person, ich habe Bescheid gesagt.
outcome-someone-else = { $no } ist wieder offen, und ich suche jemand anderen. Du musst nichts begründen.
outcome-someone-else-offer = { $no } ist wieder offen für jemand anderen. Du musst nichts begründen.
outcome-not-sure = Das ist in Ordnung. { $no } ist erst einmal abgeschlossen; schreib „Suche: …“, wenn du es wieder brauchst.
outcome-not-sure-for-now = Das ist in Ordnung. { $no } kommt wieder: { $when }. „hat sich erledigt“ beendet das.
outcome-not-sure-offer = Das ist in Ordnung. { $no } ist erst einmal abgeschlossen; schreib „Biete: …“, wenn du es wieder anbietest.
outcome-not-sure-yet = Das ist in Ordnung. Ich frage dich morgen noch einmal nach { $no }.
other-says-done = ✅ { $no } ist erledigt, sagt die Person, die gefragt hat. Danke!
other-says-done-offer = ✅ { $no } ist erledigt, sagt die Person, die es angeboten hat. Danke!
still-needed = { $no } ist noch nicht ganz fertig, es wird noch gebraucht. Du hast es weiterhin; antworte „kann doch nicht“, wenn es nicht geht.
still-needed-offer = { $no } ist noch nicht ganz fertig, es steht weiter für dich bereit. Antworte „kann doch nicht“, wenn du es nicht mehr brauchst.
withdraw-noted = { $no } hängt nicht mehr am Brett.
other-withdrew = { $no } hat sich erübrigt, du musst nichts mehr tun. Danke, dass du dich gemeldet hast!
other-withdrew-offer = { $no } wird nicht mehr angeboten. Das tut mir leid; ich hoffe, du findest etwas anderes.
ask-still-needed = Noch aktuell? { $sentence } Antworte „ja“, dann bleibt es, oder „nein“, dann nehme ich es ab; ohne Antwort verschwindet es morgen vom Brett.
setting-noted = Notiert. Ab jetzt: { $setting }
setting-unread = Das konnte ich nicht lesen, also bleibt alles, wie es ist. Man schreibt es so: { $example }
setting-unknown = Eine Einstellung mit dem Namen kenne ich nicht. „Einstellungen“ zeigt alle.
settings = So bin ich eingestellt. Schick eine Zeile mit deinen Werten zurück, um sie zu ändern:
organizers-set = Das kann nur das Organisationsteam der Gruppe ändern. Bitte frag dort nach.
digest = Gerade offen. Antworte „übernehme“ mit der Nummer, wie „übernehme { $number }“:
digest-line-last = { $line } · verschwindet morgen vom Brett
night-need = Es ist spät, und das kann nicht warten: { $sentence } Antworte „ich übernehme“, wenn du kannst. „nachts nein“, und ich lasse deine Nächte in Ruhe.
nights-on = Danke! Ich darf dir nachts schreiben, wenn etwas Dringendes nicht warten kann. „nachts nein“ beendet das.
nights-off = In Ordnung, ich lasse deine Nächte in Ruhe. „nachts ja“ holt es zurück.
unmet-need = Das verschwindet morgen vom Brett, und noch hat es niemand: { $sentence } Antworte „ich übernehme“, um es zu übernehmen, „ja“, dann bleibt es, oder „nein“, dann nehme ich es ab.
ask-check-in = Bist du noch dran? { $sentence } Antworte „ja“, „erledigt“ oder „kann doch nicht“.
check-in-noted = { $count ->
    [one] Danke! { $numbers } bleibt bei dir. Wenn sich das ändert, schreib einfach „kann doch nicht“.
   *[other] Danke! { $numbers } bleiben bei dir. Wenn sich das ändert, schreib einfach die Nummer und „kann doch nicht“.
}
check-in-lapsed = Zu { $no } habe ich nichts von dir gehört, deshalb suche ich jemand anderen. Alles gut: Wenn du noch kannst, schreib „übernehme { $number }“.
helper-silent = Ich erreiche deine Hilfe für { $no } nicht, deshalb ist es wieder offen. Wird es noch gebraucht? Antworte „ja“, dann bleibt es, oder „nein“, dann nehme ich es ab.
helper-silent-next = Ich erreiche deine Hilfe für { $no } nicht. { $name } rückt nach und übernimmt.
late-drop-out = Hier ist gerade die Hilfe ausgefallen, und es ist bald so weit: { $sentence } Die Gruppen sehen es als offen. Antworte „ich übernehme“, um es zu übernehmen.
ask-still-needed-offer = Bietest du das noch an? { $sentence } Antworte „ja“, dann bleibt es, oder „nein“, dann nehme ich es ab; ohne Antwort verschwindet es morgen vom Brett.
several = Ein paar Fragen auf einmal. Schreib die Nummer vor deine Antwort, wie „{ $number } ja“.
which-answer = Wofür ist das? Schreib die Nummer vor deine Antwort, wie „{ $number } ja“:
extend-noted = { $no } bleibt am Brett.
held-for-now = Ich habe das als { $no } gespeichert. In der letzten Stunde kam viel zusammen, deshalb sehen es die Gruppen um { $time }.

## Erinnerungen

nudge = Hier fehlt noch jemand. Antworte „ich übernehme“, um zu helfen:
nudge-many = Hier fehlt noch jemand. Antworte „übernehme“ mit der Nummer, wie „übernehme { $number }“:
ask-fits-need = Vielleicht ist das, was du mit { $no } suchst: { $sentence } Soll ich euch verbinden? Antworte „ja“ oder „nein“; von dir erfährt niemand etwas, solange nicht beide ja sagen.
ask-fits-offer = Vielleicht braucht jemand, was du mit { $no } anbietest: { $sentence } Soll ich euch verbinden? Antworte „ja“ oder „nein“; von dir erfährt niemand etwas, solange nicht beide ja sagen.
ask-same = Jemand anders hat etwas ganz Ähnliches wie dein { $no } geschrieben: { $sentence } Ist es dasselbe? Antworte „ja“ oder „nein“. Sagt ihr beide ja, mache ich eins daraus.
pairing-noted = Danke. Ich frage auch die andere Seite und schreibe dir, wenn sie ja sagt.
pairing-left = In Ordnung, dabei bleibt es. { $no } bleibt, wie es ist.
pairing-over = Diesmal hat es nicht geklappt. { $no } bleibt, wie es ist, und ich suche weiter.
merged = { $gone } und { $no } waren dasselbe und sind jetzt eins: { $no }.
parted = { $no } und { $other } sind wieder zwei, mit allen, die dabei waren.
part-of = { $no } gehört jetzt zu { $into }.
already-posted = Das hängt schon am Brett, als { $no }.

## Kontakt

meet-helper = 🤝 { $name }, aus { $room }, übernimmt { $post }.
    Schreib hier, ich gebe es weiter; deine Nummer und Adresse bleiben bei dir. Wenn du lieber jemand anderen möchtest, antworte „jemand anders“.
    ({ $summary })
meet-helper-private = 🤝 { $name } übernimmt { $post }.
    Schreib hier, ich gebe es weiter; deine Nummer und Adresse bleiben bei dir. Wenn du lieber jemand anderen möchtest, antworte „jemand anders“.
    ({ $summary })
meet-author = 🤝 { $post } hast jetzt du.
    Schreib hier, ich gebe es an die andere Seite weiter; deine Nummer bleibt bei dir. „erledigt“, wenn es fertig ist, „kann doch nicht“, wenn es nicht geht.
    ({ $summary })
meet-author-next = 🤝 Es ist frei geworden: { $post } hast jetzt du.
    Schreib hier, ich gebe es an die andere Seite weiter. „kann doch nicht“, wenn es nicht geht.
    ({ $summary })
relay = { $no } · { $name }: { $text }
relay-corrected = { $no } · { $name } (berichtigt): { $text }
relay-failed = Ich konnte nicht weitergeben, was du zu { $no } geschrieben hast. Bitte versuch es noch einmal, oder such einen anderen Weg.
which-handoff = Für wen ist das? Antworte auf eine der Nachrichten, oder beginn mit der Nummer, wie „{ $number } bin gleich da“:
who-for = Für wen ist das? Antworte mit einer Nummer oder einem Namen. So lange bewahre ich auf, was du geschrieben hast, höchstens einen Tag.
who-for-line = { $number } { $line }
passed-on = Danke, ich habe es zu { $no } weitergegeben.
words-let-go = Du hast nicht gesagt, für wen es war, also habe ich es nicht behalten. Schreib es noch einmal, wenn es noch wichtig ist.
attachment-sent = { $no } · { $name } hat ein Bild oder eine Aufnahme geschickt. Ich kann nur Worte weitergeben.
cannot-write = { $name }, ich habe etwas für dich, kann dir aber nicht als Erstes schreiben. Schick mir bitte eine private Nachricht, ein Wort genügt.
attachment-left = Ich kann nur Worte weitergeben; das Bild oder die Aufnahme für { $no } ist bei mir geblieben.
link-code = { $minutes ->
    [one] Schick mir das innerhalb einer Minute von deinem anderen Konto: „verknüpfen { $code }“. Dann sind beide für mich eine Person. Zeig den Code niemandem sonst.
   *[other] Schick mir das innerhalb von { $minutes } Minuten von deinem anderen Konto: „verknüpfen { $code }“. Dann sind beide für mich eine Person. Zeig den Code niemandem sonst.
}
link-code-anew = { $minutes ->
    [one] Dein Code stand, wo andere ihn lesen können, also gilt er nicht mehr. Hier ist ein neuer, innerhalb einer Minute privat an mich: „verknüpfen { $code }“.
   *[other] Dein Code stand, wo andere ihn lesen können, also gilt er nicht mehr. Hier ist ein neuer, innerhalb von { $minutes } Minuten privat an mich: „verknüpfen { $code }“.
}
link-from-other = Dieser Code ist für dein anderes Konto: Bitte schick ihn mir von dort.
link-unknown = Diesen Code kenne ich nicht, oder seine Zeit ist um. Schreib „verknüpfe mich“ auf deinem anderen Konto für einen neuen.
link-locked = Das waren mehrere Codes, die ich nicht kenne. Bitte versuch es in einer Stunde noch einmal.
link-refused = Diese beiden Konten kann ich nicht zusammenbringen. Vielleicht andersherum: Frag hier nach dem Code und schick ihn vom anderen.
linked = Deine beiden Konten sind jetzt für mich eine Person. Was auf einem deins ist, ist es auf beiden, und ich schreibe dem zuletzt benutzten. Warst du das nicht, antworte „Verknüpfung aufheben“.
unlinked = Deine Konten sind wieder getrennt. Was du am Brett hast, bleibt bei dem, das nach dem Code gefragt hat.
unlinked-one = Dieses Konto steht wieder für sich. Deine anderen bleiben zusammen, und was du am Brett hast, bleibt bei dem, das nach dem Code gefragt hat.
no-such-account = Ein Konto von dir mit diesem Namen kenne ich nicht. Schreib „trenne dieses Konto“ von dem aus, das für sich stehen soll, oder „Verknüpfung aufheben“ für alle.
not-linked = Ich kenne nur ein Konto von dir. Schreib „verknüpfe mich“, um ein weiteres hinzuzufügen.
contact = { $no } · { $name } teilt den Kontakt mit dir: { $contact }
share-noted = Dein Kontakt ist bei der anderen Seite von { $no } angekommen.
handoff-over = Dieses Gespräch über { $no } ist zu Ende. Es wird nichts mehr weitergegeben.
neutral-opening = Hallo vom Schwarzen Brett der Nachbarschaft. Es gibt Neues zu etwas, das du geschrieben oder angeboten hast. Antworte irgendetwas, um mehr zu hören, oder „stopp“, um nichts zu hören.
neutral-let-go = In Ordnung. Dabei bleibt es.
not-this-one = Danke für dein Angebot! { $no } kann diesmal nicht an dich gehen; „Brett“ zeigt, was sonst offen ist.
not-safe = Gut, dass du es sagst. Es ist vorbei, und ich bringe euch nie wieder zusammen; die andere Seite hört nur, dass das Gespräch zu Ende ist. Soll ich es jemandem vom Organisationsteam sagen? Antworte mit einer Nummer oder „niemandem“.
not-safe-line = { $number } { $name }
not-safe-alone = Gut, dass du es sagst. Wer es auch war, zwischen euch geht nichts mehr hin und her. Ich habe niemanden, dem ich es sagen kann; wenn du in Gefahr bist, hol bitte jetzt Hilfe.
not-safe-told = { $name } weiß Bescheid und kann dir hier über mich schreiben. Was du jetzt hier schreibst, kommt dort an; „stopp“ beendet das.
not-safe-nobody = In Ordnung, ich sage es niemandem. Wenn du es dir anders überlegst, schreib „Mensch“.
somebody-unsafe-with = { $name }, aus { $room }, hat sich bei { $no } mit { $other } nicht sicher gefühlt und wollte, dass ich es nur dir sage. Der Kontakt ist schon getrennt; { $other } weiß nichts davon. Antworte auf diese Nachricht, und ich gebe es an { $name } weiter.
somebody-unsafe = { $name }, aus { $room }, fühlt sich nicht sicher und wollte, dass ich es nur dir sage. Antworte auf diese Nachricht, und ich gebe es weiter.
rest-noted = Ruh dich aus. Ich bitte dich um nichts, bis du „zurück“ schreibst.
rest-noted-claims = Ruh dich aus. Ich bitte dich um nichts, bis du „zurück“ schreibst. Das hast du noch; antworte „freigeben { $number }“, um es abzugeben:
back-noted = Schön, dass du wieder da bist. Ich darf dich jetzt wieder etwas fragen.
human-asked = Ich habe denen Bescheid gesagt, die sich um dieses Brett kümmern. Wer kann, antwortet hier; was du zurückschreibst, kommt dort an.
no-human = Es tut mir leid, gerade weiß ich niemanden, mit dem ich dich verbinden kann.
somebody-asks = { $name }, aus { $room }, möchte mit einem Menschen sprechen. Antworte auf diese Nachricht, und ich gebe es weiter; „stopp“ als Antwort beendet das Gespräch.
human-came = { $organizer } spricht jetzt mit { $name }. Für dich ist hier nichts mehr zu tun.
talk-said = { $name }: { $text }
talk-not-passed-on = Ich konnte nicht weitergeben, was du geschrieben hast. Bitte versuch es noch einmal, oder such einen anderen Weg.
talk-over = Dieses Gespräch ist zu Ende. Schreib „Mensch“, wann immer du wieder mit jemandem sprechen möchtest.
for-somebody-else = für jemand anderen
meet-for-others = Es ist für jemand anderen; wer es geschrieben hat, macht alles mit dir aus.
no-organizer = Seit einer Weile war niemand da, der sich um dieses Brett kümmert. Es läuft weiter wie bisher. Wenn du dich vorerst darum kümmern magst, schreib „betreuen“.
held-returned = { $no } hat auf jemanden gewartet, der sich um das Brett kümmert, und es ist niemand da. Es gehört wieder dir; schreib es neu, wenn es noch wichtig ist.
steward-asked = { $name } würde sich um dieses Brett kümmern, bis jemand vom Team zurück ist. Wenn dir das recht ist, antworte „ja“ auf diese Nachricht; zwei Leute reichen.
steward-backed = Danke. Noch ein „ja“ von jemand anderem, dann steht es fest.
steward-now = { $name } kümmert sich um dieses Brett, bis jemand vom Team zurück ist. Danke!
may-share = { $no } ist persönlich, darum bleibt es erst einmal dort, wo du es geschrieben hast. Dürfen die anderen Gruppen es auch sehen, ohne deinen Namen und ohne Straße? Antworte „ja“ oder „nein“. Beides ist gut.
share-post-noted = Danke. Die anderen Gruppen sehen { $no } jetzt, ohne deinen Namen und ohne Straße.
stays-home = Gut, { $no } bleibt dort, wo du es geschrieben hast.
ask-introduce = { $name }, aus { $room }, möchte bei { $no } helfen: { $summary }. Es ist persönlich, darum warten beide auf dich. Antworte „vorstellen { $number }“, dann können sie einander schreiben; sonst nicht.
may-introduce = { $name }, aus { $room }, möchte bei { $no } helfen. Soll ich euch zusammenbringen? Antworte „ja“, oder „nein“ für jemand anderen.
helper-waits = Jemand aus der Nachbarschaft möchte bei { $no } helfen. Weil es persönlich ist, spricht zuerst jemand vom Team mit der Person; dann schreibe ich dir.
author-waits = Danke für { $no }. Weil es persönlich ist, bringt euch jemand vom Team zusammen; dann schreibe ich dir.
introduced = Danke. Beide Seiten von { $no } können einander jetzt schreiben.
nobody-waits = Bei { $no } wartet niemand darauf, vorgestellt zu werden.
manner-listen = Ab jetzt lese ich hier mit und erkenne Gesuche und Angebote in allen Worten.
manner-explicit = Ab jetzt handle ich hier nur bei Worten, die mir gelten.
manner-local = Ab jetzt bleibt hier, was hier gepostet wird.
manner-shared = Ab jetzt sehen die anderen Gruppen, was hier gepostet wird, ohne Namen.
no-room = einem privaten Chat

## Nachsehen

list-empty = { $which ->
    [mine] Du hast nichts am Brett und nichts zugesagt.
    [needs] Gerade keine Gesuche am Brett.
    [offers] Gerade keine Angebote am Brett.
   *[board] Das Brett ist gerade leer.
}
list-head = { $which ->
    [mine] Deins:
    [needs] Gesuche:
    [offers] Angebote:
   *[board] Am Brett:
}
list-more = { $more ->
    [one] … und noch eins. Schreib mir privat „Brett“, um alles zu sehen.
   *[other] … und noch { $more }. Schreib mir privat „Brett“, um alles zu sehen.
}
list-line = { $line }
list-line-status = { $line } ({ $status })
help-room = Such oder biete in deinen Worten, oder beginn mit „Suche:“ oder „Biete:“. Antworte „ich übernehme“, um etwas zu übernehmen, „erledigt“, wenn es fertig ist, „kann doch nicht“, wenn es nicht geht. „Brett“ zeigt, was offen ist. Schreib mir privat, um ohne deinen Namen zu fragen.
help-private = Schreib „Suche: …“ oder „Biete: …“, und ich hänge es ohne deinen Namen aus. „Brett“ zeigt, was offen ist, „meine“, was von dir ist, „übernehme 14“ übernimmt die Nummer 14, „erledigt 14“ und „freigeben 14“ beenden sie. Alles andere geht an die Person, mit der du verbunden bist.
not-understood = Das habe ich nicht verstanden. Schreib „Suche: …“ oder „Biete: …“, um etwas auszuhängen, oder „Hilfe“.

## Ankommen und markieren

arrived = Hallo! Ich führe das Schwarze Brett von { $network }. Ich lese in dieser Gruppe Gesuche und Angebote mit und behalte nur die.
    Die anderen Gruppen des Netzes sehen sie ohne Namen, Telefonnummern und Hausnummern.
    Antworte „ich übernehme“, um zu helfen, „Brett“, um nachzusehen, „Hilfe“ für mehr. „nein“ unter deinem Eintrag nimmt ihn wieder ab. Schreib „ignoriere mich“, dann lese ich nichts von dir.
arrived-run-by = Hallo! Ich führe das Schwarze Brett von { $network } ({ $by }). Ich lese in dieser Gruppe Gesuche und Angebote mit und behalte nur die.
    Die anderen Gruppen des Netzes sehen sie ohne Namen, Telefonnummern und Hausnummern.
    Antworte „ich übernehme“, um zu helfen, „Brett“, um nachzusehen, „Hilfe“ für mehr. „nein“ unter deinem Eintrag nimmt ihn wieder ab. Schreib „ignoriere mich“, dann lese ich nichts von dir.
cannot-see-need = Diese Nachricht sehe ich nicht mehr. Bitte schreib „Suche:“ und was es ist.
cannot-see-offer = Diese Nachricht sehe ich nicht mehr. Bitte schreib „Biete:“ und was es ist.
what-is-it-need = Was ist es, in einem Wort? Antworte damit, dann kommt es als Gesuch ans Brett.
what-is-it-offer = Was ist es, in einem Wort? Antworte damit, dann kommt es als Angebot ans Brett.
ignoring = In Ordnung, ab jetzt lese ich nicht mehr, was du hier schreibst. Was du am Brett hast, bleibt, bis du es abnimmst. Um mit mir zu reden, antworte auf eine Nachricht von mir oder schreib mir privat. „hör mir zu“ macht das jederzeit rückgängig.
listening = Schön, dass du wieder da bist: Ich lese wieder mit. „ignoriere mich“ beendet das.
ask-forget = Ich kann dich vergessen. Dann verschwinden deine Einträge, wer auf dich zählt, erfährt es, und ich lösche alles, was ich von dir habe. Wenn du das willst, schreib in der nächsten Stunde noch einmal „vergiss mich“; sonst bleibt alles, wie es ist.
forgotten = Erledigt: Ich habe nichts mehr von dir. Danke, dass du dabei warst. Wenn du wieder schreibst, fangen wir neu an.
notice-erased = Hängt nicht mehr am Brett.

## Welche Gruppe

which-group = Für welche Gruppe ist das? Antworte mit ihrer Nummer. Bis dahin behalte ich deine Nachricht, höchstens einen Tag.
which-group-line = { $number } { $network }
group-noted = Danke, { $network } hat es. Was du in der nächsten Stunde hier schreibst, geht auch dorthin. Wenn es um etwas anderes geht, antworte auf die Nachricht dazu.
group-lapsed = Ich weiß nicht, welche Gruppe gemeint war, und habe deine Nachricht gelöscht. Bitte schreib sie noch einmal, wenn sie noch wichtig ist.
how-to-reach = Ich führe die Bretter mehrerer Gruppen und weiß noch nicht, welche deine ist. Schreib zuerst „Hilfe“ im Chat deiner Gruppe; danach kannst du mir hier schreiben.
speaks = Ab jetzt schreibe ich hier auf { $language }.

## Organizers

status-hidden = nicht in den Gruppen
organizer-not-yours = Das ist denen vorbehalten, die dieses Netz organisieren. Schreib „Mensch“, wenn du mit jemandem sprechen möchtest.
organizer-did = { $verb ->
    [hide] { $no } ist jetzt aus den Gruppen, bleibt aber erhalten. „rückgängig“ bringt es zurück.
    [show] { $no } ist wieder in den Gruppen.
    [close] { $no } ist vom Brett, und alle Beteiligten wissen es.
    [merge] { $other } gehört jetzt zu { $no }.
    [assign] Ich habe { $name } wegen { $no } gefragt. Du hörst von mir, wenn eine Antwort kommt.
    [allow] { $no } ist zugelassen.
    [refuse] { $no } bleibt draußen, und wer es schrieb, weiß es.
    [block] { $name } ist gesperrt: was von dort kommt, zählt nicht, und die Beiträge sind ausgeblendet. „rückgängig“ nimmt es zurück.
    [unblock] { $name } ist entsperrt, und die Beiträge sind wieder da.
    [pause] Ich bin jetzt still. Nichts wird gezeigt und niemand erinnert, bis du „fortsetzen“ schreibst.
   *[resume] Ich bin wieder da. Was liegen blieb, folgt.
}
organizer-no-change = Es war schon so, nichts hat sich geändert.
organizer-nobody = Ich kenne hier niemanden mit diesem Namen. Schreib ihn so, wie er im Chat steht.
organizer-which-one = Mehrere heißen so. Antworte mit einer Nummer:
organizer-candidate = { $number } { $name } · { $room }
organizer-candidate-unseen = { $number } { $name }
organizer-not-an-organizer = Diese Person organisiert hier auch, ich kann sie nicht sperren.
organizer-author-blocked = { $no } ist ausgeblendet, weil die Person gesperrt ist, die es schrieb. Entsperre sie, dann kommt es zurück.
organizer-nothing-to-undo = Es gibt nichts zurückzunehmen.
organizer-undid = { $verb ->
    [hide] Zurückgenommen: { $no } ist wieder in den Gruppen.
    [show] Zurückgenommen: { $no } ist aus den Gruppen.
    [close] Zurückgenommen: { $no } ist wieder auf dem Brett.
    [merge] Zurückgenommen: { $no } und { $other } sind wieder zwei.
    [assign] Zurückgenommen: { $name } wird nicht mehr wegen { $no } gefragt.
    [allow] Zurückgenommen: { $no } wartet wieder.
    [refuse] Zurückgenommen: { $no } wartet wieder.
    [block] Zurückgenommen: { $name } zählt wieder.
    [unblock] Zurückgenommen: { $name } ist gesperrt.
    [pause] Zurückgenommen: ich bin wieder da.
    [resume] Zurückgenommen: ich bin wieder still.
    [burn] Zurückgenommen: nichts wird gelöscht.
   *[export] Zurückgenommen: keine Kopie.
}
organizer-act = { $verb ->
    [hide] hat { $no } ausgeblendet
    [show] hat { $no } wieder gezeigt
    [close] hat { $no } geschlossen
    [merge] hat { $other } mit { $no } zusammengelegt
    [assign] hat { $name } wegen { $no } gefragt
    [set] hat eine Einstellung geändert
    [manner] hat geändert, wie ich in einer Gruppe bin
    [introduce] hat die beiden Seiten von { $no } zusammengebracht
    [allow] hat { $no } zugelassen
    [refuse] hat { $no } abgelehnt
    [block] hat { $name } gesperrt
    [unblock] hat { $name } entsperrt
    [pause] hat alles angehalten
    [resume] hat alles fortgesetzt
    [burn] wollte alles löschen
    [export] wollte eine Kopie des Bretts
   *[undo] hat das Letzte zurückgenommen
}
organizer-log = Was organisiert wurde, das Neueste zuerst:
organizer-log-empty = Nichts zu berichten: in den letzten 30 Tagen ist nichts geschehen.
organizer-log-line = { $day } · { $by } { $what }
organizer-log-line-undone = { $day } · { $by } { $what } (zurückgenommen)
organizer-held = Vorerst zurückgehalten:
organizer-held-none = Nichts ist zurückgehalten.
organizer-needs-another = { $verb ->
    [burn] Das löscht alles, was ich von diesem Netz habe, darum braucht es zwei. Ich habe die anderen gefragt; schreibt eine Person in 24 Stunden „alles löschen“, geschieht es. „rückgängig“ hält es auf.
   *[export] Eine Kopie des Bretts braucht zwei. Ich habe die anderen gefragt; jemand muss in 24 Stunden „exportieren“ schreiben.
}
organizer-no-other = { $verb ->
    [burn] Alles zu löschen braucht zwei, die organisieren, und du bist allein. Trag noch jemanden in die Konfiguration ein, oder setz two_organizers = false.
   *[export] Eine Kopie des Bretts braucht zwei, die organisieren, und du bist allein. Trag noch jemanden in die Konfiguration ein, oder setz two_organizers = false.
}
organizer-another-asks = { $verb ->
    [burn] { $name } möchte alles löschen, was ich von diesem Netz habe. Willst du das auch, schreib in 24 Stunden „alles löschen“. „rückgängig“ hält es auf.
   *[export] { $name } möchte eine Kopie des Bretts. Ist dir das recht, schreib in 24 Stunden „exportieren“. „rückgängig“ hält es auf.
}
organizer-export-how = Einverstanden, für 24 Stunden. Auf dem Rechner, auf dem ich laufe, schreibt der Befehl wegotus export das Brett in Dateien für eine Tabelle. Sie sind nicht verschlüsselt: bewahr sie gut auf.
organizer-burning = Es ist entschieden: Ich lösche jetzt alles, was ich von diesem Netz habe. Nachrichten in euren Gruppen bleiben dort. Ab jetzt bin ich still, bis jemand von der Organisation „fortsetzen“ schreibt.
organizer-closed-for-you = { $no } wurde von jemandem, der hier organisiert, vom Brett genommen. Fragen ist nie falsch; schreib „Mensch“, wenn du darüber reden möchtest.
organizer-ask-take-on = Jemand vom Team fragt, ob du das übernehmen könntest: { $sentence } Antworte „ja“ oder „nein“; beides ist gut.
organizer-take-on-left = Das ist in Ordnung, danke fürs Sagen.
organizer-taken-on = { $name } übernimmt { $no }.
organizer-not-taken-on = { $name } kann { $no } diesmal nicht übernehmen.
organizer-cannot-ask = Ich kann { $name } gerade nicht wegen { $no } fragen. Vielleicht jemand anders?
organizer-all-taken = { $no } ist schon vergeben, darum habe ich niemanden gefragt.
organizer-stay-two = { $no } und { $other } bleiben zwei: nur zwei Gesuche oder zwei Angebote, die am Brett hängen, können eins werden.
paused = Ich mache gerade Pause. Bitte versuch es etwas später noch einmal.

## Sicherheit

safety-comfort = Das klingt schwer, und es tut mir leid. Du bist nicht allein. Was du geschrieben hast, geht durch mich nicht weiter. Hier gibt es jetzt gleich Hilfe:
safety-comfort-alone = Das klingt schwer, und es tut mir leid. Du bist nicht allein. Was du geschrieben hast, geht durch mich nicht weiter. Bitte wende dich an jemanden, dem du vertraust, oder an den Notruf bei dir. Schreib hier „Mensch“, dann bitte ich jemanden vom Team, mit dir zu sprechen.
safety-ask-show = Du hast auch um etwas gebeten ({ $no }). Ich habe es niemandem gezeigt. Soll ich es ans Brett hängen, wo es die Nachbarn aller Gruppen ohne deinen Namen sehen? Antworte „ja“ oder „nein“; beides ist gut.
safety-show-noted = { $no } hängt jetzt am Brett. Mit „hat sich erledigt“ nimmst du es jederzeit ab.
safety-money-held = Danke, dass du fragst. In { $no } geht es um eine Art zu zahlen, mit der oft betrogen wird, darum schaut erst jemand vom Team darauf. Wenn das bis { $time } niemand tut, steht es nur in deiner Gruppe.
safety-money-waits = Hier wird auf eine Art um Geld gebeten, wie sie bei Betrug üblich ist, darum wartet es auf dein Wort: { $sentence }
safety-money-what-to-do = Schreib „zulassen { $number }“ oder „ablehnen { $number }“. Wenn das bis { $time } niemand tut, steht es nur in seiner eigenen Gruppe, mit einem Wort zur Vorsicht.
safety-let-through = Jemand vom Team hat { $no } angesehen, und jetzt hängt es am Brett.
safety-refused = Jemand vom Team hat { $no } angesehen und möchte es so lieber nicht aushängen. Frag gern noch einmal anders, oder schreib „Mensch“, um darüber zu reden.
safety-author-decides = Ob { $no } gezeigt wird, sagt allein, wer es geschrieben hat. Ich habe nachgefragt.
safety-takes-much = Danke, du hast in einer Stunde schon viel übernommen! Überlass { $no } bitte anderen, oder versuch es etwas später.
safety-somebody-takes-much = { $name } hat in einer Stunde sehr viel übernommen, das Nächste muss darum warten. Wenn etwas nicht stimmt, hilft „sperren @{ $name }“.
notice-caution = Bitte schick nie Geschenkkarten, Codes oder Geld an jemanden, den du nicht kennst.
