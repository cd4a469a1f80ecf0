# Bot jo kuch keh sakta hai, Hindi aur Urdu mein, jaise WhatsApp par likhte hain. Chhota aur apnapan se: mushkil waqt mein padhne layak.
# {$no} post ka number hai, nishaan ke saath, jaise #14.

## Post ki line ke hisse

kind-need = Zaroorat
kind-offer = Offer
urgent = urgent
from = { $room } se
slots-left = { $slots } mein se { $left } baaki
written-in = { $language } mein
when-day = { $weekday } { $day } { $month }
when-time = { $weekday } { $day } { $month }, { $time }
every-1 = har Monday
every-2 = har Tuesday
every-3 = har Wednesday
every-4 = har Thursday
every-5 = har Friday
every-6 = har Saturday
every-7 = har Sunday
every-day = har roz
every-workday = Monday se Friday
every-week = har hafte
every-two-weeks = har do hafte
every-week-on = har hafte: { $days }
every-two-weeks-on = har do hafte: { $days }
every-month = har mahine
every-month-day = har mahine { $day ->
    [31] ke aakhri din
   *[other] ki { $day } tarikh
}
every-month-1 = har mahine ka pehla { $day }
every-month-1-weekend = har mahine ka pehla { $day }
every-month-2 = har mahine ka doosra { $day }
every-month-2-weekend = har mahine ka doosra { $day }
every-month-3 = har mahine ka teesra { $day }
every-month-3-weekend = har mahine ka teesra { $day }
every-month-4 = har mahine ka chautha { $day }
every-month-4-weekend = har mahine ka chautha { $day }
every-month-5 = har mahine ka aakhri { $day }
every-month-5-weekend = har mahine ka aakhri { $day }
day-1 = Monday
day-2 = Tuesday
day-3 = Wednesday
day-4 = Thursday
day-5 = Friday
day-6 = Saturday
day-7 = Sunday
every-at = { $every }, { $time }
status-held = abhi dikhaya nahi
status-open = khula hai
status-claimed = kisi ne le liya
status-done = ho gaya
status-expired = waqt nikal gaya
status-withdrawn = hata diya gaya
somebody = ek padosi
category-food = khana
category-water = paani
category-medical = dawa ya ilaaj
category-shelter = rehne ki jagah
category-transport = aana jaana
category-clothing = kapde
category-money = paise
category-childcare = bachchon ki dekhbhaal
category-eldercare = buzurgon ki dekhbhaal
category-errands = chhote kaam
category-information = jaankari
category-supplies = saamaan
category-baby = chhota bachcha
category-tools = auzaar
category-emotional = saath
category-other = aur kuch
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
language-hi-Latn = Hindi ya Urdu

## Board par

notice-open-need = 📌 { $sentence } Madad ke liye jawab dein: "main hoon na".
notice-open-offer = 📌 { $sentence } Lena ho to jawab dein: "mere liye rakhna".
notice-open-own = 📌 { $sentence } Groups mein aapka naam nahi dikhta. Koi jawab aaya to yahin batayenge; hatane ke liye "withdraw" likhein.
notice-claimed = 🤝 { $sentence } Kisi ne le liya.
notice-done = ✅ { $sentence } Ho gaya.
notice-comes-again = Agli baar: { $when }.
notice-expired = ⌛ { $sentence } Iska waqt nikal gaya.
notice-withdrawn = { $no } board se hata diya gaya.
notice-held = { $sentence } Abhi dikhaya nahi.
notice-many = 📌 Board par naya. Number ke saath "main hoon na" likhein, jaise "{ $number } main hoon na":
notice-many-line = { $line }
notice-many-line-closed = { $line } ({ $status })
changed = { $no }: { $status }.

## Zimma lena

claim-taken = 🤝 { $no } ab { $name } ke paas hai. Dono ko alag se message aayega. Agar na ho sake to jawab dein: "nahi ho payega".
claim-taken-this-time = 🤝 Is baar { $no } { $name } ke paas hai, { $when }. Dono ko alag se message aayega. Agar na ho sake to jawab dein: "nahi ho payega".
claim-taken-some = { $left ->
    [0] 🤝 { $no } mein se { $count } ab { $name } ke paas, aur ab sab poora. Dono ko alag se message aayega.
   *[other] 🤝 { $no } mein se { $count } ab { $name } ke paas; { $left } abhi baaki. Dono ko alag se message aayega.
}
claim-taken-short = { $count ->
    [one] 🤝 Shukriya! { $no } mein se ek baaki tha, ab { $name } ke paas hai. Dono ko alag se message aayega.
   *[other] 🤝 Shukriya! { $no } mein se { $count } baaki the, ab { $name } ke paas hain. Dono ko alag se message aayega.
}
claim-added = { $left ->
    [0] 🤝 { $no } mein se { $count } aur { $name } ke paas, aur ab sab poora. Shukriya!
   *[other] 🤝 { $no } mein se { $count } aur { $name } ke paas; { $left } abhi baaki. Shukriya!
}
claim-added-short = { $count ->
    [one] 🤝 Shukriya! { $no } mein se ek aur baaki tha, ab { $name } ke paas hai.
   *[other] 🤝 Shukriya! { $no } mein se { $count } aur baaki the, ab { $name } ke paas hain.
}
helper-adds = 🤝 { $no } mein se { $count } aur ab { $name } ke paas.
part-taken = 🤝 { $name } { $no } ka ek hissa kar sakte hain, shukriya! Aap dono ko alag se likh rahe hain, aur poochh rahe hain ki itna kaafi hai ya nahi.
ask-covers = { $no } ke baare mein { $name } ne likha: { $text }
    Kya itna kaafi hai? Jawab dein: "haan" ya "nahi". "nahi" par baaki khula rahega, aur { $name } ka hissa unke paas rahega.
covered = Achha, { $no } ka intezaam ho gaya.
part-open = Theek hai. { $no } ka baaki hissa khula hai, groups mein poochh rahe hain.
part-open-next = Theek hai. { $no } ki line mein jo agle the, baaki hissa unke paas hai.
rest-open = 📌 Ek hisse ka intezaam hai, baaki abhi khula hai: { $sentence } Madad ke liye jawab dein: "main hoon na".
take-over-asked = { $place ->
    [1] Shukriya! { $no } pehle hi kisi ke paas hai; poochh rahe hain ki ab bhi hai ya nahi. Nahi hua to aapka, aur aapko bata denge.
   *[other] Shukriya! { $no } pehle hi kisi ke paas hai; poochh rahe hain ki ab bhi hai ya nahi. Aapki baari number { $place } hai, khaali hua to bata denge.
}
ask-still-yours = { $hours ->
    [one] { $no } · { $summary } abhi aapke paas hai? Chahein to koi aur le sakta hai. Jawab dein: "haan" ya "nahi", dono theek hain. Ek ghante tak jawab na aaye to unke paas jayega.
   *[other] { $no } · { $summary } abhi aapke paas hai? Chahein to koi aur le sakta hai. Jawab dein: "haan" ya "nahi", dono theek hain. { $hours } ghante tak jawab na aaye to unke paas jayega.
}
ask-still-yours-offer = { $hours ->
    [one] { $no } · { $summary } aapko abhi bhi chahiye? Aapko na chahiye to kisi aur ke kaam aa sakta hai. Jawab dein: "haan" ya "nahi", dono theek hain. Ek ghante tak jawab na aaye to unke paas jayega.
   *[other] { $no } · { $summary } aapko abhi bhi chahiye? Aapko na chahiye to kisi aur ke kaam aa sakta hai. Jawab dein: "haan" ya "nahi", dono theek hain. { $hours } ghante tak jawab na aaye to unke paas jayega.
}
still-yours = Shukriya! { $no } aapke hi paas hai.
went-on = { $no } ab kisi aur ke paas hai, aapko kuch nahi karna. Aage aane ka shukriya!
went-on-offer = { $no } ab kisi aur ke paas hai. Poochhne ka shukriya!
still-theirs = { $no } sahi haathon mein hai aur unhi ke paas hai. Line mein aapki baari bani rahegi; chhodna ho to jawab dein: "nahi ho payega".
still-theirs-offer = Jinhone { $no } maanga tha, unhe abhi bhi chahiye. Line mein aapki baari bani rahegi; chhodna ho to jawab dein: "nahi ho payega".
claim-too-late = Shukriya! { $no } pehle hi kisi ke paas hai. Jawab mein "backup" likhein to agli baari aapki.
claim-held = { $no } pehle se aapke paas hai. Shukriya!
claim-own = { $no } aapka apna post hai. Ise koi aur padosi hi le sakta hai.
closed = { $status ->
    [hidden] { $no } abhi dikhaya nahi ja raha.
    [held] { $no } rakh liya hai, par abhi dikhaya nahi.
    [claimed] { $no } kisi ne le liya.
    [done] { $no } ho chuka hai. Shukriya!
    [expired] { $no } ka waqt nikal gaya aur ab board par nahi hai.
    [withdrawn] { $no } board se hata diya gaya.
   *[open] { $no } khula hai.
}
closed-for-now = Shukriya! { $no } is baar ke liye ho chuka hai. Agli baar: { $when }.
not-yours = { $no } aapka nahi hai aur aapne liya bhi nahi, isliye waisa hi rehne diya.
no-such-post = Board par { $no } nahi hai. Kya kya hai, dekhne ke liye "board" likhein.
which-post = Kaun sa? Number bhi likhein, jaise "{ $number } main hoon na":
which-post-backup = Kaun sa? Number bhi likhein, jaise "backup { $number }":
which-post-release = Kaun sa? Number bhi likhein, jaise "release { $number }":
which-post-done = Kaun sa? Number bhi likhein, jaise "done { $number }":
which-post-withdraw = Kaun sa? Number bhi likhein, jaise "withdraw { $number }":
backup-noted = { $place ->
    [1] Shukriya! { $no } mein agli baari aapki. Khaali hua to bata denge.
   *[other] Shukriya! { $no } mein aapki baari number { $place } hai. Khaali hua to bata denge.
}

## Na ho sake to, aur ho jaane par

release-noted = Batane ka shukriya. { $no } phir se khula hai.
release-noted-next = Batane ka shukriya. { $no } ab kisi aur ke paas hai.
open-again = 📌 Phir se khula: { $sentence } Madad ke liye jawab dein: "main hoon na".
open-again-offer = 📌 Phir se khula: { $sentence } Lena ho to jawab dein: "main hoon na".
helper-left = { $no } ke liye jo madad tay thi, woh ab nahi ho payegi. Ab yeh phir se khula hai, groups mein poochh rahe hain.
helper-left-offer = Jinhe { $no } chahiye tha, woh ab nahi le payenge. Ab yeh phir se khula hai, groups mein poochh rahe hain.
helper-left-next = { $no } ke liye jo madad tay thi, woh ab nahi ho payegi. Agli baari { $name } ki thi, ab unke paas hai.
helper-left-next-offer = Jinhe { $no } chahiye tha, woh ab nahi le payenge. Agli baari { $name } ki thi, ab unke paas hai.
thanked = { $no } ka plan badal gaya, ab aapko kuch nahi karna. Aage aane ka shukriya.
thanked-offer = { $no } ka plan badal gaya, is baar yeh aapke liye nahi hai. Poochhne ka shukriya.
done-noted = ✅ { $no } ho gaya. Shukriya!
done-noted-for-now = ✅ { $no } is baar ke liye ho gaya. Shukriya! Agli baar: { $when }.
ask-outcome = Aapke madadgaar ne bataya ki { $no } ho gaya. Kaisa raha? Jawab mein number likhein:
    1 Sab ho gaya
    2 Abhi chahiye, usi se
    3 Abhi chahiye, kisi aur se
    4 Pata nahi
ask-outcome-offer = Jinhone { $no } liya, unhone bataya ki ho gaya. Kaisa raha? Jawab mein number likhein:
    1 Sab ho gaya
    2 Abhi bhi hai, usi ke liye
    3 Abhi bhi hai, kisi aur ke liye
    4 Pata nahi
outcome-all-done = Sun kar achha laga. { $no } band kar diya.
outcome-all-done-for-now = Sun kar achha laga. { $no } phir aayega: { $when }. Band karne ke liye likhein: "ab zaroorat nahi".
outcome-same-helper = { $no } unhi ke paas hai, aur unhe bata diya hai.
outcome-same-helper-offer = { $no } abhi bhi unhi ke liye hai, aur unhe bata diya hai.
outcome-someone-else = { $no } phir se khula hai, kisi aur ko dhoondh rahe hain. Wajah batane ki zaroorat nahi.
outcome-someone-else-offer = { $no } phir se khula hai, kisi aur ke liye. Wajah batane ki zaroorat nahi.
outcome-not-sure = Koi baat nahi. { $no } abhi band hai; phir zaroorat ho to "chahiye: …" likhein.
outcome-not-sure-for-now = Koi baat nahi. { $no } phir aayega: { $when }. Band karne ke liye likhein: "ab zaroorat nahi".
outcome-not-sure-offer = Koi baat nahi. { $no } abhi band hai; phir dena ho to "offer: …" likhein.
outcome-not-sure-yet = Koi baat nahi. { $no } ke baare mein kal ek baar phir poochhenge.
other-says-done = ✅ { $no } ho gaya, jinhone maanga tha unhone bataya. Shukriya!
other-says-done-offer = ✅ { $no } ho gaya, jo de rahe the unhone bataya. Shukriya!
still-needed = { $no } abhi poora nahi hua, ab bhi chahiye. Abhi aapke hi paas hai; na ho sake to jawab dein: "nahi ho payega".
still-needed-offer = { $no } abhi poora nahi hua, aapke liye rakha hai. Ab na chahiye to jawab dein: "nahi ho payega".
withdraw-noted = { $no } ab board par nahi hai.
other-withdrew = { $no } ab nahi chahiye, aapko kuch nahi karna. Aage aane ka shukriya!
other-withdrew-offer = { $no } ab uplabdh nahi hai. Maaf kijiye, ummeed hai kahin aur mil jaye.
ask-still-needed = Kya ab bhi chahiye? { $sentence } Rakhne ke liye "haan", hatane ke liye "nahi" likhein; jawab na aaye to kal board se hat jayega.
setting-noted = Likh liya. Ab se: { $setting }
setting-unread = Yeh samajh nahi aaya, isliye kuch nahi badla. Aise likhte hain: { $example }
setting-unknown = Is naam ki koi setting nahi hai. "settings dikhao" se sab dikhti hain.
settings = Settings yeh hain. Badalne ke liye apni value ke saath ek line wapas bhejein:
organizers-set = Yeh sirf group ke organizers badal sakte hain. Please unse kahein.
digest = Abhi khula hai. Number ke saath "main hoon na" likhein, jaise "{ $number } main hoon na":
digest-line-last = { $line } · kal board se hat jayega
night-need = Raat ho gayi hai, par yeh ruk nahi sakta: { $sentence } Ho sake to jawab dein "main hoon na". "raat ko nahi" likhein to raat mein message nahi aayega.
nights-on = Shukriya! Kuch bahut zaroori hua to raat mein message aa sakta hai. "raat ko nahi" se band.
nights-off = Theek hai, raat mein message nahi aayega. "raat ko haan" se phir shuru.
unmet-need = Yeh kal board se hat jayega, aur abhi tak kisi ne nahi liya: { $sentence } Lene ke liye "main hoon na", rakhne ke liye "haan", hatane ke liye "nahi" likhein.
ask-check-in = Abhi aapke paas hai? { $sentence } Jawab: "haan", "ho gaya" ya "nahi ho payega".
check-in-noted = { $count ->
    [one] Shukriya! { $numbers } aapke paas hai. Kuch badle to bas "nahi ho payega" likhein.
   *[other] Shukriya! { $numbers } aapke paas hain. Kuch badle to bas number aur "nahi ho payega" likhein.
}
check-in-lapsed = { $no } par aapki khabar nahi aayi, isliye kisi aur ko dhoondh rahe hain. Koi baat nahi: ab bhi kar sakein to "{ $number } main hoon na" likhein.
helper-silent = { $no } ke liye aapke madadgaar se baat nahi ho pa rahi, isliye yeh phir se khula hai. Kya ab bhi chahiye? Rakhne ke liye "haan", hatane ke liye "nahi" likhein.
helper-silent-next = { $no } ke liye aapke madadgaar se baat nahi ho pa rahi. Agli baari { $name } ki thi, ab unke paas hai.
late-drop-out = Iski madad abhi abhi chhoot gayi, aur waqt paas hai: { $sentence } Groups mein yeh khula dikhta hai. Lene ke liye jawab dein: "main hoon na".
ask-still-needed-offer = Kya aap ab bhi yeh de rahe hain? { $sentence } Rakhne ke liye "haan", hatane ke liye "nahi" likhein; jawab na aaye to kal board se hat jayega.
several = Ek saath kuch sawaal hain. Jawab se pehle number likhein, jaise "{ $number } haan".
which-answer = Yeh kiska jawab hai? Jawab se pehle uska number likhein, jaise "{ $number } haan":
extend-noted = { $no } board par rahega.
held-for-now = Ise { $no } number diya hai. Ek ghante mein kai post aaye, isliye groups ko { $time } par dikhega.

## Yaad dilana

nudge = Kisi ka intezaar hai. Madad ke liye jawab mein "main hoon na" likhein:
nudge-many = Kisi ka intezaar hai. Number ke saath "main hoon na" likhein, jaise "{ $number } main hoon na":
ask-fits-need = Shayad { $no } mein aap yahi dhoondh rahe hain: { $sentence } Kya aap dono ko milwa dein? "haan" ya "nahi" likhein; unhe tabhi pata chalega jab dono haan kahein.
ask-fits-offer = Shayad kisi ko woh chahiye jo aap { $no } mein de rahe hain: { $sentence } Kya aap dono ko milwa dein? "haan" ya "nahi" likhein; unhe tabhi pata chalega jab dono haan kahein.
ask-same = Kisi aur ka post aapke { $no } jaisa hi hai: { $sentence } Kya yeh wahi hai? "haan" ya "nahi" likhein. Dono haan kahein to ek hi post bana denge.
pairing-noted = Shukriya. Unse bhi poochh rahe hain, haan hui to aapko likhenge.
pairing-left = Theek hai, rehne dete hain. { $no } waisa hi rahega.
pairing-over = Is baar baat nahi bani. { $no } waisa hi rahega, aur talash jaari hai.
merged = { $gone } aur { $no } ek hi the, isliye ab ek post hai: { $no }.
parted = { $no } aur { $other } phir se do alag post hain, apne apne madadgaron ke saath.
part-of = { $no } ab { $into } ka hissa hai.
already-posted = Yeh pehle se board par hai: { $no }.

## Baat karwana

meet-helper = 🤝 { $post } ab { $name } ke paas hai ({ $room } se).
    Yahan likhein, hum pahuncha denge; aapka number aur pata aapke paas hi rahega. Kisi aur ko chahein to jawab dein: "koi aur".
    ({ $summary })
meet-helper-private = 🤝 { $post } ab { $name } ke paas hai.
    Yahan likhein, hum pahuncha denge; aapka number aur pata aapke paas hi rahega. Kisi aur ko chahein to jawab dein: "koi aur".
    ({ $summary })
meet-author = 🤝 { $post } ab aapke paas hai.
    Yahan likhein, jinhone post kiya un tak pahuncha denge; aapka number aapke paas hi rahega. Ho jaye to "ho gaya", na ho sake to "nahi ho payega" likhein.
    ({ $summary })
meet-author-next = 🤝 Khaali hua, to { $post } ab aapke paas hai.
    Yahan likhein, jinhone post kiya un tak pahuncha denge. Na ho sake to "nahi ho payega" likhein.
    ({ $summary })
relay = { $no } · { $name }: { $text }
relay-corrected = { $no } · { $name } (sudhaar): { $text }
relay-failed = { $no } par aapki baat pahunchi nahi. Phir se koshish karein, ya unse baat karne ka koi aur tareeka dekhein.
which-handoff = Yeh kiske liye hai? Unke kisi message ka jawab dein, ya number se shuru karein, jaise "{ $number } raaste mein hoon":
who-for = Yeh kiske liye hai? Jawab mein number ya naam likhein. Tab tak aapki baat rakhi hai, zyada se zyada ek din.
who-for-line = { $number } { $line }
passed-on = Shukriya, { $no } ke liye baat pahuncha di.
words-let-go = Aapne bataya nahi ki kiske liye tha, isliye aapki baat rakhi nahi. Ab bhi zaroori ho to phir se likhein.
attachment-sent = { $no } · { $name } ne photo ya recording bheji hai. Sirf likhi baat aage jaati hai.
cannot-write = { $name }, aapke liye kuch hai, par pehle aapko likha nahi ja sakta. Ek private message bhej dein, koi bhi shabd chalega.
attachment-left = Sirf likhi baat aage jaati hai; { $no } ki photo ya recording yahin reh gayi.
link-code = { $minutes ->
    [one] Apne dusre account se ek minute mein yeh bhejein: "link { $code }". Phir dono ek hi vyakti maane jayenge. Code kisi aur ko na dikhayein.
   *[other] Apne dusre account se { $minutes } minute mein yeh bhejein: "link { $code }". Phir dono ek hi vyakti maane jayenge. Code kisi aur ko na dikhayein.
}
link-code-anew = { $minutes ->
    [one] Aapka code wahan likha gaya jahan aur log padhte hain, isliye ab nahi chalega. Naya code yeh hai, ek minute mein private mein bhejein: "link { $code }".
   *[other] Aapka code wahan likha gaya jahan aur log padhte hain, isliye ab nahi chalega. Naya code yeh hai, { $minutes } minute mein private mein bhejein: "link { $code }".
}
link-from-other = Yeh code aapke dusre account ke liye hai: wahan se bhejein.
link-unknown = Yeh code pehchana nahi gaya, ya iska samay khatam ho gaya. Naye code ke liye dusre account par likhein: "mera account jodo".
link-locked = Kai code aaye jo pehchane nahi gaye. Ek ghante baad phir koshish karein.
link-refused = Yeh do account jod nahi sakte. Shayad ulta karke: code yahan maangein aur dusre se bhejein.
linked = Ab aapke dono account ek hi vyakti hain. Jo ek par aapka hai woh dono par hai, aur message wahin aayega jahan se aapne aakhri baar likha. Aap nahi the to jawab dein: "mera account alag karo".
unlinked = Aapke account phir se alag hain. Board par jo hai woh us account ke paas rahega jisne code maanga tha.
unlinked-one = Woh account phir se alag hai. Baaki account saath hain, aur board par jo hai woh us account ke paas rahega jisne code maanga tha.
no-such-account = Is naam ka aapka koi account pata nahi. Jo account alag karna hai usi se likhein "ye account alag karo", ya sab ke liye "mera account alag karo".
not-linked = Aapka ek hi account pata hai. Dusra jodne ke liye likhein: "mera account jodo".
contact = { $no } · { $name } ne apna contact diya hai: { $contact }
share-noted = { $no } wale dusre padosi ko aapka contact de diya hai.
handoff-over = { $no } ki yeh baat yahin khatam. Ab aage kuch nahi jayega.
neutral-opening = Mohalle ke board se salaam, namaste. Aapne jo likha ya dena chaha tha, uske baare mein khabar hai. Jaanne ke liye kuch bhi likhein, kuch na chahiye to "stop".
neutral-let-go = Theek hai. Ab is par kuch nahi hoga.
not-this-one = Aage aane ka shukriya! Is baar { $no } aapko nahi mil sakta; aur kya khula hai, "board" likh kar dekhein.
not-safe = Achha kiya jo bataya. Yeh khatam hua, aur aap dono ko phir kabhi nahi milayenge; unhe bas itna pata hai ki baat khatam hui. Kya kisi organizer ko batayein? Jawab mein number likhein, ya "koi nahi".
not-safe-line = { $number } { $name }
not-safe-alone = Achha kiya jo bataya. Jo bhi ho, ab aap dono ke beech kuch nahi jayega. Batane ke liye koi organizer nahi hai; khatra ho to abhi madad bulayein.
not-safe-told = { $name } ko pata hai, aur yahin aapko likh sakte hain. Ab yahan jo likhein woh unhe jayega; "stop" se yeh khatam.
not-safe-nobody = Theek hai, kisi ko nahi batayenge. Mann badle to "insaan" likhein.
somebody-unsafe-with = { $name } ({ $room } se) ko { $no } mein { $other } ke saath mehfooz nahi laga, aur yeh sirf aapko batane ko kaha. Dono ko alag kar diya hai; { $other } ko pata nahi. Is message ka jawab { $name } ko jayega.
somebody-unsafe = { $name } ({ $room } se) ko mehfooz nahi lag raha, aur yeh sirf aapko batane ko kaha. Is message ka jawab unhe jayega.
rest-noted = Aaram kijiye. Jab tak aap "wapas" na likhein, aapse kuch nahi maangenge.
rest-noted-claims = Aaram kijiye. Jab tak aap "wapas" na likhein, aapse kuch nahi maangenge. Yeh abhi aapke paas hai; kisi aur ko dena ho to "{ $number } nahi ho payega" likhein:
back-noted = Aap wapas aaye, achha laga. Ab phir se kuch poochh sakte hain.
human-asked = Jo log is board ko dekhte hain, unhe bata diya hai. Jo ho sake yahin jawab denge; aapka jawab unhe jayega.
no-human = Maaf kijiye, abhi baat karwane ke liye koi nahi hai.
somebody-asks = { $name } ({ $room } se) kisi insaan se baat karna chahte hain. Is message ka jawab unhe jayega; jawab mein "stop" likhne se baat khatam.
human-came = { $organizer } ab { $name } se baat kar rahe hain. Aapko yahan aur kuch nahi karna.
talk-said = { $name }: { $text }
talk-not-passed-on = Aapki baat pahunchi nahi. Phir se koshish karein, ya unse baat karne ka koi aur tareeka dekhein.
talk-over = Yeh baat khatam hui. Phir kisi se baat karni ho to "insaan" likhein.
for-somebody-else = kisi aur ke liye
meet-for-others = Yeh kisi aur ke liye hai; jisne likha hai, woh aapke saath tay karenge.
no-organizer = Kuch samay se is board ko dekhne wala koi nahi dikha. Yeh waise hi chal raha hai. Agar aap abhi dekhna chahein, to "dekhrekh" likhein.
held-returned = { $no } kisi dekhne wale ka intezaar kar raha tha, aur koi nahi hai. Yeh phir se aapka hai; zaroori ho to dobara likhein.
steward-asked = { $name } is board ko dekhna chahte hain jab tak koi organizer wapas na aaye. Theek lage to is message par "haan" likhein; do log kaafi hain.
steward-backed = Shukriya. Kisi aur ka ek "haan" aur baat pakki.
steward-now = { $name } is board ko dekh rahe hain jab tak koi organizer wapas na aaye. Shukriya!
may-share = { $no } niji hai, isliye abhi yeh wahin hai jahan aapne likha. Kya doosre group bhi dekh sakte hain, bina naam aur bina gali ke? "haan" ya "nahi" likhein. Dono theek hain.
share-post-noted = Shukriya. Doosre group ab { $no } dekh sakte hain, bina naam aur bina gali ke.
stays-home = Theek hai, { $no } wahin rahega jahan aapne likha.
ask-introduce = { $name }, { $room } se, { $no } mein madad karna chahte hain: { $summary }. Yeh niji hai, isliye aapka intezaar hai. "milwao { $number }" likhein to dono ek doosre ko likh sakenge; warna nahi.
may-introduce = { $name }, { $room } se, { $no } mein madad karna chahte hain. Kya main aap dono ko milwaoon? "haan" likhein, ya kisi aur ke liye "nahi".
helper-waits = Ek padosi { $no } mein madad karna chahte hain. Yeh niji hai, isliye pehle board dekhne wala unse baat karega; phir main aapko likhunga.
author-waits = { $no } ke liye shukriya. Yeh niji hai, isliye board dekhne wala aap dono ko milwayega; phir main aapko likhunga.
introduced = Shukriya. { $no } ke dono log ab ek doosre ko likh sakte hain.
nobody-waits = { $no } ke liye koi intezaar nahi kar raha.
manner-listen = Ab se main yahan padhta hoon aur zaroorat aur madad ki baat samajhta hoon.
manner-explicit = Ab se main yahan sirf apne liye likhe shabdon par kaam karta hoon.
manner-local = Ab se jo yahan likha jaye, yahin rahega.
manner-shared = Ab se jo yahan likha jaye, doosre group bina naam ke dekhenge.
no-room = private chat

## Dekhna

list-empty = { $which ->
    [mine] Board par aapka kuch nahi hai, na koi zimma baaki hai.
    [needs] Abhi board par koi zaroorat nahi.
    [offers] Abhi board par koi offer nahi.
   *[board] Abhi board khaali hai.
}
list-head = { $which ->
    [mine] Aapka:
    [needs] Zarooratein:
    [offers] Offers:
   *[board] Board par:
}
list-more = { $more ->
    [one] … aur ek. Sab dekhne ke liye private mein "board" likhein.
   *[other] … aur { $more }. Sab dekhne ke liye private mein "board" likhein.
}
list-line = { $line }
list-line-status = { $line } ({ $status })
help-room = Apne alfaaz mein maangein ya dein, ya "chahiye:" ya "dena hai:" se shuru karein. Post lene ke liye jawab dein "main hoon na", ho jaye to "ho gaya", na ho sake to "nahi ho payega". "board" se khule post dikhte hain. Bina naam ke maangna ho to private mein likhein.
help-private = "chahiye: …" ya "dena hai: …" likhein, post bina aapke naam ke jayega. "board" se khule post, "mere" se aapke post, "14 main hoon na" se number 14 aapka, "14 ho gaya" ya "14 nahi ho payega" se woh poora ya khaali. Baaki jo likhein woh us padosi ko jayega jinse aapki baat ho rahi hai.
not-understood = Samajh nahi aaya. Board par kuch rakhne ke liye "chahiye: …" ya "dena hai: …" likhein, ya "madad".

## Aana aur nishaan lagana

arrived = Namaste, salaam! { $network } ka madad board yahan hai. Is group ki zarooratein aur offers padhe jaate hain, aur sirf wahi rakhe jaate hain.
    Network ke dusre groups mein bina naam, phone ya ghar number ke dikhte hain.
    Madad ke liye jawab dein "main hoon na", dekhne ke liye "board", aur jaanne ke liye "madad". Apne post ke neeche "nahi" likhein to hat jayega. "mujhe ignore karo" likhein to main aapka kuch nahi padhunga.
arrived-run-by = Namaste, salaam! { $network } ({ $by }) ka madad board yahan hai. Is group ki zarooratein aur offers padhe jaate hain, aur sirf wahi rakhe jaate hain.
    Network ke dusre groups mein bina naam, phone ya ghar number ke dikhte hain.
    Madad ke liye jawab dein "main hoon na", dekhne ke liye "board", aur jaanne ke liye "madad". Apne post ke neeche "nahi" likhein to hat jayega. "mujhe ignore karo" likhein to main aapka kuch nahi padhunga.
cannot-see-need = Woh message ab dikh nahi raha. Please "chahiye:" likh kar batayein kya hai.
cannot-see-offer = Woh message ab dikh nahi raha. Please "dena hai:" likh kar batayein kya hai.
what-is-it-need = Ek shabd mein, kya hai? Wahi jawab dein, board par zaroorat ban kar aayega.
what-is-it-offer = Ek shabd mein, kya hai? Wahi jawab dein, board par madad ban kar aayega.
ignoring = Theek hai, ab se yahan aapke message nahi padhe jayenge. Board par jo aapka hai woh rahega jab tak aap hatayein nahi. Baat karni ho to mere kisi message ka jawab dein ya private mein likhein. "meri suno" se yeh kabhi bhi wapas.
listening = Aap wapas aaye, achha laga: ab phir se padhenge. "mujhe ignore karo" se band.
ask-forget = Hum aapko bhula sakte hain. Aapke post hat jayenge, jo aap par bharosa kar rahe hain unhe khabar hogi, aur aapka sab kuch mit jayega. Karna ho to ek ghante mein phir se "mujhe bhool jao" likhein; warna sab waisa hi rahega.
forgotten = Ho gaya: ab aapka kuch bhi yahan nahi hai. Saath dene ka shukriya. Phir kabhi likhein to naye sire se shuru.
notice-erased = Board se hata diya gaya.

## Kaun sa group

which-group = Yeh kis group ke liye hai? Jawab mein uska number likhein. Tab tak aapka message rakha hai, zyada se zyada ek din.
which-group-line = { $number } { $network }
group-noted = Shukriya, { $network } ko mil gaya. Agle ek ghante mein yahan jo likhein woh bhi wahin jayega. Kisi aur baat ke liye uske message ka jawab dein.
group-lapsed = Kis group ke liye tha, pata nahi chala, isliye aapka message mita diya. Ab bhi zaroori ho to phir se likhein.
how-to-reach = Yahan kai groups ke board hain, aur abhi pata nahi aapka kaun sa hai. Pehle apne group ki chat mein "madad" likhein; phir yahan likh sakte hain.
speaks = Ab se yahan { $language } mein likha jayega.

## Organizers

status-hidden = groups se bahar
organizer-not-yours = Yeh is network ke organizers ke liye hai. Baat karni ho to "insaan" likhein.
organizer-did = { $verb ->
    [hide] { $no } ab groups mein nahi dikhega, par rakha hai. "wapas lo" se wapas aayega.
    [show] { $no } phir se groups mein hai.
    [close] { $no } board se hat gaya, aur judne wale jaante hain.
    [merge] { $other } ab { $no } ka hissa hai.
    [assign] Maine { $name } se { $no } ke baare mein poocha hai. Jawab aate hi bataunga.
    [allow] { $no } ko jane diya.
    [refuse] { $no } bahar rahega, aur likhne wale ko bata diya.
    [block] { $name } block hai: unka likha nahi gina jayega, aur unke posts chhupe hain. "wapas lo" se wapas.
    [unblock] { $name } ab block nahi, aur unke posts wapas hain.
    [pause] Ab chup hoon. "shuru karo" likhne tak na kuch post hoga, na yaad dilaya jayega.
   *[resume] Wapas aa gaya. Jo baaki tha, ab aata hai.
}
organizer-no-change = Pehle se aisa hi tha, kuch nahi badla.
organizer-nobody = Is naam ka koi nahi mila. Chat mein jaisa dikhta hai waisa likhein.
organizer-which-one = Is naam ke kai log hain. Number se jawab dein:
organizer-candidate = { $number } { $name } · { $room }
organizer-candidate-unseen = { $number } { $name }
organizer-not-an-organizer = Yeh bhi organizer hain, inhe block nahi kar sakte.
organizer-author-blocked = { $no } chhupa hai kyunki likhne wala block hai. Unblock karne se wapas aayega.
organizer-nothing-to-undo = Wapas lene ko kuch nahi hai.
organizer-undid = { $verb ->
    [hide] Wapas liya: { $no } phir groups mein hai.
    [show] Wapas liya: { $no } groups se bahar hai.
    [close] Wapas liya: { $no } phir board par hai.
    [merge] Wapas liya: { $no } aur { $other } phir se do hain.
    [assign] Wapas liya: { $name } se { $no } ke baare mein ab nahi poocha jayega.
    [allow] Wapas liya: { $no } phir se ruka hai.
    [refuse] Wapas liya: { $no } phir se ruka hai.
    [block] Wapas liya: { $name } phir sune jayenge.
    [unblock] Wapas liya: { $name } block hai.
    [pause] Wapas liya: main phir yahan hoon.
    [resume] Wapas liya: main phir chup hoon.
    [burn] Wapas liya: kuch nahi mitega.
   *[export] Wapas liya: koi copy nahi banegi.
}
organizer-act = { $verb ->
    [hide] ne { $no } chhupaya
    [show] ne { $no } phir dikhaya
    [close] ne { $no } band kiya
    [merge] ne { $other } ko { $no } mein milaya
    [assign] ne { $name } se { $no } ke baare mein poocha
    [set] ne ek setting badli
    [manner] ne badla ki main ek group mein kaise rahun
    [introduce] ne { $no } ke dono taraf ko milwaya
    [allow] ne { $no } jane diya
    [refuse] ne { $no } mana kiya
    [block] ne { $name } ko block kiya
    [unblock] ne { $name } ko unblock kiya
    [pause] ne sab roka
    [resume] ne sab phir shuru kiya
    [burn] ne sab mitane ko kaha
    [export] ne board ki copy maangi
   *[undo] ne aakhri kaam wapas liya
}
organizer-log = Organizers ne kya kiya, naya pehle:
organizer-log-empty = Batane ko kuch nahi: 30 din mein kuch nahi hua.
organizer-log-line = { $day } · { $by } { $what }
organizer-log-line-undone = { $day } · { $by } { $what } (wapas liya)
organizer-held = Abhi ruke hue:
organizer-held-none = Kuch ruka nahi hai.
organizer-needs-another = { $verb ->
    [burn] Isse is network ka sab kuch mit jata hai, isliye do log chahiye. Baaki organizers se poocha hai; 24 ghante mein koi "sab mitao" likhe to ho jayega. "wapas lo" se rukega.
   *[export] Board ki copy ke liye do organizers chahiye. Baaki se poocha hai; 24 ghante mein kisi ko "export karo" likhna hai.
}
organizer-no-other = { $verb ->
    [burn] Sab mitane ke liye do organizers chahiye, aur aap akele hain. Config mein ek aur naam likhein, ya two_organizers = false karein.
   *[export] Board ki copy ke liye do organizers chahiye, aur aap akele hain. Config mein ek aur naam likhein, ya two_organizers = false karein.
}
organizer-another-asks = { $verb ->
    [burn] { $name } is network ka sab kuch mitana chahte hain. Aap bhi chahein to 24 ghante mein "sab mitao" likhein. "wapas lo" se rukega.
   *[export] { $name } board ki copy chahte hain. Theek lage to 24 ghante mein "export karo" likhein. "wapas lo" se rukega.
}
organizer-export-how = Theek hai, 24 ghante ke liye. Jis machine par main chalta hoon, wahan wegotus export command board ko spreadsheet files mein likhta hai. Yeh encrypted nahi hain: sambhal kar rakhein.
organizer-burning = Faisla ho gaya: is network ka sab kuch ab mit raha hai. Groups ke message wahin rahenge. Ab se main chup hoon, jab tak koi organizer "shuru karo" na likhe.
organizer-closed-for-you = Ek organizer ne { $no } ko board se hataya. Maangna galat nahi; baat karni ho to "insaan" likhein.
organizer-ask-take-on = Organizer pooch rahe hain ki kya aap yeh le sakte hain: { $sentence } Jawab: "haan" ya "nahi"; dono theek hain.
organizer-take-on-left = Koi baat nahi, batane ke liye shukriya.
organizer-taken-on = { $name } ne { $no } le liya.
organizer-not-taken-on = { $name } is baar { $no } nahi le sakte.
organizer-cannot-ask = Abhi { $name } se { $no } ke baare mein nahi pooch sakta. Shayad koi aur?
organizer-all-taken = { $no } pehle hi kisi ke paas hai, isliye kisi se nahi poocha.
organizer-stay-two = { $no } aur { $other } do hi rahenge: board par maujood do zaroorat, ya do madad, hi ek ho sakte hain.
paused = Abhi thoda ruka hua hoon. Kripya thodi der baad phir likhein.

## Suraksha

safety-comfort = Yeh bahut mushkil lagta hai, aur mujhe afsos hai. Aap akele nahi hain. Aapne jo likha woh mere zariye aage nahi jayega. Yahan abhi madad mil sakti hai:
safety-comfort-alone = Yeh bahut mushkil lagta hai, aur mujhe afsos hai. Aap akele nahi hain. Aapne jo likha woh mere zariye aage nahi jayega. Kisi bharose ke insaan se baat karein, ya apne yahan ka emergency number milayein. Yahan "insaan" likhein to main organizers se kahunga ki aapse baat karein.
safety-ask-show = Aapne kuch maanga bhi hai ({ $no }). Maine kisi ko nahi dikhaya. Kya ise board par laga dein, jahan sab groups ke padosi bina aapke naam ke dekhenge? Jawab: "haan" ya "nahi"; dono theek hain.
safety-show-noted = { $no } ab board par hai. Hatana ho to kabhi bhi "ab zaroorat nahi" likhein.
safety-money-held = Maangne ke liye shukriya. { $no } mein paise dene ka aisa tareeka hai jisse aksar dhokha hota hai, isliye pehle koi organizer dekhega. { $time } tak kisi ne na dekha to yeh sirf aapke apne group mein dikhega.
safety-money-waits = Paise maangne ka yeh tareeka aksar dhokha hota hai, isliye yeh ruka hai: { $sentence }
safety-money-what-to-do = "ijazat do { $number }" ya "mana karo { $number }" likhein. { $time } tak kuch na likha to yeh sirf apne group mein dikhega, dhyaan rakhne ki baat ke saath.
safety-let-through = Organizer ne { $no } dekh liya, aur ab yeh board par hai.
safety-refused = Organizer ne { $no } dekha, aur ise aise lagana theek nahi samjha. Kisi aur tarah phir maang sakte hain, ya baat karni ho to "insaan" likhein.
safety-author-decides = { $no } dikhana hai ya nahi, yeh sirf likhne wale keh sakte hain. Unse pooch liya hai.
safety-takes-much = Shukriya, aapne ek ghante mein bahut kuch le liya! { $no } kisi aur padosi ke liye chhod dein, ya thodi der baad koshish karein.
safety-somebody-takes-much = { $name } ne ek ghante mein bahut zyada post le liye, isliye agle ruke hain. Kuch galat ho to "block karo @{ $name }" likhein.
notice-caution = Anjaan logon ko gift card, code ya paise kabhi na bhejein.
