# Tudo o que o bot pode dizer, em português. Curto e acolhedor: para ler numa hora difícil.
# {$no} é o número de um anúncio com o seu sinal, como #14.

## As partes de uma linha sobre um anúncio

kind-need = Pedido
kind-offer = Oferta
urgent = urgente
from = via { $room }
slots-left = ainda { $left } de { $slots }
written-in = em { $language }
when-day = { $weekday } { $day } { $month }
when-time = { $weekday } { $day } { $month }, { $time }
every-1 = toda segunda
every-2 = toda terça
every-3 = toda quarta
every-4 = toda quinta
every-5 = toda sexta
every-6 = todo sábado
every-7 = todo domingo
every-day = todos os dias
every-workday = de segunda a sexta
every-week = toda semana
every-two-weeks = a cada duas semanas
every-week-on = toda semana: { $days }
every-two-weeks-on = a cada duas semanas: { $days }
every-month = todo mês
every-month-day = { $day ->
    [31] no último dia
   *[other] no dia { $day }
} de cada mês
every-month-1 = a primeira { $day } de cada mês
every-month-1-weekend = o primeiro { $day } de cada mês
every-month-2 = a segunda { $day } de cada mês
every-month-2-weekend = o segundo { $day } de cada mês
every-month-3 = a terceira { $day } de cada mês
every-month-3-weekend = o terceiro { $day } de cada mês
every-month-4 = a quarta { $day } de cada mês
every-month-4-weekend = o quarto { $day } de cada mês
every-month-5 = a última { $day } de cada mês
every-month-5-weekend = o último { $day } de cada mês
day-1 = segunda-feira
day-2 = terça-feira
day-3 = quarta-feira
day-4 = quinta-feira
day-5 = sexta-feira
day-6 = sábado
day-7 = domingo
every-at = { $every }, { $time }
status-held = ainda não visível
status-open = em aberto
status-claimed = já tem alguém
status-done = feito
status-expired = o prazo passou
status-withdrawn = retirado
somebody = alguém do bairro
category-food = comida
category-water = água
category-medical = saúde
category-shelter = um lugar para ficar
category-transport = transporte
category-clothing = roupa
category-money = dinheiro
category-childcare = cuidar de crianças
category-eldercare = cuidar de idosos
category-errands = recados
category-information = informação
category-supplies = materiais
category-baby = bebê
category-tools = ferramentas
category-emotional = companhia
category-other = outros
weekday-1 = seg
weekday-2 = ter
weekday-3 = qua
weekday-4 = qui
weekday-5 = sex
weekday-6 = sáb
weekday-7 = dom
month-1 = jan
month-2 = fev
month-3 = mar
month-4 = abr
month-5 = mai
month-6 = jun
month-7 = jul
month-8 = ago
month-9 = set
month-10 = out
month-11 = nov
month-12 = dez
language-en = inglês
language-es = espanhol
language-fr = francês
language-pt = português
language-ar = árabe
language-he = hebraico
language-de = alemão
language-hi-Latn = hindi ou urdu

## Avisos

notice-open-need = 📌 { $sentence } Para ajudar, responda “deixa comigo”.
notice-open-offer = 📌 { $sentence } Se servir para você, responda “eu quero”.
notice-open-own = 📌 { $sentence } Nos grupos o seu nome não aparece. Escrevo para você aqui quando alguém responder; “retirar” tira do mural.
notice-claimed = 🤝 { $sentence } Já tem alguém.
notice-done = ✅ { $sentence } Feito.
notice-comes-again = A próxima vez: { $when }.
notice-expired = ⌛ { $sentence } O prazo passou.
notice-withdrawn = { $no } saiu do mural.
notice-held = { $sentence } Ainda não visível.
notice-many = 📌 Novidades no mural. Responda “assumo” e o número, como “assumo { $number }”:
notice-many-line = { $line }
notice-many-line-closed = { $line } ({ $status })
changed = { $no }: { $status }.

## Assumir

claim-taken = 🤝 { $name } fica com { $no }. Vou escrever às duas pessoas no privado. Se não der certo, responda “não vou poder”.
claim-taken-this-time = 🤝 { $name } fica com { $no } desta vez, { $when }. Vou escrever às duas pessoas no privado. Se não der certo, responda “não vou poder”.
claim-taken-some = { $left ->
    [0] 🤝 { $name } fica com { $count } de { $no }, e não falta mais nada. Vou escrever às duas pessoas no privado.
    [one] 🤝 { $name } fica com { $count } de { $no }; ainda falta { $left }. Vou escrever às duas pessoas no privado.
   *[other] 🤝 { $name } fica com { $count } de { $no }; ainda faltam { $left }. Vou escrever às duas pessoas no privado.
}
claim-taken-short = { $count ->
    [one] 🤝 Agradeço! Ainda havia um de { $no }, e { $name } fica com ele. Vou escrever às duas pessoas no privado.
   *[other] 🤝 Agradeço! Ainda havia { $count } de { $no }, e { $name } fica com eles. Vou escrever às duas pessoas no privado.
}
claim-added = { $left ->
    [0] 🤝 { $name } fica com mais { $count } de { $no }, e não falta mais nada. Agradeço!
    [one] 🤝 { $name } fica com mais { $count } de { $no }; ainda falta { $left }. Agradeço!
   *[other] 🤝 { $name } fica com mais { $count } de { $no }; ainda faltam { $left }. Agradeço!
}
claim-added-short = { $count ->
    [one] 🤝 Agradeço! Ainda havia mais um de { $no }, e { $name } fica com ele.
   *[other] 🤝 Agradeço! Ainda havia mais { $count } de { $no }, e { $name } fica com eles.
}
helper-adds = 🤝 { $name } fica com mais { $count } de { $no }.
part-taken = 🤝 { $name } pode fazer uma parte de { $no }, agradeço! Escrevo para vocês dois em particular e pergunto se isso resolve.
ask-covers = Sobre { $no }, { $name } escreve: { $text }
    Isso resolve? Responda “sim” ou “não”. Com “não”, o resto fica em aberto, e { $name } continua com a sua parte.
covered = Que bom, { $no } está garantido.
part-open = Certo. O resto de { $no } fica em aberto, e pergunto nos grupos.
part-open-next = Certo. A próxima pessoa na fila de { $no } fica com o resto.
rest-open = 📌 Uma parte está garantida, o resto está em aberto: { $sentence } Para ajudar, responda “deixa comigo”.
take-over-asked = { $place ->
    [1] Agradeço! { $no } já está com alguém; estou perguntando se continua. Se não, fica com você, e eu escrevo.
   *[other] Agradeço! { $no } já está com alguém; estou perguntando se continua. Você tem o lugar { $place } na fila, e escrevo se ficar livre.
}
ask-still-yours = { $hours ->
    [one] { $no } · { $summary } continua com você? Outra pessoa pode ficar com isso, se preferir. Responda “sim” ou “não”, os dois estão bem. Sem resposta em uma hora, passa para ela.
   *[other] { $no } · { $summary } continua com você? Outra pessoa pode ficar com isso, se preferir. Responda “sim” ou “não”, os dois estão bem. Sem resposta em { $hours } horas, passa para ela.
}
ask-still-yours-offer = { $hours ->
    [one] Você ainda quer { $no } · { $summary }? Outra pessoa pode aproveitar, se você não precisar. Responda “sim” ou “não”, os dois estão bem. Sem resposta em uma hora, passa para ela.
   *[other] Você ainda quer { $no } · { $summary }? Outra pessoa pode aproveitar, se você não precisar. Responda “sim” ou “não”, os dois estão bem. Sem resposta em { $hours } horas, passa para ela.
}
still-yours = Agradeço! { $no } continua com você.
went-on = { $no } passou para outra pessoa, e você não tem mais nada a fazer. Agradeço por ter se oferecido!
went-on-offer = { $no } passou para outra pessoa. Agradeço por ter perguntado!
still-theirs = { $no } está em boas mãos: continua com quem estava. Você mantém o seu lugar na fila; se preferir sair, responda “não vou poder”.
still-theirs-offer = Quem pediu { $no } ainda quer. Você mantém o seu lugar na fila; se preferir sair, responda “não vou poder”.
claim-too-late = Agradeço! { $no } já está com alguém. Responda “reserva” e você entra na fila.
claim-held = { $no } já está com você. Agradeço!
claim-own = { $no } é seu. Quem assume tem de ser outra pessoa.
closed = { $status ->
    [hidden] { $no } não está visível agora.
    [held] { $no } está guardado, mas ainda não visível.
    [claimed] { $no } já está com alguém.
    [done] { $no } já está feito. Agradeço!
    [expired] O prazo de { $no } passou, e já saiu do mural.
    [withdrawn] { $no } foi retirado do mural.
   *[open] { $no } está em aberto.
}
closed-for-now = Agradeço! { $no } está feito por esta vez. A próxima vez: { $when }.
not-yours = { $no } não é seu e você não ficou com ele, então deixei como está.
no-such-post = Não há { $no } no mural. Escreva “mural” para ver o que há.
which-post = Qual deles? Escreva também o número, como “assumo { $number }”:
which-post-backup = Qual deles? Escreva também o número, como “reserva { $number }”:
which-post-release = Qual deles? Escreva também o número, como “libero { $number }”:
which-post-done = Qual deles? Escreva também o número, como “feito { $number }”:
which-post-withdraw = Qual deles? Escreva também o número, como “retirar { $number }”:
backup-noted = { $place ->
    [1] Agradeço! A próxima vez em { $no } é sua. Escrevo para você se ficar livre.
   *[other] Agradeço! Você tem o lugar { $place } na fila de { $no }. Escrevo para você se ficar livre.
}

## Quando não dá certo, e no fim

release-noted = Agradeço o aviso. { $no } está em aberto de novo.
release-noted-next = Agradeço o aviso. Outra pessoa já ficou com { $no }.
open-again = 📌 Em aberto de novo: { $sentence } Para ajudar, responda “deixa comigo”.
open-again-offer = 📌 Em aberto de novo: { $sentence } Se quiser, responda “deixa comigo”.
helper-left = Quem ia ajudar você com { $no } acabou não podendo. Está em aberto de novo, e já pergunto nos grupos.
helper-left-offer = Quem queria { $no } acabou não podendo. Está em aberto de novo, e já pergunto nos grupos.
helper-left-next = Quem ia ajudar você com { $no } acabou não podendo. { $name } vinha a seguir na fila e assume agora.
helper-left-next-offer = Quem queria { $no } acabou não podendo. { $name } vinha a seguir na fila e agora fica com isso.
thanked = O plano de { $no } mudou, e você não precisa fazer mais nada. Agradeço por ter se oferecido.
thanked-offer = O plano de { $no } mudou, e desta vez não fica com você. Agradeço por ter perguntado.
done-noted = ✅ { $no } está feito. Agradeço!
done-noted-for-now = ✅ { $no } está feito por esta vez. Agradeço! A próxima vez: { $when }.
ask-outcome = Quem ajuda você diz que { $no } está feito. Como foi? Responda com um número:
    1 Tudo feito
    2 Ainda preciso, mesma pessoa
    3 Ainda preciso, outra pessoa
    4 Não sei
ask-outcome-offer = Quem ficou com { $no } diz que está feito. Como foi? Responda com um número:
    1 Tudo feito
    2 Ainda de pé, para a mesma pessoa
    3 Ainda de pé, para outra pessoa
    4 Não sei
outcome-all-done = Que bom. { $no } está encerrado.
outcome-all-done-for-now = Que bom. { $no } volta: { $when }. “não preciso mais” encerra tudo.
outcome-same-helper = { $no } continua com a mesma pessoa, e já avisei.
outcome-same-helper-offer = { $no } continua para a mesma pessoa, e já avisei.
outcome-someone-else = { $no } está em aberto de novo, e procuro outra pessoa. Não precisa dizer por quê.
outcome-someone-else-offer = { $no } está em aberto de novo para outra pessoa. Não precisa dizer por quê.
outcome-not-sure = Tudo bem. { $no } fica encerrado por agora; escreva “preciso: …” se precisar de novo.
outcome-not-sure-for-now = Tudo bem. { $no } volta: { $when }. “não preciso mais” encerra tudo.
outcome-not-sure-offer = Tudo bem. { $no } fica encerrado por agora; escreva “ofereço: …” se oferecer de novo.
outcome-not-sure-yet = Tudo bem. Amanhã pergunto mais uma vez sobre { $no }.
other-says-done = ✅ { $no } está feito, diz quem pediu. Agradeço!
other-says-done-offer = ✅ { $no } está feito, diz quem ofereceu. Agradeço!
still-needed = { $no } ainda não está completo: continua fazendo falta. Continua com você; se não der, responda “não vou poder”.
still-needed-offer = { $no } ainda não está completo: continua de pé para você. Se não precisar mais, responda “não vou poder”.
withdraw-noted = { $no } saiu do mural.
other-withdrew = { $no } já não é preciso, e você não tem mais nada a fazer. Agradeço por ter se oferecido!
other-withdrew-offer = { $no } já não está em oferta. Sinto muito, e espero que apareça outra.
ask-still-needed = Ainda faz falta? { $sentence } Responda “sim” para manter ou “não” para tirar; sem resposta, sai do mural amanhã.
setting-noted = Anotado. A partir de agora: { $setting }
setting-unread = Não consegui ler isso, então nada mudou. Escreve-se assim: { $example }
setting-unknown = Não conheço nenhum ajuste com esse nome. “configurações” mostra todos.
settings = É assim que estou configurado. Para mudar, mande de volta uma linha com os seus valores:
organizers-set = Só quem organiza o grupo pode mudar isso. Peça a uma dessas pessoas, por favor.
digest = Em aberto agora. Responda “assumo” e o número, como “assumo { $number }”:
digest-line-last = { $line } · sai do mural amanhã
night-need = É tarde, e isto não pode esperar: { $sentence } Responda “deixa comigo” se puder. “noites não”, e deixo suas noites em paz.
nights-on = Agradeço! Posso escrever à noite quando algo urgente não puder esperar. “noites não” acaba com isso.
nights-off = Tudo bem, deixo suas noites em paz. “noites sim” traz de volta.
unmet-need = Isto sai do mural amanhã, e ainda não tem ninguém: { $sentence } Responda “deixa comigo” para assumir, “sim” para manter ou “não” para tirar.
ask-check-in = Continua com você? { $sentence } Responda “sim”, “feito” ou “não vou poder”.
check-in-noted = { $count ->
    [one] Agradeço! { $numbers } continua com você. Se mudar, é só escrever “não vou poder”.
   *[other] Agradeço! { $numbers } continuam com você. Se mudar, é só escrever o número e “não vou poder”.
}
check-in-lapsed = Não tive notícias suas sobre { $no }, então procuro outra pessoa. Tudo bem: se ainda puder, escreva “assumo { $number }”.
helper-silent = Não consigo falar com quem ia ajudar você com { $no }, então está em aberto de novo. Ainda faz falta? Responda “sim” para manter ou “não” para tirar.
helper-silent-next = Não consigo falar com quem ia ajudar você com { $no }. { $name } vinha a seguir na fila e assume agora.
late-drop-out = Isto acabou de ficar sem ajuda, e a hora está perto: { $sentence } Os grupos veem como em aberto. Responda “deixa comigo” para assumir.
ask-still-needed-offer = Você ainda oferece isto? { $sentence } Responda “sim” para manter ou “não” para tirar; sem resposta, sai do mural amanhã.
several = Algumas perguntas de uma vez. Ponha o número antes da resposta, como “{ $number } sim”.
which-answer = Qual delas? Ponha o número antes da resposta, como “{ $number } sim”:
extend-noted = { $no } fica no mural.
held-for-now = Guardei como { $no }. Chegou muita coisa em uma hora, por isso os grupos veem às { $time }.

## Lembretes

nudge = Ainda falta alguém. Para ajudar, responda “deixa comigo”:
nudge-many = Ainda falta alguém. Responda “assumo” e o número, como “assumo { $number }”:
ask-fits-need = Talvez isto seja o que você procura com { $no }: { $sentence } Ponho vocês em contato? Responda “sim” ou “não”; a outra pessoa só sabe de você se as duas disserem sim.
ask-fits-offer = Talvez alguém precise do que você oferece com { $no }: { $sentence } Ponho vocês em contato? Responda “sim” ou “não”; a outra pessoa só sabe de você se as duas disserem sim.
ask-same = Outra pessoa publicou algo muito parecido com o seu { $no }: { $sentence } É a mesma coisa? Responda “sim” ou “não”. Se as duas disserem sim, faço dos dois um só.
pairing-noted = Agradeço. Pergunto também ao outro lado, e escrevo para você se for sim.
pairing-left = Tudo bem, fica por isso mesmo. { $no } continua como está.
pairing-over = Desta vez não deu certo. { $no } continua como está, e eu continuo procurando.
merged = { $gone } e { $no } eram a mesma coisa, então agora são um só: { $no }.
parted = { $no } e { $other } são dois de novo, cada um com quem já o tinha.
part-of = { $no } agora faz parte de { $into }.
already-posted = Isto já está no mural, como { $no }.

## Em contato

meet-helper = 🤝 { $name }, via { $room }, ficou com { $post }.
    Escreva aqui e eu repasso; seu número e seu endereço ficam só com você. Se preferir outra pessoa, responda “outra pessoa”.
    ({ $summary })
meet-helper-private = 🤝 { $name } ficou com { $post }.
    Escreva aqui e eu repasso; seu número e seu endereço ficam só com você. Se preferir outra pessoa, responda “outra pessoa”.
    ({ $summary })
meet-author = 🤝 { $post } está com você.
    Escreva aqui e eu repasso a quem publicou; seu número fica só com você. “feito” quando terminar, “não vou poder” se não der.
    ({ $summary })
meet-author-next = 🤝 Ficou livre: { $post } agora está com você.
    Escreva aqui e eu repasso a quem publicou. “não vou poder” se não der.
    ({ $summary })
relay = { $no } · { $name }: { $text }
relay-corrected = { $no } · { $name } (corrigido): { $text }
relay-failed = Não consegui repassar o que você escreveu sobre { $no }. Tente de novo ou procure outro jeito de falar com a pessoa.
which-handoff = Para quem é? Responda a uma das mensagens, ou comece pelo número, como “{ $number } já estou a caminho”:
who-for = Para quem é? Responda com um número ou um nome. Guardo o que você escreveu até lá, um dia no máximo.
who-for-line = { $number } { $line }
passed-on = Agradeço, já passei adiante para { $no }.
words-let-go = Você não disse para quem era, então não guardei o que escreveu. Escreva de novo se ainda importar.
attachment-sent = { $no } · { $name } mandou uma foto ou um áudio. Só consigo repassar palavras.
cannot-write = { $name }, tenho algo para você, mas não posso escrever primeiro. Me mande uma mensagem privada, uma palavra basta.
attachment-left = Só consigo repassar palavras; a foto ou o áudio para { $no } ficou comigo.
link-code = { $minutes ->
    [one] Mande isto da sua outra conta em um minuto: “vincular { $code }”. Assim as duas são para mim uma pessoa só. Não mostre o código a ninguém.
   *[other] Mande isto da sua outra conta em { $minutes } minutos: “vincular { $code }”. Assim as duas são para mim uma pessoa só. Não mostre o código a ninguém.
}
link-code-anew = { $minutes ->
    [one] Seu código foi escrito onde outros leem, então não vale mais. Aqui vai outro, para me mandar em particular em um minuto: “vincular { $code }”.
   *[other] Seu código foi escrito onde outros leem, então não vale mais. Aqui vai outro, para me mandar em particular em { $minutes } minutos: “vincular { $code }”.
}
link-from-other = Esse código é para a sua outra conta: mande de lá, por favor.
link-unknown = Não conheço esse código, ou o tempo dele passou. Escreva “vincule-me” na sua outra conta para receber um novo.
link-locked = Foram vários códigos que não conheço. Tente de novo daqui a uma hora, por favor.
link-refused = Não consigo juntar estas duas contas. Talvez ao contrário: peça o código aqui e mande da outra.
linked = Agora as suas duas contas são para mim uma pessoa só. O que é seu em uma é seu nas duas, e escrevo para a última que você usou. Se não foi você, responda “desvincular”.
unlinked = Suas contas estão separadas de novo. O que você tem no mural fica com a que pediu o código.
unlinked-one = Essa conta está sozinha de novo. As outras continuam juntas, e o que você tem no mural fica com a que pediu o código.
no-such-account = Não conheço nenhuma conta sua com esse nome. Escreva “desvincular esta conta” pela conta que deve ficar sozinha, ou “desvincular” para todas.
not-linked = Só conheço uma conta sua. Escreva “vincule-me” para acrescentar outra.
contact = { $no } · { $name } passa o contato para você: { $contact }
share-noted = Passei seu contato para a outra pessoa de { $no }.
handoff-over = Esta conversa sobre { $no } terminou. Nada mais é repassado.
neutral-opening = Olá, aqui é o mural do bairro. Há novidades sobre algo que você escreveu ou ofereceu. Responda qualquer coisa para saber mais, ou “parar” para não receber nada.
neutral-let-go = Tudo bem. Fica por aqui.
not-this-one = Agradeço a oferta! Desta vez { $no } não pode ficar com você; “mural” mostra o que mais está em aberto.
not-safe = Você fez bem em dizer. Acabou, e nunca mais ponho as duas pessoas em contato; a outra só sabe que a conversa terminou. Aviso alguém da organização? Responda com um número, ou “ninguém”.
not-safe-line = { $number } { $name }
not-safe-alone = Você fez bem em dizer. Seja quem for, nada mais passa entre as duas pessoas. Não tenho ninguém da organização para avisar; se há perigo, peça ajuda agora mesmo.
not-safe-told = { $name } já sabe e pode escrever para você aqui, através de mim. O que você escrever aqui agora chega lá; “parar” encerra.
not-safe-nobody = Tudo bem, não conto a ninguém. Se mudar de ideia, escreva “pessoa”.
somebody-unsafe-with = { $name }, via { $room }, não se sentiu em segurança com { $other } em { $no } e pediu que eu contasse só a você. O contato já foi cortado; { $other } não sabe. Responda a esta mensagem e eu repasso a { $name }.
somebody-unsafe = { $name }, via { $room }, não se sente em segurança e pediu que eu contasse só a você. Responda a esta mensagem e eu repasso.
rest-noted = Descanse bem. Não peço nada até você escrever “voltei”.
rest-noted-claims = Descanse bem. Não peço nada até você escrever “voltei”. Isto ainda está com você; responda “libero { $number }” para passar adiante:
back-noted = Que bom ter você de volta. Posso perguntar coisas de novo.
human-asked = Avisei quem cuida deste mural. Quem puder responde aqui; o que você escrever em resposta chega lá.
no-human = Sinto muito, agora não sei de ninguém com quem pôr você em contato.
somebody-asks = { $name }, via { $room }, gostaria de falar com alguém. Responda a esta mensagem e eu repasso; “parar” como resposta encerra a conversa.
human-came = { $organizer } já está falando com { $name }. Você não precisa fazer mais nada aqui.
talk-said = { $name }: { $text }
talk-not-passed-on = Não consegui repassar o que você escreveu. Tente de novo ou procure outro jeito de falar com a pessoa.
talk-over = Esta conversa terminou. Escreva “pessoa” quando quiser falar de novo com alguém.
for-somebody-else = para outra pessoa
meet-for-others = É para outra pessoa; quem escreveu combina com você.
no-organizer = Faz um tempo que ninguém que cuida deste mural aparece. Ele continua como está. Se quiser cuidar dele por enquanto, escreva “cuidar do mural”.
held-returned = { $no } esperava alguém que cuida do mural, e não há ninguém. É seu de novo; escreva outra vez se ainda importa.
steward-asked = { $name } cuidaria deste mural até alguém que organiza voltar. Se você gosta da ideia, responda “sim” a esta mensagem; bastam duas pessoas.
steward-backed = Obrigado. Mais um “sim” de outra pessoa e está decidido.
steward-now = { $name } cuida deste mural até alguém que organiza voltar. Obrigado!
may-share = { $no } é pessoal, então por enquanto fica onde você escreveu. Os outros grupos podem ver também, sem seu nome e sem rua? Responda “sim” ou “não”. Os dois estão bem.
share-post-noted = Obrigado. Os outros grupos já veem { $no }, sem seu nome e sem rua.
stays-home = Tudo bem, { $no } fica onde você escreveu.
ask-introduce = { $name }, de { $room }, quer ajudar com { $no }: { $summary }. É pessoal, então esperam por você. Responda “apresentar { $number }” e os dois podem se escrever; se não fizer nada, não podem.
may-introduce = { $name }, de { $room }, quer ajudar com { $no }. Posso juntar vocês? Responda “sim”, ou “não” para outra pessoa.
helper-waits = Alguém da vizinhança quer ajudar com { $no }. Como é pessoal, quem cuida do mural fala antes com essa pessoa; depois escrevo para você.
author-waits = Obrigado por { $no }. Como é pessoal, quem cuida do mural põe vocês em contato; depois escrevo para você.
introduced = Obrigado. Os dois lados de { $no } já podem se escrever.
nobody-waits = Ninguém espera ser apresentado por { $no }.
manner-listen = A partir de agora leio aqui e percebo necessidades e ofertas em quaisquer palavras.
manner-explicit = A partir de agora só ajo aqui com palavras que são para mim.
manner-local = A partir de agora o que se publica aqui fica aqui.
manner-shared = A partir de agora o que se publica aqui aparece nos outros grupos, sem nomes.
no-room = conversa privada

## Ver

list-empty = { $which ->
    [mine] Você não tem nada no mural nem promessas em aberto.
    [needs] Nenhum pedido no mural agora.
    [offers] Nenhuma oferta no mural agora.
   *[board] O mural está vazio agora.
}
list-head = { $which ->
    [mine] Seu:
    [needs] Pedidos:
    [offers] Ofertas:
   *[board] No mural:
}
list-more = { $more ->
    [one] … e mais um. Escreva “mural” no meu privado para ver tudo.
   *[other] … e mais { $more }. Escreva “mural” no meu privado para ver tudo.
}
list-line = { $line }
list-line-status = { $line } ({ $status })
help-room = Peça ou ofereça com suas palavras, ou comece com “preciso:” ou “ofereço:”. Responda “deixa comigo” para ficar com um pedido, “feito” quando terminar, “não vou poder” se não der. “mural” mostra o que está em aberto. Escreva no meu privado para pedir sem o seu nome.
help-private = Escreva “preciso: …” ou “ofereço: …” e eu publico sem o seu nome. “mural” mostra o que está em aberto, “meus pedidos” o que é seu, “assumo 14” fica com o número 14, “feito 14” e “libero 14” encerram. O resto que você escrever aqui vai para a pessoa em contato com você.
not-understood = Não entendi. Escreva “preciso: …” ou “ofereço: …” para pôr algo no mural, ou “ajuda”.

## Chegar e marcar

arrived = Olá! Eu cuido do mural de { $network }. Leio este grupo para achar pedidos e ofertas, e só guardo isso.
    Os outros grupos da rede veem tudo sem nomes, telefones nem números de casa.
    Responda “deixa comigo” para ajudar, “mural” para ver, “ajuda” para saber mais. “não” embaixo do que você publicou tira do mural. Escreva “ignore me” e não leio nada seu.
arrived-run-by = Olá! Eu cuido do mural de { $network } ({ $by }). Leio este grupo para achar pedidos e ofertas, e só guardo isso.
    Os outros grupos da rede veem tudo sem nomes, telefones nem números de casa.
    Responda “deixa comigo” para ajudar, “mural” para ver, “ajuda” para saber mais. “não” embaixo do que você publicou tira do mural. Escreva “ignore me” e não leio nada seu.
cannot-see-need = Já não consigo ver essa mensagem. Escreva “preciso:” e o que é, por favor.
cannot-see-offer = Já não consigo ver essa mensagem. Escreva “ofereço:” e o que é, por favor.
what-is-it-need = O que é, em uma palavra? Responda com isso e vai para o mural como pedido.
what-is-it-offer = O que é, em uma palavra? Responda com isso e vai para o mural como oferta.
ignoring = Tudo bem, a partir de agora não leio o que você escreve aqui. O que você tem no mural fica até você tirar. Para falar comigo, responda a uma mensagem minha ou escreva no privado. “me escute” desfaz isso, quando quiser.
listening = Que bom ter você de volta: já leio de novo. “me ignore” para isso.
ask-forget = Posso esquecer você. Isso tira o que você publicou, avisa quem conta com você e apaga tudo o que guardo de você. Para fazer isso, escreva “me esqueça” de novo em até uma hora; se não, tudo fica como está.
forgotten = Feito: não guardo mais nada de você. Agradeço por ter feito parte. Se escrever de novo, começamos do zero.
notice-erased = Saiu do mural.

## Qual grupo

which-group = Para qual grupo é? Responda com o número. Guardo o que você escreveu até lá, por um dia no máximo.
which-group-line = { $number } { $network }
group-noted = Pronto, já está com { $network }. O que você escrever aqui na próxima hora também vai para lá. Para falar de outra coisa, responda à mensagem dela.
group-lapsed = Fiquei sem saber para qual grupo era, então apaguei o que você escreveu. Escreva de novo se ainda importa.
how-to-reach = Eu cuido dos murais de vários grupos, e ainda não sei qual é o seu. Escreva “ajuda” primeiro na conversa do seu grupo; depois pode escrever aqui.
speaks = A partir de agora escrevo aqui em { $language }.

## Organizers

status-hidden = fora dos grupos
organizer-not-yours = Isso é para quem organiza esta rede. Escreva “falar com alguém” se quiser falar com alguém.
organizer-did = { $verb ->
    [hide] { $no } saiu dos grupos, mas fica guardado. “desfazer” traz de volta.
    [show] { $no } está de novo nos grupos.
    [close] { $no } saiu do mural, e quem participava já sabe.
    [merge] { $other } agora faz parte de { $no }.
    [assign] Perguntei a { $name } sobre { $no }. Aviso quando responder.
    [allow] { $no } foi liberado.
    [refuse] { $no } fica de fora, e quem escreveu já sabe.
    [block] { $name } está com bloqueio: o que escrever não conta, e as suas publicações não aparecem. “desfazer” desfaz.
    [unblock] { $name } já não tem bloqueio, e as suas publicações voltam.
    [pause] Fico em silêncio. Nada se publica nem se lembra até que escreva “retomar”.
   *[resume] Estou de volta. O que ficou pendente vem já.
}
organizer-no-change = Já estava assim, nada mudou.
organizer-nobody = Não conheço ninguém com esse nome aqui. Escreva como aparece no chat.
organizer-which-one = Várias pessoas têm esse nome. Responda com um número:
organizer-candidate = { $number } { $name } · { $room }
organizer-candidate-unseen = { $number } { $name }
organizer-not-an-organizer = Essa pessoa também organiza esta rede, não posso bloquear.
organizer-author-blocked = { $no } não aparece porque quem escreveu está com bloqueio. Tire o bloqueio para trazer de volta.
organizer-nothing-to-undo = Não há nada para desfazer.
organizer-undid = { $verb ->
    [hide] Desfeito: { $no } está de novo nos grupos.
    [show] Desfeito: { $no } saiu dos grupos.
    [close] Desfeito: { $no } está de novo no mural.
    [merge] Desfeito: { $no } e { $other } são dois de novo.
    [assign] Desfeito: já não pergunto a { $name } sobre { $no }.
    [allow] Desfeito: { $no } espera de novo.
    [refuse] Desfeito: { $no } espera de novo.
    [block] Desfeito: { $name } volta a contar.
    [unblock] Desfeito: { $name } está com bloqueio.
    [pause] Desfeito: estou aqui outra vez.
    [resume] Desfeito: fico em silêncio de novo.
    [burn] Desfeito: nada será apagado.
   *[export] Desfeito: nenhuma cópia será feita.
}
organizer-act = { $verb ->
    [hide] escondeu { $no }
    [show] mostrou { $no } de novo
    [close] fechou { $no }
    [merge] juntou { $other } a { $no }
    [assign] perguntou a { $name } sobre { $no }
    [set] mudou uma definição
    [manner] mudou como eu fico em um grupo
    [introduce] pôs em contato os dois lados de { $no }
    [allow] liberou { $no }
    [refuse] recusou { $no }
    [block] bloqueou { $name }
    [unblock] desbloqueou { $name }
    [pause] pausou tudo
    [resume] retomou tudo
    [burn] pediu para apagar tudo
    [export] pediu uma cópia do mural
   *[undo] desfez a última ação
}
organizer-log = O que fez quem organiza, do mais novo ao mais antigo:
organizer-log-empty = Nada a contar: nada foi feito nos últimos 30 dias.
organizer-log-line = { $day } · { $by } { $what }
organizer-log-line-undone = { $day } · { $by } { $what } (desfeito)
organizer-held = Retido por enquanto:
organizer-held-none = Nada está retido.
organizer-needs-another = { $verb ->
    [burn] Isto apaga tudo o que guardo desta rede, por isso são precisas duas pessoas. Perguntei às outras; quando uma escrever “queimar” em 24 horas, está feito. “desfazer” cancela.
   *[export] Uma cópia do mural precisa de duas pessoas. Perguntei às outras; uma tem de escrever “exportar” em 24 horas.
}
organizer-no-other = { $verb ->
    [burn] Apagar tudo precisa de duas pessoas que organizem, e só há você. Nomeie outra na configuração, ou ponha two_organizers = false.
   *[export] Uma cópia do mural precisa de duas pessoas que organizem, e só há você. Nomeie outra na configuração, ou ponha two_organizers = false.
}
organizer-another-asks = { $verb ->
    [burn] { $name } pede para apagar tudo o que guardo desta rede. Se também quiser, escreva “queimar” em 24 horas. “desfazer” cancela.
   *[export] { $name } pede uma cópia do mural. Se concordar, escreva “exportar” em 24 horas. “desfazer” cancela.
}
organizer-export-how = Certo, durante 24 horas. Na máquina onde eu corro, o comando wegotus export escreve o quadro em ficheiros para uma folha de cálculo. Não são cifrados: guarde-os bem.
organizer-burning = Está decidido: apago agora tudo o que guardo desta rede. As mensagens nos grupos ficam lá. A partir de agora fico em silêncio, até alguém da organização escrever “retomar”.
organizer-closed-for-you = Alguém que organiza tirou { $no } do mural. Pedir não tem nada de errado; escreva “falar com alguém” se quiser conversar.
organizer-ask-take-on = Quem organiza pergunta se você poderia assumir isto: { $sentence } Responda “sim” ou “não”; os dois estão bem.
organizer-take-on-left = Tudo bem, agradeço por dizer.
organizer-taken-on = { $name } assume { $no }.
organizer-not-taken-on = { $name } não pode assumir { $no } desta vez.
organizer-cannot-ask = Agora não posso perguntar a { $name } sobre { $no }. Outra pessoa, talvez?
organizer-all-taken = { $no } já está com alguém, então não perguntei a ninguém.
organizer-stay-two = { $no } e { $other } continuam dois: só se juntam dois pedidos, ou duas ofertas, que estejam no mural.
paused = Estou em pausa agora. Tente de novo daqui a pouco, por favor.

## Segurança

safety-comfort = Isso parece muito difícil, e eu sinto muito. Ninguém precisa passar por isso sem ajuda. O que você escreveu não vai adiante por mim. Aqui podem ajudar agora mesmo:
safety-comfort-alone = Isso parece muito difícil, e eu sinto muito. Ninguém precisa passar por isso sem ajuda. O que você escreveu não vai adiante por mim. Procure alguém de confiança, ou o número de emergência de onde você está. Escreva aqui “falar com alguém” e eu peço a quem organiza que converse com você.
safety-ask-show = Você também pediu algo ({ $no }). Não mostrei a ninguém. Coloco no mural, onde a vizinhança de todos os grupos vê sem o seu nome? Responda “sim” ou “não”; os dois estão bem.
safety-show-noted = { $no } já está no mural. Escreva “não preciso mais” quando quiser tirar.
safety-money-held = Agradeço por pedir. { $no } fala de um jeito de pagar muito usado para enganar, então alguém que organiza olha primeiro. Se ninguém olhar até { $time }, aparece só no seu grupo.
safety-money-waits = Isto pede dinheiro de um jeito comum em golpes, por isso espera a sua palavra: { $sentence }
safety-money-what-to-do = Escreva “permitir { $number }” ou “recusar { $number }”. Se ninguém fizer isso até { $time }, aparece só no próprio grupo, com um aviso.
safety-let-through = Alguém que organiza olhou { $no }, e já está no mural.
safety-refused = Alguém que organiza olhou { $no } e prefere não colocar assim. Você pode pedir de outro jeito, ou escrever “falar com alguém” para conversar.
safety-author-decides = Só quem escreveu { $no } pode dizer se aparece. Já perguntei.
safety-takes-much = Agradeço, você já assumiu muita coisa em uma hora! Deixe { $no } para outra pessoa, ou tente um pouco mais tarde.
safety-somebody-takes-much = { $name } assumiu muita coisa em uma hora, por isso o resto tem de esperar. Se houver algo errado, “bloquear @{ $name }” resolve.
notice-caution = Por favor, nunca envie cartões-presente, códigos nem dinheiro a quem você não conhece.
