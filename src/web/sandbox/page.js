// Keeps the sandbox page current and lets one act in it. What a message or a post looks like is in the page's
// templates; words of people are only ever set as text.
"use strict";
(() => {
  const SHOWN_CHARS = 2000, HUES = 6, KEEP_SHOWN = 200;
  const QUICK = ["✋", "👍", "✅", "❌", "❓"];
  const $ = (query, root = document) => root.querySelector(query);
  const $$ = (query, root = document) => [...root.querySelectorAll(query)];
  const main = $("main"), direct = $("#room-direct");
  const messages = new Map(); // id → message as it stands
  const unread = new Map(); // person → private messages not looked at
  let posts = null, ahead = 0, seen = null, caughtUp = false;

  // ── who one is ────────────────────────────────────────────────────────────────────────────────────────
  const me = () => $('input[name="as"]:checked').value;
  const directRoom = (person) => "dm:" + person;

  function pill(person) {
    return $$('.pill input[type="radio"]').find((input) => input.value === person);
  }

  function addPerson(person) {
    if (pill(person) || person === "wegotus") return;
    const label = pill($('input[name="as"]').value).parentElement.cloneNode(true);
    const input = $("input", label);
    input.checked = false;
    input.value = person;
    $("bdi", label).textContent = person;
    $(".unread", label).hidden = true;
    $(".pill.other").before(label);
  }

  function become(person) {
    addPerson(person);
    pill(person).checked = true;
    unread.delete(person);
    direct.dataset.room = directRoom(person);
    $$(".me").forEach((place) => { place.textContent = person; });
    $$(".composer").forEach((form) => {
      form.elements.person.value = person;
      form.elements.text.placeholder = `Write as ${person}…`;
      leaveContext(form);
    });
    direct.querySelector(".composer").elements.room.value = directRoom(person);
    showAll();
    countUnread();
    history.replaceState(null, "", `/?as=${encodeURIComponent(person)}${location.hash}`);
  }

  $(".who").addEventListener("change", (event) => {
    if (event.target.name === "as") become(event.target.value);
  });
  $('input[name="other"]').addEventListener("input", (event) => event.target.setCustomValidity(""));
  $(".who").addEventListener("submit", (event) => {
    event.preventDefault();
    const other = $('input[name="other"]');
    const name = other.value.trim();
    if (!name) return;
    if (name.toLowerCase() === "wegotus") {
      other.setCustomValidity("This is the bot's own name: choose another.");
      other.reportValidity();
      return;
    }
    other.value = "";
    become(name);
    pill(name).focus();
    say(`You are ${name}.`);
  });

  // ── showing messages ──────────────────────────────────────────────────────────────────────────────────
  const order = (id) => Number(id.slice(1));
  const inRoom = (room) => [...messages.values()].filter((m) => m.room === room).sort((a, b) => order(a.id) - order(b.id));
  const sectionOf = (room) => $$(".room").find((section) => section.dataset.room === room);
  const hue = (name) => [...name].reduce((sum, c) => sum + c.codePointAt(0), 0) % HUES;
  const clockTime = (at) => at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const dayTime = (at) => at.toLocaleString([], { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

  function shownText(message) {
    if (message.deleted) return "This message was deleted.";
    if (message.text.length <= SHOWN_CHARS) return message.text;
    const chars = [...message.text];
    if (chars.length <= SHOWN_CHARS) return message.text;
    return `${chars.slice(0, SHOWN_CHARS).join("")}… (${chars.length - SHOWN_CHARS} more characters)`;
  }

  // What is shown of a message, what stands out in it made strong; nothing is in one that is not shown as it is.
  function markedText(message) {
    const text = shownText(message), parts = [];
    let end = 0;
    for (const [start, length] of (text === message.text && message.strong) || []) {
      const strong = document.createElement("strong");
      strong.textContent = text.slice(start, start + length);
      parts.push(text.slice(end, start), strong);
      end = start + length;
    }
    return [...parts, text.slice(end)];
  }

  function markOwn(item) {
    const message = messages.get(item.id);
    if (!message) return;
    const own = message.sender === me();
    item.classList.toggle("own", own);
    $('[data-do="edit"]', item).hidden = $('[data-do="delete"]', item).hidden = !own || message.deleted;
    $$(".reactions button", item).forEach((button) => {
      button.setAttribute("aria-pressed", String(message.reactions[button.dataset.emoji].includes(me())));
    });
  }

  // Reading a list's height makes the browser lay it out, so that is done once for all that is new in it.
  function show(some) {
    const bySection = Map.groupBy(some, (message) => sectionOf(message.room));
    bySection.delete(undefined);
    for (const [section, news] of bySection) {
      const list = $(".messages", section);
      const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
      news.forEach((message) => place(list, message));
      while (list.children.length > KEEP_SHOWN) list.firstElementChild.remove();
      settleList(section);
      if (atEnd || news.at(-1).sender === me()) list.scrollTop = list.scrollHeight;
    }
  }

  function showAll() {
    for (const section of $$(".room")) {
      const list = $(".messages", section);
      list.replaceChildren();
      inRoom(section.dataset.room).slice(-KEEP_SHOWN).forEach((message) => place(list, message));
      settleList(section);
      list.scrollTop = list.scrollHeight;
    }
  }

  function place(list, message) {
    let item = document.getElementById(message.id);
    if (!item) {
      item = $("#message-template").content.firstElementChild.cloneNode(true);
      item.id = message.id;
      list.append(item);
    }
    fill(item, message);
    markOwn(item);
  }

  function fill(item, message) {
    const at = new Date(message.at), time = $("time", item), quote = $(".quote", item);
    item.classList.toggle("bot", message.sender === "wegotus");
    item.classList.toggle("gone", message.deleted);
    item.dataset.hue = hue(message.sender);
    item.setAttribute("aria-label", `${message.sender}, ${clockTime(at)}: ${shownText(message)}`);
    $(".name", item).textContent = message.sender;
    $(".tag", item).hidden = message.sender !== "wegotus";
    $(".edited", item).hidden = !message.edited || message.deleted;
    time.dateTime = message.at;
    time.textContent = clockTime(at);
    time.title = dayTime(at);
    $(".text", item).replaceChildren(...markedText(message));
    const answered = messages.get(message.reply_to);
    quote.hidden = !answered || message.deleted;
    if (answered) {
      quote.href = `#${answered.id}`;
      $("bdi", quote).textContent = answered.sender;
      $("span", quote).textContent = shownText(answered);
    }
    const reactions = $(".reactions", item), focused = document.activeElement?.dataset?.emoji;
    const hadFocus = reactions.contains(document.activeElement);
    reactions.replaceChildren(...Object.entries(message.reactions).map(([emoji, people]) => {
      const place = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.dataset.do = "react";
      button.dataset.emoji = emoji;
      button.textContent = `${emoji} ${people.length}`;
      button.title = people.join(", ");
      button.setAttribute("aria-label", `${emoji} ${people.length}: ${people.join(", ")}`);
      button.tabIndex = item.tabIndex;
      place.append(button);
      return place;
    }));
    reactions.hidden = !Object.keys(message.reactions).length;
    if (hadFocus) ($$("button", reactions).find((b) => b.dataset.emoji === focused) ?? item).focus();
  }

  // One message of each list can be tabbed to, with its buttons; the arrow keys choose which.
  function choose(item) {
    const list = item.parentElement;
    $$('.message[tabindex="0"]', list).filter((other) => other !== item).forEach((other) => tabbable(other, -1));
    tabbable(item, 0);
    item.classList.toggle("low", item.offsetTop - list.scrollTop - list.offsetTop < 50);
  }

  function tabbable(item, index) {
    item.tabIndex = index;
    $$("button", item).forEach((button) => { button.tabIndex = index; });
  }

  function settleList(section) {
    const list = $(".messages", section), empty = $(".empty", section);
    empty.hidden = list.children.length > 0;
    list.hidden = !list.children.length;
    if (list.lastElementChild && !$('.message[tabindex="0"]', list)) choose(list.lastElementChild);
    else if (list.lastElementChild && !list.contains(document.activeElement)) choose(list.lastElementChild);
  }

  // ── showing the board ─────────────────────────────────────────────────────────────────────────────────
  const isLive = (post) => ["held", "open", "claimed"].includes(post.status);

  function shownWhen(when) {
    if (/^\d{4}-\d\d-\d\d$/.test(when)) return new Date(`${when}T12:00`).toLocaleDateString([], { weekday: "short", day: "numeric", month: "short" });
    const at = new Date(when);
    return Number.isNaN(at.getTime()) ? when : dayTime(at);
  }

  function showBoard() {
    const sorted = [...posts].sort((a, b) => isLive(b) - isLive(a) || b.number - a.number);
    $(".posts").replaceChildren(...sorted.map((post) => {
      const item = $("#post-template").content.firstElementChild.cloneNode(true);
      const set = (query, text) => { const place = $(query, item); place.hidden = !text; place.textContent = text || ""; };
      item.dataset.number = post.number;
      item.dataset.kind = post.kind;
      item.dataset.status = post.status;
      set(".number", `#${post.number}`);
      set(".kind", post.kind);
      set(".status", post.status);
      $(".urgent", item).hidden = !post.urgent;
      set(".text", post.text);
      set(".category", post.category);
      set(".when", post.when && shownWhen(post.when));
      set(".repeats", post.repeats);
      set(".where", post.where);
      const taken = post.claims.reduce((sum, claim) => sum + claim.count, 0);
      set(".slots", post.slots > 1 && `${taken} of ${post.slots} taken`);
      $(".from", item).hidden = !post.from;
      set(".from bdi", post.from);
      $(".claims", item).hidden = !post.claims.length;
      set(".claims bdi", post.claims.map((claim) => claim.person).join(", "));
      return item;
    }));
  }

  function markStep() {
    const has = (...states) => posts.some((post) => states.includes(post.status));
    const talked = [...messages.values()].some((m) => m.room.startsWith("dm:") && m.sender !== "wegotus");
    const step = has("done") ? 4 : has("claimed") ? (talked ? 3 : 2) : posts.length ? 1 : 0;
    $$(".steps li").forEach((item, n) => {
      item.classList.toggle("over", n < step);
      if (n === Math.min(step, 3)) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
  }

  // ── news ──────────────────────────────────────────────────────────────────────────────────────────────
  const announcer = $("#announcer");
  // One after the other: a sentence that took the place of the last would keep it from being read out.
  function say(sentence) {
    const line = document.createElement("p");
    line.textContent = sentence;
    announcer.append(line);
    while (announcer.children.length > 20) announcer.firstElementChild.remove();
  }

  function nameOf(room) {
    const section = sectionOf(room);
    return section === direct ? "Private chat" : $("h2", section).textContent;
  }

  function take(news) {
    if (seen !== null && news.change < seen) { location.reload(); return; }
    seen = news.change;
    setClock(news.now);
    const fresh = [];
    for (const message of news.messages) {
      if (!messages.has(message.id)) fresh.push(message);
      messages.set(message.id, message);
    }
    news.messages.filter((m) => m.sender !== "wegotus").forEach((m) => addPerson(m.sender));
    if (caughtUp) show(news.messages);
    else showAll();
    const stood = JSON.stringify(posts);
    posts = news.posts;
    if (stood !== JSON.stringify(posts)) showBoard();
    $(".board .empty").hidden = posts.length > 0;
    markStep();
    if (caughtUp) notice(fresh);
    caughtUp = true;
    main.dataset.change = news.change;
  }

  function notice(fresh) {
    const others = fresh.filter((m) => m.sender !== me());
    for (const m of others) {
      const owner = m.room.startsWith("dm:") ? m.room.slice(3) : null;
      if (owner && owner !== me()) unread.set(owner, (unread.get(owner) ?? 0) + 1);
      const tab = tabOf(sectionOf(m.room));
      if (tab && !tab.hasAttribute("aria-current")) mark($(".unread", tab), Number($(".unread", tab).textContent) + 1);
    }
    if (others.some((m) => m.room === direct.dataset.room)) fold(false);
    countUnread();
    const heard = others.filter((m) => sectionOf(m.room)).slice(-3);
    if (heard.length) say(heard.map((m) => `${nameOf(m.room)}, ${m.sender}: ${m.text.slice(0, 300)}`).join(". "));
  }

  function mark(badge, count) {
    badge.hidden = !count;
    badge.textContent = count || "";
    badge.title = count === 1 ? "1 new message" : `${count} new messages`;
  }

  function countUnread() {
    $$('.pill input[type="radio"]').forEach((input) => mark($(".unread", input.parentElement), unread.get(input.value) ?? 0));
  }

  function setClock(now) {
    ahead = new Date(now).getTime() - Date.now();
    tick();
  }
  function tick() {
    const now = new Date(Date.now() + ahead);
    $("#now").textContent = dayTime(now);
    $("#now").dateTime = now.toISOString();
  }
  setInterval(tick, 10_000);

  // ── acting ────────────────────────────────────────────────────────────────────────────────────────────
  async function ask(what, body) {
    const response = await fetch(`/sandbox/api/${what}`, {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
    }).catch(() => { throw new Error("The sandbox does not answer: is it still running?"); });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Error(answer.error ?? "That did not work.");
    return answer;
  }

  const composerOf = (item) => $(".composer", item.closest(".room"));

  async function attempt(form, work) {
    const problem = $(".problem", form);
    problem.textContent = "";
    try { await work(); } catch (error) { problem.textContent = error.message; }
  }

  function leaveContext(form, draft = form.dataset.editing ? "" : form.elements.text.value) {
    form.elements.text.value = draft;
    delete form.dataset.editing;
    delete form.dataset.reply;
    $(".context", form).hidden = true;
    $(".problem", form).textContent = "";
    $(".send", form).textContent = "Send";
  }

  function enterContext(form, sentence) {
    $(".context p", form).textContent = sentence;
    $(".context", form).hidden = false;
    form.elements.text.focus();
  }

  const deeds = {
    reply(item, message) {
      const form = composerOf(item);
      leaveContext(form);
      form.dataset.reply = message.id;
      enterContext(form, `Replying to ${message.sender}: ${message.text.slice(0, 120)}`);
    },
    edit(item, message) {
      const form = composerOf(item);
      leaveContext(form);
      form.dataset.editing = message.id;
      form.elements.text.value = message.text;
      $(".send", form).textContent = "Save";
      enterContext(form, "Editing your message");
    },
    delete(item, message) {
      return attempt(composerOf(item), async () => {
        await ask("delete", { message: message.id });
        item.focus();
      });
    },
    react(item, message, emoji) {
      const remove = (message.reactions[emoji] ?? []).includes(me());
      return attempt(composerOf(item), () => ask("react", { message: message.id, person: me(), emoji, remove }));
    },
  };

  function act(item, deed, emoji) {
    const message = messages.get(item.id);
    const own = message?.sender === me();
    if (!message || message.deleted || ((deed === "edit" || deed === "delete") && !own)) return;
    deeds[deed](item, message, emoji);
  }

  main.addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    const field = form.elements.text, text = field.value, { reply, editing } = form.dataset;
    if (!text.trim()) return;
    // Emptied at once, so that a second Enter does not say it twice; given back when it could not be said.
    field.value = "";
    attempt(form, async () => {
      try {
        if (editing) await ask("edit", { message: editing, text });
        else await ask("say", { room: form.elements.room.value, person: me(), text, reply_to: reply });
      } catch (error) {
        field.value ||= text;
        throw error;
      }
      if (form.dataset.reply === reply && form.dataset.editing === editing) leaveContext(form, field.value);
    });
    field.focus();
  });

  main.addEventListener("click", (event) => {
    const button = event.target.closest("button"), quote = event.target.closest(".quote");
    if (quote) { event.preventDefault(); goTo(document.getElementById(quote.hash.slice(1))); return; }
    if (button?.dataset.do) act(button.closest(".message"), button.dataset.do, button.dataset.emoji);
    else if (button?.matches(".cancel")) { leaveContext(button.form); button.form.elements.text.focus(); }
    else if (button?.matches(".fold")) fold(!direct.classList.contains("folded"));
    else if (button?.matches(".example")) {
      const text = $("textarea", button.closest(".room"));
      text.value = button.textContent;
      text.focus();
    }
  });

  function goTo(item) {
    if (!item) return;
    choose(item);
    item.focus();
    item.classList.remove("flash");
    requestAnimationFrame(() => item.classList.add("flash"));
  }

  function fold(folded) {
    const button = $(".fold", direct);
    direct.classList.toggle("folded", folded);
    button.setAttribute("aria-expanded", String(!folded));
    button.textContent = folded ? "Show" : "Hide";
  }

  main.addEventListener("focusin", (event) => {
    const item = event.target.closest(".message");
    if (item) choose(item);
  });
  main.addEventListener("mouseover", (event) => {
    const item = event.target.closest(".message"), list = item?.parentElement;
    if (item) item.classList.toggle("low", item.offsetTop - list.scrollTop - list.offsetTop < 50);
  });

  main.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const form = event.target.closest(".composer");
    if (form && event.target.matches("textarea")) {
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
      if (event.key === "Escape") leaveContext(form);
      return;
    }
    const item = event.target.closest(".message");
    if (!item) return;
    const keys = {
      ArrowUp: () => item.previousElementSibling?.focus(),
      ArrowDown: () => item.nextElementSibling?.focus(),
      Home: () => item.parentElement.firstElementChild.focus(),
      End: () => item.parentElement.lastElementChild.focus(),
      Escape: () => (event.target === item ? $("textarea", item.closest(".room")) : item).focus(),
      r: () => act(item, "reply"),
      e: () => act(item, "edit"),
      x: () => act(item, "delete"),
    };
    QUICK.forEach((emoji, n) => { keys[n + 1] = () => act(item, "react", emoji); });
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  $(".clock").addEventListener("click", async (event) => {
    const seconds = Number(event.target.dataset.advance);
    if (!seconds) return;
    await attempt($(".clock"), async () => {
      setClock((await ask("clock", { advance_seconds: seconds, asleep: $("#asleep").checked })).now);
      say(`It is ${$("#now").textContent}.`);
    });
  });

  // ── one room at a time, where there is no space for all ───────────────────────────────────────────────
  const tabOf = (section) => section && $(`.tabs a[href="#${section.id}"]`);

  function turnTo(section, takeFocus) {
    $$(".tabs a").forEach((tab) => tab.removeAttribute("aria-current"));
    $$(".shown").forEach((other) => other.classList.remove("shown"));
    const tab = tabOf(section);
    tab.setAttribute("aria-current", "true");
    mark($(".unread", tab), 0);
    section.classList.add("shown");
    const list = $(".messages", section);
    if (list) list.scrollTop = list.scrollHeight;
    if (takeFocus) $("h2", section).focus();
  }

  $(".tabs").addEventListener("click", (event) => {
    const tab = event.target.closest("a");
    if (!tab) return;
    event.preventDefault();
    history.replaceState(null, "", tab.hash);
    turnTo($(tab.hash), true);
  });

  // ── begin ─────────────────────────────────────────────────────────────────────────────────────────────
  document.documentElement.classList.add("scripted");
  // On a low screen the board has the column to itself until there is something private to read.
  fold(window.innerHeight < 800);
  const wanted = location.hash.startsWith("#room-") ? document.getElementById(location.hash.slice(1)) : null;
  turnTo(wanted ?? $("#room-whatsapp"), false);
  new EventSource("/sandbox/api/live").addEventListener("news", (event) => take(JSON.parse(event.data)));
})();
