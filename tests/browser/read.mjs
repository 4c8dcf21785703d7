// Reads a page as people do, in a real browser, and prints what it found as JSON: node read.mjs CHROMIUM PAGE
// What is right is the business of the test that asks.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { chromium } = require("playwright-core");
const axe = require("axe-core").source;

const [, , executablePath, path] = process.argv;
const url = pathToFileURL(path).href;
const SIZES = { phone: { width: 375, height: 812 }, desktop: { width: 1366, height: 860 } };
const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const said = { requests: [], errors: [] };

async function visit(work, options = {}) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.errors.push(message.text()));
  page.on("pageerror", (error) => said.errors.push(String(error)));
  await context.route("**/*", (route) => {
    const asked = route.request().url();
    if (asked === url) return route.continue();
    if (!asked.startsWith("data:")) said.requests.push(asked);
    return asked.startsWith("data:") ? route.continue() : route.abort();
  });
  await page.goto(url);
  const found = await work(page);
  await context.close();
  return found;
}

// What an accessibility checker has against a part of the page, and by which rules it found nothing.
async function judged(page, part) {
  const result = await page.evaluate(([part, tags]) => window.axe.run(part, { runOnly: tags }), [part, TAGS]);
  const of = (rules) => rules.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`));
  return { violations: of(result.violations), passed: result.passes.map((rule) => rule.id) };
}

const open = (page, id) => page.evaluate((id) => document.getElementById(id).showPopover(), id);

async function accessibility(sizes, schemes, sheets) {
  const found = {};
  for (const [name, viewport] of Object.entries(sizes))
    for (const colorScheme of schemes)
      found[`${name} ${colorScheme}`] = await visit(async (page) => {
        await page.evaluate(axe);
        const told = await judged(page, "html");
        for (const id of sheets) {
          await open(page, id);
          told.violations.push(...(await judged(page, `#${id}`)).violations);
        }
        return told;
      }, { viewport, colorScheme });
  return found;
}

// Tab to the first call, Enter, Tab, Escape: where the focus is, and what is seen.
function byKeyboard(page) {
  const state = () =>
    page.evaluate(() => {
      const active = document.activeElement, sheet = document.querySelector(".sheet:popover-open");
      const shown = sheet && sheet.getBoundingClientRect();
      return {
        focus: active.getAttribute("aria-label") ?? active.getAttribute("href"),
        inside: Boolean(sheet && sheet.contains(active)),
        open: sheet && sheet.id,
        inView: Boolean(shown && shown.height > 50 && shown.top >= 0 && shown.left >= 0 && shown.bottom <= innerHeight && shown.right <= innerWidth),
        text: sheet && sheet.innerText,
      };
    });
  return (async () => {
    const steps = {};
    await page.keyboard.press("Tab");
    steps.first = await state();
    for (let count = 0; count < 200; count++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.matches("button.call"))) break;
    }
    steps.call = await state();
    await page.keyboard.press("Enter");
    steps.opened = await state();
    await page.keyboard.press("Tab");
    steps.next = await state();
    await page.keyboard.press("Escape");
    steps.escaped = await state();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    steps.closed = await state();
    return steps;
  })();
}

// What is seen of calls and notes: how many of each are drawn.
const seen = (page) =>
  page.evaluate(() => {
    const drawn = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length).length;
    return { links: drawn(".ref a"), buttons: drawn(".ref button"), sheets: drawn(".sheet"), notes: drawn(".notes li"), skip: drawn(".skip") };
  });

const wide = (page) =>
  page.evaluate(() => ({ page: document.documentElement.scrollWidth, window: document.documentElement.clientWidth }));

said.elements = await visit((page) => page.evaluate(() => [...document.querySelectorAll("*")].map((one) => one.localName)));
said.fonts = await visit((page) =>
  page.evaluate(async () => (await document.fonts.ready, [...document.fonts].map((one) => `${one.family} ${one.status}`))));
const sheets = await visit((page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll(".sheet")], one = (selector) => all.find((sheet) => sheet.querySelector(selector));
    const chosen = [all[0], one(".disagreement-kind"), one(".caution-kind"), one(".standing")].filter(Boolean);
    return [...new Set(chosen.map((sheet) => sheet.id))];
  }));
said.sheets = sheets;
if (sheets.length && await visit((page) => page.evaluate(() => document.querySelector(".sheet").popover === "auto"))) {
  said.accessibility = await accessibility(SIZES, ["light", "dark"], sheets);
  said.keyboard = {};
  for (const [name, viewport] of Object.entries(SIZES))
    for (const javaScriptEnabled of [true, false])
      said.keyboard[`${name} ${javaScriptEnabled ? "with" : "without"} scripts`] = await visit(byKeyboard, { viewport, javaScriptEnabled });
}
said.narrow = await visit(wide, { viewport: { width: 320, height: 640 } });
said.screen = await visit(seen, { javaScriptEnabled: false });
said.print = await visit(async (page) => {
  if (sheets.length && said.keyboard) await open(page, sheets[0]);
  await page.emulateMedia({ media: "print" });
  return seen(page);
});
await browser.close();
console.log(JSON.stringify(said));
