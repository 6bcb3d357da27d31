// node epubjs.mjs BOOK.epub OUT: epub.js opens the book, follows links as a finger would, takes pictures.
import path from "node:path";
import { MODULES, open, serve, tell } from "./lib.mjs";

const [book, out] = process.argv.slice(2);
const html = `<!doctype html><meta charset="utf-8"><title>epub.js</title>
<script src="/modules/jszip/dist/jszip.min.js"></script><script src="/modules/epubjs/dist/epub.js"></script>
<style>body{margin:0} #page{width:800px;height:1000px}</style><div id="page"></div>`;
const places = { "/modules/": MODULES, "/book/": path.dirname(path.resolve(book)) };
const server = await serve({ "/": html }, places);
const { page, faults, close } = await open(`${server.address}/`);

const about = await page.evaluate(async (name) => {
  const book = (window.book = ePub(await (await fetch(`/book/${name}`)).arrayBuffer()));
  await book.ready;
  window.shown = book.renderTo("page", { width: 800, height: 1000, flow: "paginated", spread: "none" });
  await shown.display();
  const listed = (items) => items.flatMap((i) => [i.label.trim(), ...listed(i.subitems ?? [])]);
  return {
    title: book.packaging.metadata.title,
    toc: listed(book.navigation.toc),
    landmarks: book.navigation.landmarks.map((mark) => mark.type),
    pages: book.pageList?.pageList?.length ?? 0,
    spine: book.spine.spineItems.map((item) => item.href),
  };
}, path.basename(book));

/** Whether a place of the document that is shown stands on the visible page. */
async function visible(id) {
  await page.waitForTimeout(700);
  return page.evaluate((id) => {
    for (const frame of document.querySelectorAll("iframe")) {
      const element = frame.contentDocument?.getElementById(id);
      if (!element) continue;
      const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
      const left = frame.getBoundingClientRect().left + box.left;
      if (left >= -1 && left < 800) return true;
    }
    return false;
  }, id);
}

/** Open a document and click on what a selector finds in it; gives where the link leads. */
async function follow(selector) {
  return page.evaluate(async (selector) => {
    const [frame] = document.querySelectorAll("iframe");
    const link = frame.contentDocument.querySelector(selector);
    link.click();
    return link.getAttribute("href").split("#")[1];
  }, selector);
}

async function shoot(name) {
  await page.waitForTimeout(500);
  await page.screenshot({ path: path.join(out, `epubjs-${name}.png`) });
}

const display = (href) => page.evaluate((href) => shown.display(href).then(() => null), href);
const steps = {};
const text = about.spine.find((href) => href.includes("text-1"));
await display(text);
const note = await follow("a.noteref");
steps.note = await visible(note);
steps.back = await visible(await follow(`#${note} a.backlink`));
if (about.spine.includes("index.xhtml")) {
  await display("index.xhtml");
  steps.locator = await visible(await follow("a.locator"));
}
if (about.pages) {
  const href = await page.evaluate(() => book.pageList.pageList.at(-3).href);
  await display(href);
  steps.page = await visible(href.split("#")[1]);
}

await display(text);
await shoot("light");
await page.evaluate(() => {
  shown.themes.override("color", "#ddd");
  shown.themes.override("background", "#111");
});
await shoot("dark");
await page.evaluate(() => shown.themes.fontSize("200%"));
await shoot("large-dark");
for (const name of ["cover.xhtml", "nav.xhtml", "index.xhtml"]) {
  if (!about.spine.includes(name)) continue;
  await display(name);
  await shoot(name.replace(".xhtml", ""));
}
await close();
server.close();
tell({ ...about, steps, faults });
