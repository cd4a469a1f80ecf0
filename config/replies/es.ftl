# Todo lo que el bot puede decir, en español. Breve y cálido: léalo como quien pasa una mala hora.
# {$no} es el número de una publicación con su marca, como #14.

## Las partes de una línea sobre una publicación

kind-need = Necesidad
kind-offer = Oferta
urgent = urgente
from = desde { $room }
slots-left = { $left ->
    [one] queda { $left } de { $slots }
   *[other] quedan { $left } de { $slots }
}
written-in = en { $language }
when-day = { $weekday } { $day } { $month }
when-time = { $weekday } { $day } { $month }, { $time }
every-1 = cada lunes
every-2 = cada martes
every-3 = cada miércoles
every-4 = cada jueves
every-5 = cada viernes
every-6 = cada sábado
every-7 = cada domingo
every-day = todos los días
every-workday = de lunes a viernes
every-week = cada semana
every-two-weeks = cada dos semanas
every-week-on = cada semana: { $days }
every-two-weeks-on = cada dos semanas: { $days }
every-month = cada mes
every-month-day = { $day ->
    [31] el último día
   *[other] el { $day }
} de cada mes
every-month-1 = el primer { $day } de cada mes
every-month-1-weekend = el primer { $day } de cada mes
every-month-2 = el segundo { $day } de cada mes
every-month-2-weekend = el segundo { $day } de cada mes
every-month-3 = el tercer { $day } de cada mes
every-month-3-weekend = el tercer { $day } de cada mes
every-month-4 = el cuarto { $day } de cada mes
every-month-4-weekend = el cuarto { $day } de cada mes
every-month-5 = el último { $day } de cada mes
every-month-5-weekend = el último { $day } de cada mes
day-1 = lunes
day-2 = martes
day-3 = miércoles
day-4 = jueves
day-5 = viernes
day-6 = sábado
day-7 = domingo
every-at = { $every }, { $time }
status-held = aún sin mostrar
status-open = abierta
status-claimed = tomada
status-done = hecha
status-expired = caducada
status-withdrawn = retirada
somebody = alguien del barrio
category-food = comida
category-water = agua
category-medical = salud
category-shelter = alojamiento
category-transport = transporte
category-clothing = ropa
category-money = dinero
category-childcare = cuidado de niños
category-eldercare = cuidado de mayores
category-errands = recados
category-information = información
category-supplies = cosas
category-baby = bebé
category-tools = herramientas
category-emotional = compañía
category-other = otros
weekday-1 = lun
weekday-2 = mar
weekday-3 = mié
weekday-4 = jue
weekday-5 = vie
weekday-6 = sáb
weekday-7 = dom
month-1 = ene
month-2 = feb
month-3 = mar
month-4 = abr
month-5 = may
month-6 = jun
month-7 = jul
month-8 = ago
month-9 = sep
month-10 = oct
month-11 = nov
month-12 = dic
language-en = inglés
language-es = español
language-fr = francés
language-pt = portugués
language-ar = árabe
language-he = hebreo
language-de = alemán
language-hi-Latn = hindi o urdu

## Avisos

notice-open-need = 📌 { $sentence } Responde «me apunto» para ayudar.
notice-open-offer = 📌 { $sentence } Responde «me apunto» si te sirve.
notice-open-own = 📌 { $sentence } En los grupos no sale tu nombre. Te escribo aquí cuando alguien responda; «retirar» la quita.
notice-claimed = 🤝 { $sentence } Ya la tiene alguien.
notice-done = ✅ { $sentence } Hecha.
notice-comes-again = La próxima vez: { $when }.
notice-expired = ⌛ { $sentence } Ha caducado.
notice-withdrawn = { $no } se ha retirado del tablón.
notice-held = { $sentence } Aún no se muestra.
notice-many = 📌 Nuevo en el tablón. Responde «me apunto» y el número, como «me apunto { $number }»:
notice-many-line = { $line }
notice-many-line-closed = { $line } ({ $status })
changed = { $no } está ahora { $status }.

## Tomar

claim-taken = 🤝 { $name } se encarga de { $no }. Escribo a las dos personas en privado. Si al final no puede ser, responde «no puedo».
claim-taken-this-time = 🤝 { $name } se encarga de { $no } esta vez, { $when }. Escribo a las dos personas en privado. Si al final no puede ser, responde «no puedo».
claim-taken-some = { $left ->
    [0] 🤝 { $name } toma { $count } de { $no }, y con eso está todo. Escribo a las dos personas en privado.
    [one] 🤝 { $name } toma { $count } de { $no }; queda { $left }. Escribo a las dos personas en privado.
   *[other] 🤝 { $name } toma { $count } de { $no }; quedan { $left }. Escribo a las dos personas en privado.
}
claim-taken-short = { $count ->
    [one] 🤝 ¡Gracias! Quedaba uno de { $no } y ahora es de { $name }. Les escribo en privado.
   *[other] 🤝 ¡Gracias! Quedaban { $count } de { $no } y ahora son de { $name }. Les escribo en privado.
}
claim-added = { $left ->
    [0] 🤝 { $name } se encarga de { $count } más de { $no }, y con eso está todo. ¡Gracias!
   *[other] 🤝 { $name } se encarga de { $count } más de { $no }; quedan { $left }. ¡Gracias!
}
claim-added-short = { $count ->
    [one] 🤝 ¡Gracias! Quedaba uno más de { $no } y ahora es de { $name }.
   *[other] 🤝 ¡Gracias! Quedaban { $count } más de { $no } y ahora son de { $name }.
}
helper-adds = 🤝 { $name } se encarga de { $count } más de { $no }.
part-taken = 🤝 { $name } puede con una parte de { $no }, ¡gracias! Les escribo a los dos en privado y pregunto si con eso alcanza.
ask-covers = Sobre { $no }, { $name } escribe: { $text }
    ¿Con eso alcanza? Responde «sí» o «no». Con «no» queda abierto lo que falta, y { $name } sigue con su parte.
covered = Bien, { $no } está cubierto.
part-open = De acuerdo. { $no } queda abierto para lo que falta, y pregunto en los grupos.
part-open-next = De acuerdo. Alguien esperaba turno para { $no } y se encarga de lo que falta.
rest-open = 📌 Una parte ya está cubierta, el resto sigue abierto: { $sentence } Responde «me apunto» para ayudar.
take-over-asked = { $place ->
    [1] ¡Gracias! Alguien tiene { $no }; le estoy preguntando si sigue con ello. Si no, es para ti, y te escribo.
   *[other] ¡Gracias! Alguien tiene { $no }; le estoy preguntando si sigue con ello. Eres el número { $place } de la lista, y te escribo si queda libre.
}
ask-still-yours = { $hours ->
    [one] ¿Sigues con { $no } · { $summary }? Si prefieres, otra persona puede hacerlo. Responde «sí» o «no», las dos cosas están bien. Si en una hora no sé nada, pasa a esa persona.
   *[other] ¿Sigues con { $no } · { $summary }? Si prefieres, otra persona puede hacerlo. Responde «sí» o «no», las dos cosas están bien. Si en { $hours } horas no sé nada, pasa a esa persona.
}
ask-still-yours-offer = { $hours ->
    [one] ¿Todavía quieres { $no } · { $summary }? A otra persona le vendría bien si tú no lo necesitas. Responde «sí» o «no», las dos cosas están bien. Si en una hora no sé nada, pasa a esa persona.
   *[other] ¿Todavía quieres { $no } · { $summary }? A otra persona le vendría bien si tú no lo necesitas. Responde «sí» o «no», las dos cosas están bien. Si en { $hours } horas no sé nada, pasa a esa persona.
}
still-yours = ¡Gracias! { $no } sigue contigo.
went-on = { $no } pasó a otra persona, así que ya no tienes que ocuparte. ¡Gracias por ofrecerte!
went-on-offer = { $no } pasó a otra persona. ¡Gracias por preguntar!
still-theirs = { $no } está en buenas manos: quien lo tenía sigue con ello. Conservas tu lugar en la lista; responde «no puedo» si prefieres dejarlo.
still-theirs-offer = Quien pidió { $no } todavía lo quiere. Conservas tu lugar en la lista; responde «no puedo» si prefieres dejarlo.
claim-too-late = ¡Gracias! Alguien ya tiene { $no }. Responde «suplente» y quedas en la lista de espera.
claim-held = Ya tienes { $no }. ¡Gracias!
claim-own = { $no } es tu propia publicación. La tiene que tomar otra persona.
closed = { $status ->
    [hidden] { $no } no se muestra por ahora.
    [held] { $no } está guardada, pero aún no se muestra.
    [claimed] { $no } ya está tomada.
    [done] { $no } ya está hecha. ¡Gracias!
    [expired] { $no } ha caducado y ya no está en el tablón.
    [withdrawn] { $no } se retiró del tablón.
   *[open] { $no } está abierta.
}
closed-for-now = ¡Gracias! { $no } está hecha por esta vez. La próxima vez: { $when }.
not-yours = { $no } no es tuyo y no lo has tomado, así que lo he dejado como está.
no-such-post = No hay ninguna { $no } en el tablón. Escribe «tablón» para ver lo que hay.
which-post = ¿Cuál? Escribe también el número, como «me apunto { $number }»:
which-post-backup = ¿Cuál? Escribe también el número, como «suplente { $number }»:
which-post-release = ¿Cuál? Escribe también el número, como «libero { $number }»:
which-post-done = ¿Cuál? Escribe también el número, como «hecho { $number }»:
which-post-withdraw = ¿Cuál? Escribe también el número, como «retirar { $number }»:
backup-noted = { $place ->
    [1] ¡Gracias! Vas después para { $no }. Te escribo si queda libre.
   *[other] ¡Gracias! Tienes el lugar { $place } en la espera de { $no }. Te escribo si queda libre.
}

## Cuando no sale, y al terminar

release-noted = Gracias por avisar. { $no } está abierta otra vez.
release-noted-next = Gracias por avisar. Otra persona se encarga de { $no }.
open-again = 📌 Abierta otra vez: { $sentence } Responde «me apunto» para ayudar.
open-again-offer = 📌 Abierta otra vez: { $sentence } Responde «me apunto» si lo quieres.
helper-left = Quien iba a ayudarte con { $no } al final no puede. Está abierta otra vez y pregunto en los grupos.
helper-left-offer = Quien quería { $no } al final no puede. Está abierta otra vez y pregunto en los grupos.
helper-left-next = Quien iba a ayudarte con { $no } al final no puede. { $name } estaba en espera y ahora se encarga.
helper-left-next-offer = Quien quería { $no } al final no puede. { $name } estaba en espera y ahora es suya.
thanked = El plan de { $no } ha cambiado y ya no tienes que hacer nada. Gracias por ofrecerte.
thanked-offer = El plan de { $no } ha cambiado y al final no es para ti. Gracias por preguntar.
done-noted = ✅ { $no } está hecha. ¡Gracias!
done-noted-for-now = ✅ { $no } está hecha por esta vez. ¡Gracias! La próxima vez: { $when }.
ask-outcome = Quien te ayuda dice que { $no } está hecha. ¿Cómo fue? Responde con un número:
    1 Todo hecho
    2 Aún hace falta, misma persona
    3 Aún hace falta, otra persona
    4 No lo sé
ask-outcome-offer = Quien tomó { $no } dice que está hecha. ¿Cómo fue? Responde con un número:
    1 Todo hecho
    2 Sigue en pie, para la misma persona
    3 Sigue en pie, para otra persona
    4 No sé
outcome-all-done = Me alegro. { $no } queda cerrada.
outcome-all-done-for-now = Me alegro. { $no } vuelve: { $when }. «ya no hace falta» la termina.
outcome-same-helper = { $no } sigue con la misma persona; ya se lo dije.
outcome-same-helper-offer = { $no } sigue siendo para la misma persona; ya se lo dije.
outcome-someone-else = { $no } está abierta otra vez y busco a otra persona. No hace falta ningún motivo.
outcome-someone-else-offer = { $no } está abierta otra vez para otra persona. No hace falta ningún motivo.
outcome-not-sure = Está bien. { $no } queda cerrada por ahora; escribe «necesito: …» si vuelve a hacer falta.
outcome-not-sure-for-now = Está bien. { $no } vuelve: { $when }. «ya no hace falta» la termina.
outcome-not-sure-offer = Está bien. { $no } queda cerrada por ahora; escribe «ofrezco: …» si la ofreces otra vez.
outcome-not-sure-yet = No pasa nada. Mañana te pregunto una vez más por { $no }.
other-says-done = ✅ { $no } está hecha, dice quien la publicó. ¡Gracias!
other-says-done-offer = ✅ { $no } está hecha, dice quien la ofreció. ¡Gracias!
still-needed = { $no } no está del todo: aún hace falta. Sigue contigo; responde «no puedo» si no puedes.
still-needed-offer = { $no } no está del todo: sigue en pie para ti. Responde «no puedo» si ya no te hace falta.
withdraw-noted = { $no } ya no está en el tablón.
other-withdrew = { $no } ya no hace falta y no tienes que hacer nada. ¡Gracias por ofrecerte!
other-withdrew-offer = { $no } ya no se ofrece. Lo siento, y espero que encuentres otra.
ask-still-needed = ¿Sigue haciendo falta? { $sentence } Responde «sí» para dejarla o «no» para quitarla; sin respuesta, mañana sale del tablón.
setting-noted = Anotado. A partir de ahora: { $setting }
setting-unread = No he entendido eso, así que nada ha cambiado. Se escribe así: { $example }
setting-unknown = No conozco ningún ajuste con ese nombre. «ajustes» los muestra todos.
settings = Así estoy configurado. Para cambiar algo, escribe la línea con tus valores:
organizers-set = Eso solo lo cambian quienes organizan el grupo. Pídeselo a una de esas personas.
digest = Esto sigue libre. Responde «claim» y el número, como «claim { $number }»:
digest-line-last = { $line } · mañana sale del tablón
night-need = Es tarde y esto no puede esperar: { $sentence } Responde «me apunto» si puedes. Con «noches no» no te escribo más de noche.
nights-on = ¡Gracias! Te escribiré de noche solo si hay algo urgente que no puede esperar. Con «noches no» lo dejo.
nights-off = De acuerdo, no te escribo de noche. Con «noches sí» vuelvo a hacerlo.
unmet-need = Esto sale mañana del tablón y nadie se ha apuntado todavía: { $sentence } Responde «me apunto» para encargarte, «sí» para dejarlo o «no» para quitarlo.
ask-check-in = ¿Sigues con esto? { $sentence } Responde «sí», «hecho» o «no puedo».
check-in-noted = { $count ->
    [one] ¡Gracias! { $numbers } sigue contigo. Si algo cambia, escribe «no puedo».
   *[other] ¡Gracias! { $numbers } siguen contigo. Si algo cambia, escribe el número y «no puedo».
}
check-in-lapsed = No he sabido de ti sobre { $no }, así que busco a otra persona. No pasa nada: si aún puedes, escribe «me apunto { $number }».
helper-silent = No consigo dar con quien te iba a ayudar con { $no }, así que vuelve a estar libre. ¿Sigue haciendo falta? Responde «sí» para dejarla o «no» para quitarla.
helper-silent-next = No consigo dar con quien te iba a ayudar con { $no }. { $name } era la siguiente persona y se encarga ahora.
late-drop-out = Esto se acaba de quedar sin ayuda y falta poco: { $sentence } En los grupos aparece libre. Responde «me apunto» para encargarte.
several = Varias preguntas juntas. Pon el número antes de tu respuesta, como «{ $number } sí».
which-answer = ¿A cuál respondes? Pon su número antes de tu respuesta, como «{ $number } sí»:

ask-still-needed-offer = ¿Sigues ofreciéndolo? { $sentence } Responde «sí» para dejarlo o «no» para quitarlo; sin respuesta, mañana sale del tablón.
extend-noted = { $no } se queda en el tablón.
held-for-now = La he guardado como { $no }. Ha llegado mucho en una hora, así que los grupos la verán a las { $time }.

## Recordatorios

nudge = Aún espera a alguien. Responde «me apunto» para ayudar:
nudge-many = Aún esperan a alguien. Responde «me apunto» y el número, como «me apunto { $number }»:

## Publicaciones que van juntas

ask-fits-need = Puede que esto sea lo que buscas con { $no }: { $sentence } ¿Os pongo en contacto? Responde «sí» o «no»; solo sabrá de ti si los dos decís que sí.
ask-fits-offer = Puede que alguien necesite lo que ofreces con { $no }: { $sentence } ¿Os pongo en contacto? Responde «sí» o «no»; solo sabrá de ti si los dos decís que sí.
ask-same = Alguien más ha publicado algo muy parecido a tu { $no }: { $sentence } ¿Es lo mismo? Responde «sí» o «no». Si los dos decís que sí, hago una sola publicación de las dos.
pairing-noted = Gracias. Pregunto también a la otra parte y te escribo si dice que sí.
pairing-left = De acuerdo, lo dejo así. { $no } sigue como está.
pairing-over = Esta vez no ha podido ser. { $no } sigue como está y yo sigo buscando.
merged = { $gone } y { $no } eran lo mismo, así que ahora son una sola publicación: { $no }.
parted = { $no } y { $other } vuelven a ser dos, cada una con quien la tenía.
part-of = { $no } forma parte de { $into } ahora.
already-posted = Esto ya está en el tablón, como { $no }.

## Contacto privado

meet-helper = 🤝 { $name }, de { $room }, se encarga de { $post }.
    Escribe aquí y se lo paso; tu número y tu dirección se quedan contigo. Si prefieres a otra persona, responde «otra persona».
    ({ $summary })
meet-helper-private = 🤝 { $name } se encarga de { $post }.
    Escribe aquí y se lo paso; tu número y tu dirección se quedan contigo. Si prefieres a otra persona, responde «otra persona».
    ({ $summary })
meet-author = 🤝 { $post } queda en tus manos.
    Escribe aquí y se lo paso a quien la publicó; tu número se queda contigo. «hecho» al terminar, «no puedo» si no puedes.
    ({ $summary })
meet-author-next = 🤝 Ha quedado libre: { $post } queda ahora en tus manos.
    Escribe aquí y se lo paso a quien la publicó. «no puedo» si no puedes.
    ({ $summary })
relay = { $no } · { $name }: { $text }
relay-corrected = { $no } · { $name } (corregido): { $text }
relay-failed = No he podido pasar lo que escribiste sobre { $no }. Inténtalo otra vez o busca otra manera de llegar.
which-handoff = ¿Para quién es? Responde a uno de sus mensajes o empieza por el número, como «{ $number } voy en camino»:
who-for = ¿Para quién es? Responde con un número o un nombre. Guardo lo que escribiste hasta entonces, un día como mucho.
who-for-line = { $number } { $line }
passed-on = Gracias, ya lo pasé por { $no }.
words-let-go = No dijiste para quién era, así que solté lo que escribiste. Escríbelo otra vez si todavía importa.
attachment-sent = { $no } · { $name } envió una foto o una grabación. Solo puedo pasar palabras.
cannot-write = { $name }, tengo algo para ti, pero no puedo escribirte primero. Mándame un mensaje privado, con una palabra basta.
attachment-left = Solo puedo pasar palabras; la foto o el audio para { $no } se ha quedado conmigo.
link-code = { $minutes ->
    [one] Mándame esto desde tu otra cuenta en un minuto: «vincular { $code }». Así las dos son para mí una sola persona. No le enseñes el código a nadie.
   *[other] Mándame esto desde tu otra cuenta en { $minutes } minutos: «vincular { $code }». Así las dos son para mí una sola persona. No le enseñes el código a nadie.
}
link-code-anew = { $minutes ->
    [one] Tu código se escribió donde otros lo leen, así que ya no vale. Aquí va otro, para mandármelo en privado en un minuto: «vincular { $code }».
   *[other] Tu código se escribió donde otros lo leen, así que ya no vale. Aquí va otro, para mandármelo en privado en { $minutes } minutos: «vincular { $code }».
}
link-from-other = Ese código es para tu otra cuenta: mándamelo desde allí, por favor.
link-unknown = No conozco ese código, o ya pasó su tiempo. Escribe «vincúlame» en tu otra cuenta y te doy uno nuevo.
link-locked = Fueron varios códigos que no conozco. Inténtalo otra vez dentro de una hora.
link-refused = No puedo unir estas dos cuentas. Quizá al revés: pide el código aquí y mándalo desde la otra.
linked = Ahora tus dos cuentas son para mí una sola persona. Lo que es tuyo en una lo es en las dos, y te escribo a la última que usaste. Si no fuiste tú, responde «desvincular».
unlinked = Tus cuentas vuelven a estar separadas. Lo que tienes en el tablón se queda con la que pidió el código.
unlinked-one = Esa cuenta vuelve a estar sola. Las demás siguen juntas, y lo que tienes en el tablón se queda con la que pidió el código.
no-such-account = No te conozco ninguna cuenta con ese nombre. Escribe «desvincular esta cuenta» desde la que quieras separar, o «desvincular» para todas.
not-linked = Solo conozco una cuenta tuya. Escribe «vincúlame» para añadir otra.
contact = { $no } · { $name } comparte contigo su contacto: { $contact }
share-noted = Le he dado tu contacto a la otra parte de { $no }.
handoff-over = Esta conversación sobre { $no } ha terminado. Ya no se pasa nada más.

## Con cuidado

neutral-opening = Hola, soy el tablón del barrio. Hay novedades sobre algo que escribiste u ofreciste. Responde cualquier cosa para saber más, o «parar» para no saber nada.
neutral-let-go = De acuerdo. No se sigue con esto.
not-this-one = ¡Gracias por ofrecerte! { $no } no puede ser para ti esta vez; «tablón» muestra qué más está abierto.
not-safe = Me alegro de que lo digas. Se acabó, y nunca volveré a poner a las dos personas en contacto; la otra persona solo sabe que la conversación terminó. ¿Se lo digo a alguien que organiza? Responde con un número, o «nadie».
not-safe-line = { $number } { $name }
not-safe-alone = Me alegro de que lo digas. Fuera quien fuera, ya no pasa nada entre ustedes por aquí. No tengo a nadie que organice a quien decírselo; si estás en peligro, pide ayuda ahora mismo.
not-safe-told = { $name } ya lo sabe y puede escribirte aquí a través de mí. Lo que escribas aquí ahora le llega; con «parar» se termina.
not-safe-nobody = De acuerdo, no se lo digo a nadie. Si cambias de idea, escribe «persona».
somebody-unsafe-with = { $name }, de { $room }, no se sintió a salvo con { $other } por { $no } y me pidió decírtelo solo a ti. Ya no están en contacto; { $other } no lo sabe. Responde a este mensaje y se lo paso a { $name }.
somebody-unsafe = { $name }, de { $room }, no se siente a salvo y me pidió decírtelo solo a ti. Responde a este mensaje y se lo paso.
rest-noted = Descansa. No te pido nada hasta que escribas «volví».
rest-noted-claims = Descansa. No te pido nada hasta que escribas «volví». Esto sigue contigo; responde «libero { $number }» para pasarlo:
back-noted = Qué bueno tenerte de vuelta. Puedo volver a preguntarte cosas.
human-asked = He avisado a quienes cuidan este tablón. Quien pueda te responde aquí; lo que escribas en respuesta le llega.
no-human = Lo siento, ahora mismo no conozco a nadie con quien ponerte en contacto.
somebody-asks = { $name }, de { $room }, quiere hablar con una persona. Responde a este mensaje y se lo paso; «parar» como respuesta termina la charla.
human-came = { $organizer } ya está hablando con { $name }. No tienes que hacer nada más.
talk-said = { $name }: { $text }
talk-not-passed-on = No pude pasar lo que escribiste. Inténtalo otra vez, o busca otra forma de contactar.
talk-over = Esta charla terminó. Escribe «persona» cuando quieras hablar otra vez con alguien.
may-share = { $no } es algo personal, así que por ahora solo está donde lo escribiste. ¿Pueden verlo también los otros grupos de la red, sin tu nombre y sin calle? Responde «sí» o «no». Las dos cosas están bien.
share-post-noted = Gracias. Los otros grupos ya ven { $no }, sin tu nombre y sin calle.
stays-home = De acuerdo, { $no } se queda donde lo escribiste.
ask-introduce = { $name }, de { $room }, quiere ayudar con { $no }: { $summary }. Es algo personal, así que te esperan. Responde «presentar { $number }» y podrán escribirse; si no haces nada, no podrán.
may-introduce = { $name }, de { $room }, quiere ayudar con { $no }. ¿Os pongo en contacto? Responde «sí», o «no» para otra persona.
helper-waits = Alguien del barrio quiere ayudar con { $no }. Como es algo personal, primero habla con esa persona alguien que cuida el tablón; entonces te escribo.
author-waits = Gracias por { $no }. Como es algo personal, os pone en contacto alguien que cuida el tablón; entonces te escribo.
introduced = Gracias. Las dos partes de { $no } ya pueden escribirse.
nobody-waits = Nadie espera que le presenten por { $no }.
manner-listen = Desde ahora leo aquí y reconozco necesidades y ofertas dichas con cualquier palabra.
manner-explicit = Desde ahora aquí solo actúo con palabras marcadas, dichas para mí.
manner-local = Desde ahora lo que se publica aquí se queda aquí.
manner-shared = Desde ahora lo que se publica aquí se muestra en los otros grupos de la red, sin nombres.
for-somebody-else = para otra persona
meet-for-others = Es para otra persona; quien lo escribió lo acuerda contigo.
no-organizer = Hace tiempo que no se ve a nadie que cuide este tablón. Sigue funcionando igual. Si quieres cuidarlo por ahora, escribe «cuidar el tablón».
held-returned = { $no } esperaba a alguien que cuide el tablón, y no hay nadie. Vuelve a ser tuyo; escríbelo otra vez si todavía importa.
steward-asked = { $name } cuidaría este tablón hasta que vuelva alguien que organiza. Si te parece bien, responde «sí» a este mensaje; bastan dos personas del barrio.
steward-backed = Gracias. Con un «sí» más de otra persona queda decidido.
steward-now = { $name } cuida este tablón hasta que vuelva alguien que organiza. ¡Gracias!
no-room = un chat privado

## Mirar

list-empty = { $which ->
    [mine] No tienes nada en el tablón ni promesas abiertas.
    [needs] Ahora no hay necesidades en el tablón.
    [offers] Ahora no hay ofertas en el tablón.
   *[board] Ahora el tablón está vacío.
}
list-head = { $which ->
    [mine] Lo tuyo:
    [needs] Necesidades:
    [offers] Ofertas:
   *[board] En el tablón:
}
list-more = { $more ->
    [one] … y una más. Escríbeme «tablón» en privado para verlo todo.
   *[other] … y { $more } más. Escríbeme «tablón» en privado para verlas todas.
}
list-line = { $line }
list-line-status = { $line } ({ $status })
help-room = Pide u ofrece con tus palabras, o empieza con «necesito:» u «ofrezco:». Responde «me apunto» a una publicación para tomarla, «hecho» al terminar, «no puedo» si no puedes. «tablón» muestra lo abierto. Escríbeme en privado para pedir sin tu nombre.
help-private = Escribe «necesito: …» u «ofrezco: …» y lo publico sin tu nombre. «tablón» muestra lo abierto, «lo mío» lo tuyo, «me apunto 14» toma la número 14, «hecho 14» y «libero 14» la terminan. Lo demás que escribas aquí va a la persona con la que estás en contacto.
not-understood = No lo he entendido. Escribe «necesito: …» u «ofrezco: …» para publicar algo, o «ayuda».

## Llegar y marcar

arrived = ¡Hola! Llevo el tablón de { $network }. Leo este grupo para encontrar necesidades y ofertas, y solo guardo eso.
    Se muestran en los otros grupos de la red sin nombres, teléfonos ni números de casa.
    Responde «me apunto» para ayudar, «tablón» para mirar, «ayuda» para más. «no» bajo una publicación tuya la quita. Escribe «ignórame» y no leo nada tuyo.
arrived-run-by = ¡Hola! Llevo el tablón de { $network } ({ $by }). Leo este grupo para encontrar necesidades y ofertas, y solo guardo eso.
    Se muestran en los otros grupos de la red sin nombres, teléfonos ni números de casa.
    Responde «me apunto» para ayudar, «tablón» para mirar, «ayuda» para más. «no» bajo una publicación tuya la quita. Escribe «ignórame» y no leo nada tuyo.
cannot-see-need = Ya no puedo ver ese mensaje. Por favor, escribe «necesito:» y qué es.
cannot-see-offer = Ya no puedo ver ese mensaje. Por favor, escribe «ofrezco:» y qué es.
what-is-it-need = ¿Qué es, en una palabra? Responde con eso y va al tablón como necesidad.
what-is-it-offer = ¿Qué es, en una palabra? Responde con eso y va al tablón como oferta.

## Irse

ignoring = De acuerdo, desde ahora no leo lo que escribes aquí. Lo que tienes en el tablón se queda hasta que lo quites. Para hablar conmigo, responde a un mensaje mío o escríbeme en privado. «escúchame» deshace esto cuando quieras.
listening = Qué bien tenerte de vuelta: vuelvo a leer lo que escribes. «ignórame» lo detiene.
ask-forget = Puedo olvidarte. Esto retira tus publicaciones, avisa a quien cuenta contigo y borra todo lo que guardo de ti. Para hacerlo, escribe «olvídame» otra vez en la próxima hora; si no, todo queda como está.
forgotten = Hecho: ya no guardo nada de ti. Gracias por haber sido parte. Si vuelves a escribir, empezamos de nuevo.
notice-erased = Se retiró del tablón.

## Qué grupo

which-group = ¿Para qué grupo es? Responde con su número. Guardo lo que escribiste hasta entonces, como mucho un día.
which-group-line = { $number } { $network }
group-noted = Gracias, ya está en { $network }. Lo que escribas aquí en la próxima hora también va allí. Para hablar de otra cosa, responde al mensaje del que se trata.
group-lapsed = No dijiste para qué grupo era y he borrado lo que escribiste. Escríbelo otra vez si aún importa.
how-to-reach = Llevo los tablones de varios grupos y aún no sé en cuál estás. Escribe primero «ayuda» en el chat de tu grupo; después puedes escribirme aquí.

## Idiomas

speaks = Desde ahora escribo aquí en { $language }.

## Organizadores

status-hidden = fuera de los grupos
organizer-not-yours = Eso es para quienes organizan esta red. Escribe «persona» si quieres hablar con alguien.
organizer-did = { $verb ->
    [hide] { $no } ya no se ve en los grupos, pero se conserva. «deshacer» lo trae de vuelta.
    [show] { $no } vuelve a estar en los grupos.
    [close] { $no } está fuera del tablón, y lo saben quienes tenían que ver.
    [merge] { $other } ahora es parte de { $no }.
    [assign] He preguntado a { $name } por { $no }. Te aviso cuando responda.
    [allow] { $no } pasa al tablón.
    [refuse] { $no } se queda fuera, y quien lo escribió lo sabe.
    [block] { $name } tiene el acceso bloqueado: lo que escriba no cuenta y sus publicaciones no se ven. «deshacer» lo revierte.
    [unblock] { $name } ya no tiene el acceso bloqueado, y sus publicaciones vuelven.
    [pause] Me quedo en silencio. No se publica nada ni se recuerda nada hasta que escribas «reanudar».
   *[resume] Ya estoy de vuelta. Lo que quedó pendiente viene ahora.
}
organizer-no-change = Ya estaba así, no cambia nada.
organizer-nobody = No conozco a nadie con ese nombre aquí. Escríbelo como aparece en el chat.
organizer-which-one = Varias personas se llaman así. Responde con un número:
organizer-candidate = { $number } { $name } · { $room }
organizer-candidate-unseen = { $number } { $name }
organizer-not-an-organizer = También organiza esta red, así que no puedo bloquear su acceso.
organizer-author-blocked = { $no } no se ve porque quien lo escribió tiene el acceso bloqueado. Desbloquéalo para traerlo de vuelta.
organizer-nothing-to-undo = No hay nada que deshacer.
organizer-undid = { $verb ->
    [hide] Deshecho: { $no } vuelve a estar en los grupos.
    [show] Deshecho: { $no } ya no se ve en los grupos.
    [close] Deshecho: { $no } vuelve al tablón.
    [merge] Deshecho: { $no } y { $other } vuelven a ser dos.
    [assign] Deshecho: ya no pregunto a { $name } por { $no }.
    [allow] Deshecho: { $no } vuelve a esperar.
    [refuse] Deshecho: { $no } vuelve a esperar.
    [block] Deshecho: lo que escriba { $name } vuelve a contar.
    [unblock] Deshecho: { $name } tiene el acceso bloqueado.
    [pause] Deshecho: aquí estoy otra vez.
    [resume] Deshecho: vuelvo a quedarme en silencio.
    [burn] Deshecho: no se borra nada.
   *[export] Deshecho: no se saca ninguna copia.
}
organizer-act = { $verb ->
    [hide] ocultó { $no }
    [show] volvió a mostrar { $no }
    [close] cerró { $no }
    [merge] unió { $other } a { $no }
    [assign] preguntó a { $name } por { $no }
    [set] cambió un ajuste
    [manner] cambió cómo estoy en un grupo
    [introduce] puso en contacto a las dos partes de { $no }
    [allow] dejó pasar { $no }
    [refuse] rechazó { $no }
    [block] bloqueó a { $name }
    [unblock] desbloqueó a { $name }
    [pause] pausó todo
    [resume] reanudó todo
    [burn] pidió borrarlo todo
    [export] pidió una copia del tablón
   *[undo] deshizo lo último
}
organizer-log = Lo hecho, lo más nuevo primero:
organizer-log-empty = Nada que contar: nadie que organice hizo nada en los últimos 30 días.
organizer-log-line = { $day } · { $by } { $what }
organizer-log-line-undone = { $day } · { $by } { $what } (deshecho)
organizer-held = Retenido por ahora:
organizer-held-none = No hay nada retenido.
organizer-needs-another = { $verb ->
    [burn] Esto borra todo lo que guardo de esta red, así que hacen falta dos personas. He preguntado a las demás que organizan; cuando una escriba «quemar» en 24 horas, se hace. «deshacer» lo detiene.
   *[export] Para sacar una copia del tablón hacen falta dos personas que organicen. He preguntado a las demás; una tiene que escribir «exportar» en 24 horas.
}
organizer-no-other = { $verb ->
    [burn] Para borrarlo todo hacen falta dos personas que organicen, y solo estás tú. Nombra a otra en la configuración, o pon two_organizers = false.
   *[export] Para sacar una copia del tablón hacen falta dos personas que organicen, y solo estás tú. Nombra a otra en la configuración, o pon two_organizers = false.
}
organizer-another-asks = { $verb ->
    [burn] { $name } pide borrar todo lo que guardo de esta red. Si tú también lo quieres, escribe «quemar» en 24 horas. «deshacer» lo detiene.
   *[export] { $name } pide una copia del tablón. Si te parece bien, escribe «exportar» en 24 horas. «deshacer» lo detiene.
}
organizer-export-how = De acuerdo, durante las próximas 24 horas. En la máquina donde funciono, la orden wegotus export escribe el tablón en archivos para una hoja de cálculo. No van cifrados: guárdalos en un lugar seguro.
organizer-burning = Está decidido: estoy borrando todo lo que guardo de esta red. Los mensajes de sus grupos se quedan donde están. Desde ahora no digo nada, hasta que alguien de la organización escriba «reanudar».
organizer-closed-for-you = Alguien que organiza ha quitado { $no } del tablón. Pedir no tiene nada de malo; escribe «persona» si quieres hablarlo.
organizer-ask-take-on = Alguien que organiza pregunta si podrías encargarte de esto: { $sentence } Responde «sí» o «no»; las dos cosas están bien.
organizer-take-on-left = No pasa nada, gracias por decirlo.
organizer-taken-on = { $name } se encarga de { $no }.
organizer-not-taken-on = { $name } no puede encargarse de { $no } esta vez.
organizer-cannot-ask = Ahora no puedo preguntar a { $name } por { $no }. ¿Quizá otra persona?
organizer-all-taken = { $no } ya está en buenas manos, así que no he preguntado a nadie.
organizer-stay-two = { $no } y { $other } siguen siendo dos: solo se unen necesidades con necesidades, u ofertas con ofertas, que estén en el tablón.
paused = Ahora mismo estoy en pausa. Inténtalo de nuevo un poco más tarde, por favor.

## Seguridad

safety-comfort = Suena muy duro, y lo siento mucho. No tienes que pasar por esto a solas. Lo que has escrito no va más lejos por mí. Aquí pueden ayudarte ahora mismo:
safety-comfort-alone = Suena muy duro, y lo siento mucho. No tienes que pasar por esto a solas. Lo que has escrito no va más lejos por mí. Busca a alguien de confianza o llama al número de emergencias de donde estás. Escribe «persona» aquí y pido a alguien que organiza que hable contigo.
safety-ask-show = También pediste algo ({ $no }). No se lo he mostrado a nadie. ¿Lo pongo en el tablón, donde lo ven los vecinos de todos los grupos sin tu nombre? Responde «sí» o «no»; las dos cosas están bien.
safety-show-noted = { $no } ya está en el tablón. Escribe «ya no hace falta» cuando quieras quitarlo.
safety-money-held = Gracias por pedirlo. { $no } habla de una forma de pago que se usa mucho para engañar, así que antes lo mira alguien que organiza. Si nadie lo ha hecho el { $time }, se muestra en tu propio grupo.
safety-money-waits = Esto pide dinero de una forma frecuente en los engaños, así que espera tu palabra: { $sentence }
safety-money-what-to-do = Escribe «permitir { $number }» o «rechazar { $number }». Si nadie lo hace antes del { $time }, se muestra solo en su propio grupo, con un aviso.
safety-let-through = Alguien que organiza ha mirado { $no }, y ya está en el tablón.
safety-refused = Alguien que organiza ha mirado { $no } y prefiere no ponerlo así. Puedes pedirlo de otra manera, o escribir «persona» para hablarlo.
safety-author-decides = Si { $no } se muestra solo lo decide quien lo escribió. Ya se lo he preguntado.
safety-takes-much = ¡Gracias, te has encargado de mucho en una hora! Deja { $no } a otra persona, por favor, o prueba un poco más tarde.
safety-somebody-takes-much = { $name } se ha encargado de muchísimo en una hora, así que lo siguiente tiene que esperar. Si algo va mal, «bloquear @{ $name }» lo detiene.
notice-caution = Por favor, nunca envíes tarjetas regalo, códigos ni dinero a alguien que no conoces.
