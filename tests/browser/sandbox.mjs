// Drives the sandbox page as a neighbour with a keyboard would: node sandbox.mjs URL OUTDIR
// The page has to be a fresh sandbox with the real engine behind it. Prints "N passed, N failed" and leaves
// screenshots in OUTDIR; exits 1 when anything failed.
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [url, outdir] = process.argv.slice(2);
if (!url || !outdir) {
  console.error("usage: node sandbox.mjs URL OUTDIR");
  process.exit(2);
}
mkdirSync(outdir, { recursive: true });
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const NEED = "need a ride to dialysis tmrw 7am";
const results = { passed: 0, failed: 0 };

async function story(name, tell) {
  try {
    await tell();
    results.passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    results.failed += 1;
    console.log(`FAILED  ${name}\n        ${String(error.message).replaceAll("\n", "\n        ")}`);
  }
}

function holds(condition, otherwise) {
  if (!condition) throw new Error(otherwise);
}

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
  ],
});

async function open(viewport, options = {}) {
  // The policy of the page forbids foreign scripts; axe is put in past it.
  const context = await browser.newContext({ viewport, bypassCSP: Boolean(options.axe), ...options.context });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.complaints = [];
  page.on("console", (message) => message.type() === "error" && page.complaints.push(message.text()));
  page.on("pageerror", (error) => page.complaints.push(error.message));
  await page.goto(`${url}${options.path ?? "/"}`);
  if (!options.context || options.context.javaScriptEnabled !== false) {
    await page.waitForFunction(() => document.querySelector("main").dataset.change !== undefined);
  }
  return page;
}

/** Presses Tab until what has the focus matches `query`. No trap may keep it away. */
async function tabTo(page, query, key = "Tab") {
  for (let presses = 0; presses < 120; presses += 1) {
    if (await page.evaluate((q) => document.activeElement.matches(q), query)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never reaches ${query}`);
}

async function become(page, name) {
  await page.evaluate(() => { document.activeElement.blur(); window.getSelection().removeAllRanges(); });
  await tabTo(page, '.who input[type="radio"]');
  for (let presses = 0; presses < 12; presses += 1) {
    if (await page.evaluate((n) => document.activeElement.value === n, name)) return;
    await page.keyboard.press("ArrowRight");
  }
  throw new Error(`the arrow keys never reach ${name}`);
}

/** From a focused message: the latest one above it, or itself, that has these words. */
async function goUpTo(page, words) {
  await page.keyboard.press("End");
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.evaluate((w) => document.activeElement.innerText.includes(w), words)) return;
    await page.keyboard.press("ArrowUp");
  }
  throw new Error(`no message says ${words}`);
}

async function check(page, name) {
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() => window.axe.run());
  const grave = violations.filter((violation) => ["serious", "critical"].includes(violation.impact));
  for (const violation of violations) {
    console.log(`        axe ${name}: ${violation.impact} ${violation.id} ×${violation.nodes.length}: ${violation.nodes[0].target}`);
  }
  holds(grave.length === 0, grave.map((v) => `${v.id}: ${v.help} (${v.nodes.map((n) => n.target).join(" ")})`).join("\n"));
}

const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
const shot = (page, name) => page.screenshot({ path: join(outdir, `${name}.png`) });
const notice = (room) => `#room-${room} .message.bot:not(.gone)`;

const page = await open({ width: 1440, height: 900 });
await shot(page, "first-sight");

await story("the page says that it is a sandbox and what to try", async () => {
  holds((await page.locator(".notice").innerText()).includes("nothing here leaves this computer"), "no notice");
  holds(await page.locator(".steps li[aria-current]").count() === 1, "no next step is marked");
});

await story("Ana asks in WhatsApp, and it stands on the board", async () => {
  await become(page, "Ana");
  await tabTo(page, "#write-whatsapp");
  await page.keyboard.type(NEED);
  await page.keyboard.press("Enter");
  await page.locator('#room-whatsapp .message.own', { hasText: NEED }).waitFor();
  await page.locator('.post[data-kind="need"][data-status="open"]').waitFor();
});

await story("its notice stands in the other rooms", async () => {
  await page.locator(notice("signal")).first().waitFor();
  await page.locator(notice("matrix")).first().waitFor();
  const strong = page.locator(notice("signal")).first().locator(".text strong");
  holds((await strong.allInnerTexts()).join() === "#1", "its number does not stand out");
});

await story("Ben claims it in Signal with r and a reply", async () => {
  await become(page, "Ben");
  await tabTo(page, "#room-signal .message");
  await goUpTo(page, "#1");
  await page.keyboard.press("r");
  holds(await page.evaluate(() => document.activeElement.id) === "write-signal", "r does not go to the reply");
  await page.keyboard.type("claim");
  await page.keyboard.press("Enter");
  await page.locator('.post[data-status="claimed"]').waitFor();
});

await story("the bot writes to both ends privately", async () => {
  await page.locator("#room-direct .message.bot").first().waitFor();
  await become(page, "Ana");
  holds((await page.locator("#room-direct .me").first().innerText()) === "Ana", "it is not Ana's chat");
  await page.locator("#room-direct .message.bot").first().waitFor();
  await tabTo(page, "#write-direct");
  await page.keyboard.type("I live on the second floor. Thank you!");
  await page.keyboard.press("Enter");
  await page.locator("#room-direct .message.own", { hasText: "second floor" }).waitFor();
  await page.evaluate(() => document.activeElement.blur());
  await shot(page, "story");
});

await story("what others write is announced, and a private message shows on the name it is for", async () => {
  await become(page, "Ana");
  const said = { room: "dm:Ben", person: "Ben", text: "I can drive" };
  await page.evaluate((body) => fetch("/sandbox/api/say", {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
  }), said);
  await page.locator(".pill:has([value=Ben]) .unread:not([hidden])").waitFor();
  await page.evaluate((body) => fetch("/sandbox/api/say", {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
  }), { ...said, room: "signal", text: "see you all on Sunday" });
  await page.evaluate((body) => fetch("/sandbox/api/say", {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
  }), { ...said, room: "matrix", text: "bring cake" });
  await page.locator("#announcer p", { hasText: "Ben: bring cake" }).waitFor({ state: "attached" });
  // What comes soon after does not take its place: it would not be read out.
  holds(await page.locator("#announcer p", { hasText: "Signal, Ben: see you all on Sunday" }).count() === 1, "it is gone");
  await become(page, "Ben");
  holds(await page.locator(".pill:has([value=Ben]) .unread:not([hidden])").count() === 0, "it still shows as new");
});

await story("a message is edited, reacted to and deleted by keyboard", async () => {
  await become(page, "Chidi");
  await tabTo(page, "#write-matrix");
  await page.keyboard.type("good evning");
  await page.keyboard.press("Enter");
  const mine = page.locator("#room-matrix .message.own").last();
  await mine.waitFor();
  await tabTo(page, "#room-matrix .message", "Shift+Tab");
  await page.keyboard.press("End");
  await page.keyboard.press("e");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("good evening");
  await page.keyboard.press("Enter");
  await mine.locator(".edited:not([hidden])").waitFor();
  await tabTo(page, "#room-matrix .message.own", "Shift+Tab");
  await tabTo(page, '#room-matrix .message.own .actions [data-emoji="👍"]');
  await page.keyboard.press("Enter");
  await mine.locator('.reactions [aria-pressed="true"]').waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("x");
  await page.locator("#room-matrix .message.own.gone").last().waitFor();
});

await story("words that look like markup stay words, and right-to-left text reads from the right", async () => {
  await become(page, "Dalia");
  await tabTo(page, "#write-matrix");
  await page.keyboard.type("<img src=x onerror=alert(1)><b>bold</b>");
  await page.keyboard.press("Enter");
  const mine = page.locator("#room-matrix .message.own .text").last();
  await mine.filter({ hasText: "<b>bold</b>" }).waitFor();
  holds(await mine.locator("img, b").count() === 0, "markup came alive");
  await page.keyboard.type("صباح الخير");
  await page.keyboard.press("Enter");
  await page.locator("#room-matrix .message.own", { hasText: "صباح" }).waitFor();
  const direction = await page.locator("#room-matrix .message.own .text").last().evaluate((text) => getComputedStyle(text).direction);
  holds(direction === "rtl", `its direction is ${direction}`);
  await tabTo(page, "#room-matrix .message", "Shift+Tab");
  await page.keyboard.press("End");
  await page.keyboard.press("2");
  await page.locator("#room-matrix .message.own .reactions button", { hasText: "👍 1" }).waitFor();
});

await story("the clock moves by keyboard", async () => {
  const before = await page.locator("#now").getAttribute("datetime");
  await page.evaluate(() => document.activeElement.blur());
  await tabTo(page, '[data-advance="3600"]');
  await page.keyboard.press("Enter");
  await page.waitForFunction((then) => new Date(document.querySelector("#now").dateTime) - new Date(then) >= 3_590_000, before);
});

await story("the phone shows one room at a time and never scrolls sideways", async () => {
  const phone = await open({ width: 390, height: 844 }, { path: "/?as=Ben", context: { hasTouch: true, isMobile: true } });
  await shot(phone, "phone-room");
  await phone.setViewportSize({ width: 320, height: 640 });
  holds(!await sideways(phone), "a narrow phone scrolls sideways");
  await phone.setViewportSize({ width: 390, height: 844 });
  for (const room of ["signal", "matrix", "direct", "board", "whatsapp"]) {
    await phone.locator(`.tabs a[href="#room-${room}"]`).tap();
    holds(await phone.locator(".room:visible, .board:visible").count() === 1, `${room}: more than one room is shown`);
    holds(!await sideways(phone), `${room} scrolls sideways`);
    if (room === "board" || room === "direct") await shot(phone, `phone-${room}`);
  }
  await phone.context().close();
});

await story("without JavaScript the rooms and the board can be read, and one can write", async () => {
  const plain = await open({ width: 1440, height: 900 }, { path: "/?as=Ben", context: { javaScriptEnabled: false } });
  holds(await plain.locator("#room-whatsapp .message", { hasText: NEED }).count() >= 1, "the need is not in its room");
  holds(await plain.locator(".post").count() >= 1, "the board is empty");
  await plain.locator("#write-signal").fill("hello without a script");
  await plain.locator("#room-signal .send").click();
  await plain.locator("#room-signal .message", { hasText: "hello without a script" }).waitFor();
  await plain.context().close();
});

for (const [name, viewport, colorScheme] of [
  ["desktop", { width: 1440, height: 900 }, "light"],
  ["desktop-dark", { width: 1440, height: 900 }, "dark"],
  ["phone", { width: 390, height: 844 }, "light"],
  ["phone-dark", { width: 390, height: 844 }, "dark"],
]) {
  await story(`axe finds nothing serious: ${name}`, async () => {
    const seen = await open(viewport, { path: "/?as=Ana", axe: true, context: { colorScheme } });
    if (name.startsWith("desktop")) await shot(seen, name);
    await check(seen, name);
    if (name === "desktop") {
      await become(seen, "Ana");
      await tabTo(seen, "#room-whatsapp .message");
      await shot(seen, "desktop-focus");
      await check(seen, "a focused message");
    }
    await seen.context().close();
  });
}

await story("the browser has nothing to complain about", async () => {
  holds(page.complaints.length === 0, page.complaints.join("\n"));
});

await browser.close();
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed ? 1 : 0);
