// node axe.mjs FOLDER: axe on every page of an unpacked EPUB, by day, at night and on a narrow screen.
import fs from "node:fs";
import path from "node:path";
import { MODULES, open, serve, tell } from "./lib.mjs";

const [folder] = process.argv.slice(2);
const axe = fs.readFileSync(path.join(MODULES, "axe-core", "axe.min.js"), "utf8");
const server = await serve({ "/": "<!doctype html><title>axe</title>" }, { "/book/": path.resolve(folder) });
const { page, faults, close } = await open(`${server.address}/`);
const NIGHT = "html { background: #111; color: #ddd } a:link { color: #9cf }";
// A document of an e-book is no whole page: the reading system has the landmarks around it.
const rules = { region: { enabled: false }, "landmark-one-main": { enabled: false } };

async function violations() {
  await page.evaluate(axe);
  return page.evaluate(async (rules) => {
    const found = await axe.run(document, { resultTypes: ["violations"], rules });
    return found.violations.map((v) => `${v.id}: ${v.nodes[0].target} (${v.nodes.length})`);
  }, rules);
}

const pages = {};
for (const name of fs.readdirSync(folder).filter((name) => name.endsWith(".xhtml")).sort()) {
  await page.setViewportSize({ width: 800, height: 1000 });
  await page.goto(`${server.address}/book/${name}`);
  const day = await violations();
  await page.evaluate((css) => {
    const style = document.createElementNS("http://www.w3.org/1999/xhtml", "style");
    style.textContent = css;
    document.head.append(style);
  }, NIGHT);
  const night = await violations();
  await page.setViewportSize({ width: 320, height: 600 });
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  pages[name] = { day, night, over };
}
await close();
server.close();
tell({ pages, faults });
