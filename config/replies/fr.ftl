# Tout ce que le bot peut dire, en français. Court et chaleureux : à lire comme dans un moment difficile.
# {$no} est le numéro d'une annonce avec son signe, comme #14.

## Les morceaux d'une ligne sur une annonce

kind-need = Besoin
kind-offer = Offre
urgent = urgent
from = via { $room }
slots-left = encore { $left } sur { $slots }
written-in = en { $language }
when-day = { $weekday } { $day } { $month }
when-time = { $weekday } { $day } { $month }, { $time }
every-1 = chaque lundi
every-2 = chaque mardi
every-3 = chaque mercredi
every-4 = chaque jeudi
every-5 = chaque vendredi
every-6 = chaque samedi
every-7 = chaque dimanche
every-day = tous les jours
every-workday = du lundi au vendredi
every-week = chaque semaine
every-two-weeks = toutes les deux semaines
every-week-on = chaque semaine : { $days }
every-two-weeks-on = toutes les deux semaines : { $days }
every-month = chaque mois
every-month-day = { $day ->
    [1] le 1er
    [31] le dernier jour
   *[other] le { $day }
} de chaque mois
every-month-1 = le premier { $day } de chaque mois
every-month-1-weekend = le premier { $day } de chaque mois
every-month-2 = le deuxième { $day } de chaque mois
every-month-2-weekend = le deuxième { $day } de chaque mois
every-month-3 = le troisième { $day } de chaque mois
every-month-3-weekend = le troisième { $day } de chaque mois
every-month-4 = le quatrième { $day } de chaque mois
every-month-4-weekend = le quatrième { $day } de chaque mois
every-month-5 = le dernier { $day } de chaque mois
every-month-5-weekend = le dernier { $day } de chaque mois
day-1 = lundi
day-2 = mardi
day-3 = mercredi
day-4 = jeudi
day-5 = vendredi
day-6 = samedi
day-7 = dimanche
every-at = { $every }, { $time }
status-held = pas encore visible
status-open = disponible
status-claimed = pris
status-done = fait
status-expired = délai passé
status-withdrawn = retiré
somebody = quelqu'un du quartier
category-food = à manger
category-water = eau
category-medical = santé
category-shelter = un toit
category-transport = trajet
category-clothing = vêtements
category-money = argent
category-childcare = garde d'enfants
category-eldercare = aide aux aînés
category-errands = courses
category-information = infos
category-supplies = matériel
category-baby = bébé
category-tools = outils
category-emotional = compagnie
category-other = autre
weekday-1 = lun
weekday-2 = mar
weekday-3 = mer
weekday-4 = jeu
weekday-5 = ven
weekday-6 = sam
weekday-7 = dim
month-1 = janv
month-2 = févr
month-3 = mars
month-4 = avr
month-5 = mai
month-6 = juin
month-7 = juil
month-8 = août
month-9 = sept
month-10 = oct
month-11 = nov
month-12 = déc
language-en = anglais
language-es = espagnol
language-fr = français
language-pt = portugais
language-ar = arabe
language-he = hébreu
language-de = allemand
language-hi-Latn = hindi ou ourdou

## Annonces

notice-open-need = 📌 { $sentence } Pour aider, réponds « je prends ».
notice-open-offer = 📌 { $sentence } Si ça te va, réponds « je prends ».
notice-open-own = 📌 { $sentence } Les groupes ne voient pas ton nom. Je t'écris ici dès que quelqu'un répond ; « je retire » l'enlève.
notice-claimed = 🤝 { $sentence } C'est pris.
notice-done = ✅ { $sentence } C'est fait.
notice-comes-again = La prochaine fois : { $when }.
notice-expired = ⌛ { $sentence } Le délai est passé.
notice-withdrawn = { $no } n'est plus sur le tableau.
notice-held = { $sentence } Pas encore visible.
notice-many = 📌 Du nouveau sur le tableau. Réponds « je prends » et le numéro, comme « je prends le { $number } » :
notice-many-line = { $line }
notice-many-line-closed = { $line } ({ $status })
changed = { $no } : { $status }.

## Prendre

claim-taken = 🤝 { $name } prend { $no }. J'écris aux deux en privé. En cas d'empêchement, réponds « je ne peux plus ».
claim-taken-this-time = 🤝 { $name } prend { $no } cette fois, { $when }. J'écris aux deux en privé. En cas d'empêchement, réponds « je ne peux plus ».
claim-taken-some = { $left ->
    [0] 🤝 { $name } prend { $count } de { $no }, et le compte y est. J'écris aux deux en privé.
   *[other] 🤝 { $name } prend { $count } de { $no } ; il en reste { $left }. J'écris aux deux en privé.
}
claim-taken-short = { $count ->
    [one] 🤝 Merci ! Il restait encore un de { $no }, et { $name } le prend. J'écris aux deux en privé.
   *[other] 🤝 Merci ! Il restait encore { $count } de { $no }, et { $name } les prend. J'écris aux deux en privé.
}
claim-added = { $left ->
    [0] 🤝 { $name } prend encore { $count } de { $no }, et le compte y est. Merci !
   *[other] 🤝 { $name } prend encore { $count } de { $no } ; il en reste { $left }. Merci !
}
claim-added-short = { $count ->
    [one] 🤝 Merci ! Il restait encore un de { $no }, et { $name } le prend aussi.
   *[other] 🤝 Merci ! Il restait encore { $count } de { $no }, et { $name } les prend aussi.
}
helper-adds = 🤝 { $name } prend encore { $count } de { $no }.
part-taken = 🤝 { $name } peut faire une partie de { $no }, merci ! Je vous écris à tous les deux en privé, et je demande si ça suffit.
ask-covers = Pour { $no }, { $name } écrit : { $text }
    Est-ce que ça suffit ? Réponds « oui » ou « non ». Avec « non », le reste est encore à prendre, et { $name } garde sa part.
covered = Très bien, { $no } est assuré.
part-open = D'accord. Le reste de { $no } est encore à prendre, et je demande dans les groupes.
part-open-next = D'accord. La personne suivante dans la file de { $no } prend le reste.
rest-open = 📌 Une partie est assurée, le reste est encore à prendre : { $sentence } Pour aider, réponds « je prends ».
take-over-asked = { $place ->
    [1] Merci ! { $no } est déjà pris ; je demande si c'est toujours bon. Sinon c'est pour toi, et je t'écris.
   *[other] Merci ! { $no } est déjà pris ; je demande si c'est toujours bon. Tu as la place { $place } dans la file, et je t'écris si ça se libère.
}
ask-still-yours = { $hours ->
    [one] C'est toujours bon pour { $no } · { $summary } ? Quelqu'un d'autre peut s'en charger si tu préfères. Réponds « oui » ou « non », les deux conviennent. Sans nouvelles dans une heure, ça passe à cette personne.
   *[other] C'est toujours bon pour { $no } · { $summary } ? Quelqu'un d'autre peut s'en charger si tu préfères. Réponds « oui » ou « non », les deux conviennent. Sans nouvelles dans { $hours } heures, ça passe à cette personne.
}
ask-still-yours-offer = { $hours ->
    [one] Tu veux toujours { $no } · { $summary } ? Quelqu'un d'autre en aurait l'usage si tu n'en as pas besoin. Réponds « oui » ou « non », les deux conviennent. Sans nouvelles dans une heure, ça passe à cette personne.
   *[other] Tu veux toujours { $no } · { $summary } ? Quelqu'un d'autre en aurait l'usage si tu n'en as pas besoin. Réponds « oui » ou « non », les deux conviennent. Sans nouvelles dans { $hours } heures, ça passe à cette personne.
}
still-yours = Merci ! { $no } reste avec toi.
went-on = { $no } est passé à quelqu'un d'autre : tu n'as plus rien à faire. Merci d'avoir répondu à l'appel !
went-on-offer = { $no } est passé à quelqu'un d'autre. Merci d'avoir demandé !
still-theirs = { $no } est entre de bonnes mains : c'est toujours bon de leur côté. Tu gardes ta place dans la file ; si tu préfères la laisser, réponds « je ne peux plus ».
still-theirs-offer = La personne qui a demandé { $no } le veut toujours. Tu gardes ta place dans la file ; si tu préfères la laisser, réponds « je ne peux plus ».
claim-too-late = Merci ! { $no } est déjà pris. Réponds « en réserve » et tu passes juste après.
claim-held = Tu as déjà { $no }. Merci !
claim-own = { $no } vient de toi. C'est à quelqu'un d'autre de le prendre.
closed = { $status ->
    [hidden] { $no } n'est pas visible en ce moment.
    [held] { $no } est noté, mais pas encore visible.
    [claimed] { $no } est pris.
    [done] { $no } est déjà fait. Merci !
    [expired] { $no } a expiré et n'est plus sur le tableau.
    [withdrawn] { $no } a été retiré du tableau.
   *[open] { $no } est disponible.
}
closed-for-now = Merci ! { $no } est fait pour cette fois. La prochaine fois : { $when }.
not-yours = { $no } n'est pas à toi et tu ne l'as pas pris, je l'ai donc laissé comme il est.
no-such-post = Il n'y a pas de { $no } sur le tableau. Écris « tableau » pour voir ce qu'il y a.
which-post = Lequel ? Écris aussi le numéro, comme « je prends le { $number } » :
which-post-backup = Lequel ? Écris aussi le numéro, comme « remplaçant { $number } » :
which-post-release = Lequel ? Écris aussi le numéro, comme « je libère { $number } » :
which-post-done = Lequel ? Écris aussi le numéro, comme « fait { $number } » :
which-post-withdraw = Lequel ? Écris aussi le numéro, comme « je retire { $number } » :
backup-noted = { $place ->
    [1] Merci ! Pour { $no }, tu passes juste après. Je t'écris si ça se libère.
   *[other] Merci ! Pour { $no }, tu as la place { $place } dans la file. Je t'écris si ça se libère.
}

## Quand ça ne marche pas, et à la fin

release-noted = Merci de l'avoir dit. { $no } est de nouveau disponible.
release-noted-next = Merci de l'avoir dit. Quelqu'un d'autre prend { $no }.
open-again = 📌 De nouveau ouvert : { $sentence } Pour aider, réponds « je prends ».
open-again-offer = 📌 De nouveau ouvert : { $sentence } Si ça te dit, réponds « je prends ».
helper-left = La personne qui devait t'aider pour { $no } a un empêchement. C'est de nouveau ouvert, et je demande aux groupes.
helper-left-offer = La personne qui voulait { $no } ne peut finalement pas le prendre. C'est de nouveau ouvert, et je demande aux groupes.
helper-left-next = La personne qui devait t'aider pour { $no } a un empêchement. { $name } attendait son tour et prend le relais.
helper-left-next-offer = La personne qui voulait { $no } ne peut finalement pas le prendre. { $name } attendait son tour : c'est pour { $name } maintenant.
thanked = Les plans ont changé pour { $no } : tu n'as plus rien à faire. Merci d'avoir répondu à l'appel.
thanked-offer = Les plans ont changé pour { $no } : finalement, ce n'est pas pour toi. Merci d'avoir demandé.
done-noted = ✅ { $no } est fait. Merci !
done-noted-for-now = ✅ { $no } est fait pour cette fois. Merci ! La prochaine fois : { $when }.
ask-outcome = La personne qui t'aide dit que { $no } est fait. Comment ça s'est passé ? Réponds par un numéro :
    1 Tout est fait
    2 Il en faut encore, même personne
    3 Il en faut encore, quelqu'un d'autre
    4 Je ne sais pas
ask-outcome-offer = La personne qui a pris { $no } dit que c'est fait. Comment ça s'est passé ? Réponds par un numéro :
    1 Tout est fait
    2 Toujours là, pour la même personne
    3 Toujours là, pour quelqu'un d'autre
    4 Je ne sais pas
outcome-all-done = Tant mieux. { $no } est clos.
outcome-all-done-for-now = Tant mieux. { $no } revient : { $when }. « plus besoin » y met fin.
outcome-same-helper = { $no } reste avec la même personne, et je l'ai prévenue.
outcome-same-helper-offer = { $no } reste pour la même personne, et je l'ai prévenue.
outcome-someone-else = { $no } est de nouveau ouvert, et je cherche quelqu'un d'autre. Pas besoin de dire pourquoi.
outcome-someone-else-offer = { $no } est de nouveau ouvert pour quelqu'un d'autre. Pas besoin de dire pourquoi.
outcome-not-sure = Ce n'est pas grave. { $no } est clos pour l'instant ; écris « besoin : … » s'il en faut encore.
outcome-not-sure-for-now = Ce n'est pas grave. { $no } revient : { $when }. « plus besoin » y met fin.
outcome-not-sure-offer = Ce n'est pas grave. { $no } est clos pour l'instant ; écris « je propose : … » si tu le proposes encore.
outcome-not-sure-yet = Ce n'est pas grave. Je te redemande une fois demain pour { $no }.
other-says-done = ✅ { $no } est fait, dit la personne qui l'a demandé. Merci !
other-says-done-offer = ✅ { $no } est fait, dit la personne qui l'a proposé. Merci !
still-needed = { $no } n'est pas tout à fait fini : il en faut encore. C'est toujours à toi ; en cas d'empêchement, réponds « je ne peux plus ».
still-needed-offer = { $no } n'est pas tout à fait fini : c'est toujours là pour toi. Si tu n'en as plus besoin, réponds « je ne peux plus ».
withdraw-noted = { $no } n'est plus sur le tableau.
other-withdrew = { $no } n'est plus d'actualité : tu n'as plus rien à faire. Merci d'avoir répondu à l'appel !
other-withdrew-offer = { $no } n'est plus proposé. Désolé, et j'espère que tu trouveras ailleurs.
ask-still-needed = Toujours d'actualité ? { $sentence } Réponds « oui » pour garder l'annonce ou « non » pour la retirer ; sans réponse, elle quitte le tableau demain.
setting-noted = C'est noté. À partir de maintenant : { $setting }
setting-unread = Je n'ai pas pu lire ça, alors rien ne change. Ça s'écrit comme ceci : { $example }
setting-unknown = Je ne connais pas de réglage de ce nom. « réglages » les montre tous.
settings = Voilà comment je suis réglé. Pour changer, renvoie une ligne avec tes valeurs :
organizers-set = Seule l'équipe du groupe peut changer ça. Demande à l'une d'elles, s'il te plaît.
digest = Ouvert en ce moment. Réponds « je prends » et le numéro, comme « je prends le { $number } » :
digest-line-last = { $line } · quitte le tableau demain
night-need = Il est tard, et ça ne peut pas attendre : { $sentence } Réponds « je prends » si tu peux. « nuits non », et je laisse tes nuits tranquilles.
nights-on = Merci ! Je peux t'écrire la nuit quand quelque chose d'urgent ne peut pas attendre. « nuits non » y met fin.
nights-off = D'accord, je laisse tes nuits tranquilles. « nuits oui » les rouvre.
unmet-need = Ceci quitte le tableau demain, et personne ne l'a encore pris : { $sentence } Réponds « je prends » pour t'en charger, « oui » pour le garder ou « non » pour le retirer.
ask-check-in = Toujours bon ? { $sentence } Réponds « oui », « c'est fait » ou « je ne peux plus ».
check-in-noted = { $count ->
    [one] Merci ! { $numbers } reste avec toi. Si ça change, écris simplement « je ne peux plus ».
   *[other] Merci ! { $numbers } restent avec toi. Si ça change, écris simplement le numéro et « je ne peux plus ».
}
check-in-lapsed = Je n'ai pas de nouvelles de toi pour { $no }, alors je cherche quelqu'un d'autre. Tout va bien : si tu peux encore, écris « je prends le { $number } ».
helper-silent = Je n'arrive pas à joindre la personne qui devait t'aider pour { $no } ; c'est de nouveau ouvert. Il en faut encore ? Réponds « oui » pour garder l'annonce ou « non » pour la retirer.
helper-silent-next = Je n'arrive pas à joindre la personne qui devait t'aider pour { $no }. { $name } attendait son tour et prend le relais.
late-drop-out = Ici l'aide vient de tomber à l'eau, et l'heure approche : { $sentence } Les groupes le voient comme ouvert. Réponds « je prends » pour t'en charger.
ask-still-needed-offer = Tu proposes toujours ça ? { $sentence } Réponds « oui » pour garder l'annonce ou « non » pour la retirer ; sans réponse, elle quitte le tableau demain.
several = Quelques questions à la fois. Mets le numéro devant ta réponse, comme « { $number } oui ».
which-answer = C'est pour laquelle ? Mets son numéro devant ta réponse, comme « { $number } oui » :
extend-noted = { $no } reste sur le tableau.
held-for-now = C'est noté : { $no }. Il y a eu beaucoup d'annonces en une heure, alors les groupes le verront à { $time }.

## Rappels

nudge = On attend encore quelqu'un. Pour aider, réponds « je prends » :
nudge-many = On attend encore quelqu'un. Réponds « je prends » et le numéro, comme « je prends le { $number } » :
ask-fits-need = C'est peut-être ce que tu cherches avec { $no } : { $sentence } Est-ce que je vous mets en contact ? Réponds « oui » ou « non » ; l'autre ne l'apprend que si vous dites oui tous les deux.
ask-fits-offer = Quelqu'un a peut-être besoin de ce que tu offres avec { $no } : { $sentence } Est-ce que je vous mets en contact ? Réponds « oui » ou « non » ; l'autre ne l'apprend que si vous dites oui tous les deux.
ask-same = Quelqu'un d'autre a publié une annonce très proche de ton { $no } : { $sentence } C'est la même ? Réponds « oui » ou « non ». Avec deux fois oui, j'en fais une seule.
pairing-noted = Merci. Je demande aussi à l'autre côté, et je t'écris si c'est oui.
pairing-left = D'accord, on en reste là. { $no } ne change pas.
pairing-over = Ça n'a pas marché cette fois. { $no } ne change pas, et je continue à chercher.
merged = { $gone } et { $no } étaient la même chose, alors ils ne font plus qu'un : { $no }.
parted = { $no } et { $other } sont de nouveau deux, chacun avec les personnes qui l'avaient pris.
part-of = { $no } fait maintenant partie de { $into }.
already-posted = C'est déjà sur le tableau : { $no }.

## Mise en contact

meet-helper = 🤝 { $name }, via { $room }, prend { $post }.
    Écris ici et je transmets ; ton numéro et ton adresse restent entre nous. Si tu préfères quelqu'un d'autre, réponds « quelqu'un d'autre ».
    ({ $summary })
meet-helper-private = 🤝 { $name } prend { $post }.
    Écris ici et je transmets ; ton numéro et ton adresse restent entre nous. Si tu préfères quelqu'un d'autre, réponds « quelqu'un d'autre ».
    ({ $summary })
meet-author = 🤝 { $post } : c'est pour toi.
    Écris ici et je transmets à la personne qui l'a publié ; ton numéro reste entre nous. « c'est fait » à la fin, « je ne peux plus » en cas d'empêchement.
    ({ $summary })
meet-author-next = 🤝 La place s'est libérée : { $post } est pour toi.
    Écris ici et je transmets à la personne qui l'a publié. « je ne peux plus » en cas d'empêchement.
    ({ $summary })
relay = { $no } · { $name } : { $text }
relay-corrected = { $no } · { $name } (corrigé) : { $text }
relay-failed = Je n'ai pas pu transmettre ton message sur { $no }. Essaie encore, ou trouve un autre moyen de joindre la personne.
which-handoff = C'est pour qui ? Réponds à un de ses messages, ou commence par le numéro, comme « { $number } je suis en route » :
who-for = C'est pour qui ? Réponds par un numéro ou un nom. Je garde ce que tu as écrit jusque-là, un jour au plus.
who-for-line = { $number } { $line }
passed-on = Merci, c'est transmis pour { $no }.
words-let-go = Tu n'as pas dit pour qui c'était, alors je n'ai pas gardé ce que tu as écrit. Réécris-le si ça compte encore.
attachment-sent = { $no } · { $name } a envoyé une photo ou un vocal. Je ne peux transmettre que des mots.
cannot-write = { $name }, j'ai quelque chose pour toi, mais je ne peux pas t'écrire en premier. Envoie-moi un message privé, un mot suffit.
attachment-left = Je ne transmets que des mots ; la photo ou le vocal pour { $no } reste avec moi.
link-code = { $minutes ->
    [one] Envoie-moi ceci depuis ton autre compte d'ici une minute : « relier { $code } ». Les deux seront alors une seule personne pour moi. Ne montre le code à personne.
   *[other] Envoie-moi ceci depuis ton autre compte d'ici { $minutes } minutes : « relier { $code } ». Les deux seront alors une seule personne pour moi. Ne montre le code à personne.
}
link-code-anew = { $minutes ->
    [one] Ton code a été écrit là où d'autres le lisent, il ne vaut donc plus. En voici un autre, à m'envoyer en privé d'ici une minute : « relier { $code } ».
   *[other] Ton code a été écrit là où d'autres le lisent, il ne vaut donc plus. En voici un autre, à m'envoyer en privé d'ici { $minutes } minutes : « relier { $code } ».
}
link-from-other = Ce code est pour ton autre compte : envoie-le-moi de là-bas, s'il te plaît.
link-unknown = Je ne connais pas ce code, ou son temps est passé. Écris « relie-moi » sur ton autre compte pour en avoir un nouveau.
link-locked = Ça fait plusieurs codes que je ne connais pas. Réessaie dans une heure, s'il te plaît.
link-refused = Je ne peux pas réunir ces deux comptes. Peut-être dans l'autre sens : demande le code ici, et envoie-le depuis l'autre.
linked = Tes deux comptes sont maintenant une seule personne pour moi. Ce qui est à toi sur l'un l'est sur les deux, et je t'écris au dernier utilisé. Si ce n'était pas toi, réponds « délie-moi ».
unlinked = Tes comptes sont de nouveau séparés. Ce que tu as sur le tableau reste à celui qui a demandé le code.
unlinked-one = Ce compte est de nouveau à part. Les autres restent ensemble, et ce que tu as sur le tableau reste à celui qui a demandé le code.
no-such-account = Je ne te connais aucun compte de ce nom. Écris « délie ce compte » depuis celui qui doit être à part, ou « délie-moi » pour tous.
not-linked = Je ne te connais qu'un compte. Écris « relie-moi » pour en ajouter un autre.
contact = { $no } · { $name } te donne son contact : { $contact }
share-noted = J'ai donné ton contact à l'autre personne pour { $no }.
handoff-over = Cette conversation sur { $no } est finie. Plus rien n'est transmis.
neutral-opening = Bonjour, c'est le tableau du quartier. Il y a du nouveau sur quelque chose que tu as écrit ou proposé. Réponds n'importe quoi pour en savoir plus, ou « arrêter » pour ne rien recevoir.
neutral-let-go = D'accord. On en reste là.
not-this-one = Merci d'avoir proposé ! Cette fois, { $no } ne peut pas être pour toi ; « tableau » montre ce qui est encore ouvert.
not-safe = Tu as bien fait de le dire. C'est fini, et je ne vous remettrai plus jamais en contact ; l'autre personne sait seulement que la conversation est finie. Est-ce que je préviens quelqu'un de l'organisation ? Réponds par un numéro, ou « personne ».
not-safe-line = { $number } { $name }
not-safe-alone = Tu as bien fait de le dire. Qui que ce soit, plus rien ne passe entre vous. Je n'ai personne de l'organisation à prévenir ; si tu es en danger, demande de l'aide tout de suite.
not-safe-told = { $name } est au courant et peut t'écrire ici, à travers moi. Ce que tu écris ici lui parvient maintenant ; « arrêter » y met fin.
not-safe-nobody = D'accord, je ne le dis à personne. Si tu changes d'avis, écris « une personne ».
somebody-unsafe-with = { $name }, via { $room }, ne se sentait pas en sécurité avec { $other } pour { $no } et m'a demandé de le dire à toi et à personne d'autre. Le contact est déjà coupé ; { $other } ne le sait pas. Réponds à ce message et je transmets à { $name }.
somebody-unsafe = { $name }, via { $room }, ne se sent pas en sécurité et m'a demandé de le dire à toi et à personne d'autre. Réponds à ce message et je transmets.
rest-noted = Repose-toi bien. Je ne te demande rien jusqu'à ce que tu écrives « de retour ».
rest-noted-claims = Repose-toi bien. Je ne te demande rien jusqu'à ce que tu écrives « de retour ». Ceci est toujours à toi ; réponds « je libère { $number } » pour passer le relais :
back-noted = Ça fait plaisir de te retrouver. Je peux de nouveau te demander des choses.
human-asked = J'ai prévenu les personnes qui s'occupent de ce tableau. La première qui le peut te répond ici ; ce que tu écris en réponse lui parvient.
no-human = Désolé, pour l'instant je ne vois personne avec qui te mettre en contact.
somebody-asks = { $name }, via { $room }, aimerait parler à quelqu'un. Réponds à ce message et je transmets ; « arrêter » en réponse met fin à l'échange.
human-came = { $organizer } parle maintenant avec { $name }. Tu n'as plus rien à faire ici.
talk-said = { $name } : { $text }
talk-not-passed-on = Je n'ai pas pu transmettre ton message. Essaie encore, ou trouve un autre moyen de joindre la personne.
talk-over = Cet échange est fini. Écris « une personne » dès que tu veux de nouveau parler à quelqu'un.
for-somebody-else = pour quelqu'un d'autre
meet-for-others = C'est pour quelqu'un d'autre ; la personne qui l'a écrit s'arrange avec toi.
no-organizer = Personne qui s'occupe de ce tableau n'a été vu depuis un moment. Il continue comme avant. Si tu veux t'en occuper pour l'instant, écris « gardien ».
held-returned = { $no } attendait quelqu'un qui s'occupe du tableau, et il n'y a personne. C'est de nouveau à toi ; écris-le encore si c'est toujours utile.
steward-asked = { $name } s'occuperait de ce tableau jusqu'au retour de ceux qui l'organisent. Si ça te va, réponds « oui » à ce message ; deux personnes suffisent.
steward-backed = Merci. Encore un « oui » d'une autre personne et c'est décidé.
steward-now = { $name } s'occupe de ce tableau jusqu'au retour de ceux qui l'organisent. Merci !
may-share = { $no } est personnel, alors pour l'instant il reste là où tu l'as écrit. Les autres groupes peuvent-ils le voir, sans ton nom et sans rue ? Réponds « oui » ou « non ». Les deux sont bien.
share-post-noted = Merci. Les autres groupes voient { $no } maintenant, sans ton nom et sans rue.
stays-home = D'accord, { $no } reste là où tu l'as écrit.
ask-introduce = { $name }, de { $room }, veut aider pour { $no } : { $summary }. C'est personnel, alors on t'attend. Réponds « présenter { $number } » et les deux pourront s'écrire ; sinon, non.
may-introduce = { $name }, de { $room }, veut aider pour { $no }. Je vous mets en contact ? Réponds « oui », ou « non » pour quelqu'un d'autre.
helper-waits = Quelqu'un du quartier veut aider pour { $no }. Comme c'est personnel, une personne qui s'occupe du tableau lui parle d'abord ; je t'écris ensuite.
author-waits = Merci pour { $no }. Comme c'est personnel, une personne qui s'occupe du tableau vous met en contact ; je t'écris ensuite.
introduced = Merci. Les deux côtés de { $no } peuvent s'écrire maintenant.
nobody-waits = Personne n'attend d'être présenté pour { $no }.
manner-listen = Maintenant je lis ici et je repère les besoins et les offres dits avec n'importe quels mots.
manner-explicit = Maintenant je n'agis ici que sur les mots qui me sont adressés.
manner-local = Maintenant ce qui est publié ici reste ici.
manner-shared = Maintenant ce qui est publié ici se voit dans les autres groupes, sans nom.
no-room = une discussion privée

## Regarder

list-empty = { $which ->
    [mine] Tu n'as rien sur le tableau, ni promesse en cours.
    [needs] Pas de besoin sur le tableau en ce moment.
    [offers] Pas d'offre sur le tableau en ce moment.
   *[board] Le tableau est vide en ce moment.
}
list-head = { $which ->
    [mine] À toi :
    [needs] Besoins :
    [offers] Offres :
   *[board] Sur le tableau :
}
list-more = { $more ->
    [one] … et encore un. Écris-moi « tableau » en privé pour tout voir.
   *[other] … et encore { $more }. Écris-moi « tableau » en privé pour tout voir.
}
list-line = { $line }
list-line-status = { $line } ({ $status })
help-room = Demande ou propose avec tes mots, ou commence par « besoin : » ou « offre : ». Réponds « je prends » à une annonce pour la prendre, « c'est fait » à la fin, « je ne peux plus » en cas d'empêchement. « tableau » montre ce qui est ouvert. Écris-moi en privé pour demander sans ton nom.
help-private = Écris « besoin : … » ou « offre : … » et je publie sans ton nom. « tableau » montre ce qui est ouvert, « mes annonces » ce qui est à toi, « je prends le 14 » prend le numéro 14, « fait 14 » et « je libère 14 » le terminent. Tout le reste va à la personne avec qui tu es en contact.
not-understood = Je n'ai pas compris. Écris « besoin : … » ou « offre : … » pour mettre quelque chose sur le tableau, ou « aide ».

## Arriver et marquer

arrived = Bonjour ! Je tiens le tableau d'entraide de { $network }. Je lis ce groupe pour y trouver les besoins et les offres, et je ne garde que ça.
    Les autres groupes du réseau les voient sans nom, ni téléphone, ni numéro de maison.
    Réponds « je prends » pour aider, « tableau » pour regarder, « aide » pour en savoir plus. « non » sous ton annonce la retire. Écris « ignore moi » et je ne lis plus rien de toi.
arrived-run-by = Bonjour ! Je tiens le tableau d'entraide de { $network } ({ $by }). Je lis ce groupe pour y trouver les besoins et les offres, et je ne garde que ça.
    Les autres groupes du réseau les voient sans nom, ni téléphone, ni numéro de maison.
    Réponds « je prends » pour aider, « tableau » pour regarder, « aide » pour en savoir plus. « non » sous ton annonce la retire. Écris « ignore moi » et je ne lis plus rien de toi.
cannot-see-need = Je ne vois plus ce message. Écris « besoin : » et ce que c'est, s'il te plaît.
cannot-see-offer = Je ne vois plus ce message. Écris « offre : » et ce que c'est, s'il te plaît.
what-is-it-need = C'est quoi, en un mot ? Réponds avec ça et ça va au tableau comme besoin.
what-is-it-offer = C'est quoi, en un mot ? Réponds avec ça et ça va au tableau comme offre.
ignoring = D'accord, à partir de maintenant je ne lis plus ce que tu écris ici. Ce que tu as sur le tableau y reste jusqu'à ce que tu le retires. Pour me parler, réponds à un de mes messages ou écris-moi en privé. « écoute-moi » annule tout ça, quand tu veux.
listening = C'est bon de te retrouver : je lis de nouveau. « ignore-moi » l'arrête.
ask-forget = Je peux t'oublier. Tes annonces quittent le tableau, ceux qui comptent sur toi le savent, et j'efface tout ce que j'ai de toi. Pour le faire, écris encore « oublie-moi » dans l'heure ; sinon tout reste comme avant.
forgotten = C'est fait : je ne garde plus rien de toi. Merci d'avoir été des nôtres. Si tu écris encore, on repart de zéro.
notice-erased = Retiré du tableau.

## Quel groupe

which-group = C'est pour quel groupe ? Réponds par son numéro. Je garde ton message jusque-là, un jour au plus.
which-group-line = { $number } { $network }
group-noted = Merci, c'est bien arrivé à { $network }. Ce que tu écris ici pendant une heure y va aussi. Pour parler d'autre chose, réponds au message concerné.
group-lapsed = Je ne sais pas pour quel groupe c'était, alors j'ai effacé ton message. Écris-le encore une fois si ça compte toujours.
how-to-reach = Je tiens les tableaux de plusieurs groupes, et je ne sais pas encore lequel est le tien. Écris d'abord « aide » dans la discussion de ton groupe ; ensuite tu peux m'écrire ici.
speaks = À partir de maintenant, j'écris ici en { $language }.

## Organizers

status-hidden = hors des groupes
organizer-not-yours = C'est réservé aux personnes qui organisent ce réseau. Écris « parler à quelqu'un » si tu veux leur parler.
organizer-did = { $verb ->
    [hide] { $no } n'est plus dans les groupes, mais je le garde. « défaire » le ramène.
    [show] { $no } est de nouveau dans les groupes.
    [close] { $no } n'est plus au tableau, et les personnes concernées le savent.
    [merge] { $other } fait maintenant partie de { $no }.
    [assign] J'ai demandé à { $name } pour { $no }. Je te dis sa réponse.
    [allow] { $no } est autorisé.
    [refuse] { $no } reste à l'écart, et son auteur le sait.
    [block] { $name } est bloqué : ses messages ne comptent plus et ses annonces sont masquées. « défaire » annule.
    [unblock] { $name } n'est plus bloqué, et ses annonces reviennent.
    [pause] Je me tais. Rien n'est publié ni rappelé jusqu'à ce que tu écrives « reprendre ».
   *[resume] Me revoilà. Ce qui attendait suit.
}
organizer-no-change = C'était déjà ainsi, rien ne change.
organizer-nobody = Je ne connais personne de ce nom ici. Écris-le comme il s'affiche dans le chat.
organizer-which-one = Plusieurs portent ce nom. Réponds par un numéro :
organizer-candidate = { $number } { $name } · { $room }
organizer-candidate-unseen = { $number } { $name }
organizer-not-an-organizer = Cette personne organise aussi ce réseau, je ne peux pas la bloquer.
organizer-author-blocked = { $no } est masqué parce que son auteur est bloqué. Débloque cette personne pour le ramener.
organizer-nothing-to-undo = Il n'y a rien à annuler.
organizer-undid = { $verb ->
    [hide] Annulé : { $no } est de nouveau dans les groupes.
    [show] Annulé : { $no } n'est plus dans les groupes.
    [close] Annulé : { $no } est de nouveau au tableau.
    [merge] Annulé : { $no } et { $other } sont de nouveau deux.
    [assign] Annulé : je ne demande plus à { $name } pour { $no }.
    [allow] Annulé : { $no } attend de nouveau.
    [refuse] Annulé : { $no } attend de nouveau.
    [block] Annulé : { $name } peut de nouveau écrire.
    [unblock] Annulé : { $name } est bloqué.
    [pause] Annulé : je suis de retour.
    [resume] Annulé : je me tais de nouveau.
    [burn] Annulé : rien ne sera effacé.
   *[export] Annulé : aucune copie n'est faite.
}
organizer-act = { $verb ->
    [hide] a masqué { $no }
    [show] a affiché { $no } de nouveau
    [close] a fermé { $no }
    [merge] a joint { $other } à { $no }
    [assign] a demandé à { $name } pour { $no }
    [set] a changé un réglage
    [manner] a changé ma façon d'être dans un groupe
    [introduce] a mis en contact les deux côtés de { $no }
    [allow] a autorisé { $no }
    [refuse] a refusé { $no }
    [block] a bloqué { $name }
    [unblock] a débloqué { $name }
    [pause] a tout mis en pause
    [resume] a tout repris
    [burn] a demandé de tout effacer
    [export] a demandé une copie du tableau
   *[undo] a annulé la dernière action
}
organizer-log = Ce qui a été fait, le plus récent d'abord :
organizer-log-empty = Rien à raconter : rien n'a été fait ces 30 derniers jours.
organizer-log-line = { $day } · { $by } { $what }
organizer-log-line-undone = { $day } · { $by } { $what } (annulé)
organizer-held = Retenu pour l'instant :
organizer-held-none = Rien n'est retenu.
organizer-needs-another = { $verb ->
    [burn] Cela efface tout ce que je garde de ce réseau, il faut donc être deux. J'ai demandé aux autres ; quand l'un écrit « brûler » dans les 24 heures, c'est fait. « défaire » l'arrête.
   *[export] Une copie du tableau demande deux personnes. J'ai demandé aux autres ; l'une doit écrire « exporter » dans les 24 heures.
}
organizer-no-other = { $verb ->
    [burn] Pour tout effacer il faut deux personnes qui organisent, et tu es seul. Nommes-en une autre dans la configuration, ou mets two_organizers = false.
   *[export] Pour une copie du tableau il faut deux personnes qui organisent, et tu es seul. Nommes-en une autre dans la configuration, ou mets two_organizers = false.
}
organizer-another-asks = { $verb ->
    [burn] { $name } demande d'effacer tout ce que je garde de ce réseau. Si tu le veux aussi, écris « brûler » dans les 24 heures. « défaire » l'arrête.
   *[export] { $name } demande une copie du tableau. Si tu es d'accord, écris « exporter » dans les 24 heures. « défaire » l'arrête.
}
organizer-export-how = D'accord, pour 24 heures. Sur la machine où je tourne, la commande wegotus export écrit le tableau en fichiers pour un tableur. Ils ne sont pas chiffrés : garde-les en lieu sûr.
organizer-burning = C'est décidé : j'efface maintenant tout ce que je garde de ce réseau. Les messages de vos groupes y restent. À partir de maintenant je me tais, jusqu'à ce que quelqu'un de l'organisation écrive « reprendre ».
organizer-closed-for-you = Une personne qui organise a retiré { $no } du tableau. Il n'y a aucun mal à demander ; écris « parler à quelqu'un » pour en parler.
organizer-ask-take-on = L'équipe demande si tu pourrais t'en charger : { $sentence } Réponds « oui » ou « non » ; les deux sont bien.
organizer-take-on-left = Pas de souci, merci de le dire.
organizer-taken-on = { $name } se charge de { $no }.
organizer-not-taken-on = { $name } ne peut pas se charger de { $no } cette fois.
organizer-cannot-ask = Je ne peux pas demander à { $name } pour { $no } en ce moment. Quelqu'un d'autre, peut-être ?
organizer-all-taken = { $no } est déjà pris, alors je n'ai demandé à personne.
organizer-stay-two = { $no } et { $other } restent deux : seules deux demandes, ou deux offres, qui sont au tableau peuvent n'en faire qu'une.
paused = Je fais une pause en ce moment. Réessaie un peu plus tard, s'il te plaît.

## Sécurité

safety-comfort = Ce que tu vis a l'air dur, et j'en suis désolé. Personne ne devrait porter ça sans aide. Ce que tu as écrit ne va pas plus loin par moi. Ici, on peut t'aider tout de suite :
safety-comfort-alone = Ce que tu vis a l'air dur, et j'en suis désolé. Personne ne devrait porter ça sans aide. Ce que tu as écrit ne va pas plus loin par moi. Tourne-toi vers une personne de confiance, ou appelle le numéro d'urgence de là où tu es. Écris ici « parler à quelqu'un » et je demande à l'équipe de te répondre.
safety-ask-show = Tu as aussi demandé quelque chose ({ $no }). Je ne l'ai montré à personne. Est-ce que je le mets sur le tableau, où les voisins de tous les groupes le voient sans ton nom ? Réponds « oui » ou « non » ; les deux sont bien.
safety-show-noted = { $no } est sur le tableau maintenant. Écris « plus besoin » quand tu veux pour le retirer.
safety-money-held = Merci de demander. { $no } parle d'un moyen de paiement souvent utilisé pour tromper les gens, alors une personne de l'équipe regarde d'abord. Si personne ne l'a fait d'ici { $time }, c'est montré dans ton groupe.
safety-money-waits = Ceci demande de l'argent d'une façon fréquente dans les arnaques, alors cela attend ton avis : { $sentence }
safety-money-what-to-do = Écris « autoriser { $number } » ou « refuser { $number } ». Si personne ne le fait d'ici { $time }, c'est montré seulement dans son groupe, avec un mot de prudence.
safety-let-through = Une personne de l'équipe a regardé { $no }, et c'est sur le tableau maintenant.
safety-refused = Une personne de l'équipe a regardé { $no } et préfère ne pas l'afficher comme ça. Tu peux demander autrement, ou écrire « parler à quelqu'un » pour en discuter.
safety-author-decides = Seule la personne qui a écrit { $no } peut dire si on le montre. Je lui ai demandé.
safety-takes-much = Merci, tu as déjà pris beaucoup en une heure ! Laisse { $no } à quelqu'un d'autre, ou réessaie un peu plus tard.
safety-somebody-takes-much = { $name } a pris énormément de choses en une heure, alors la suite doit attendre. Si quelque chose cloche, « bloquer @{ $name } » y met fin.
notice-caution = N'envoie jamais de cartes cadeaux, de codes ni d'argent à quelqu'un que tu ne connais pas.
