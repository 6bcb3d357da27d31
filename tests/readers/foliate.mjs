// node foliate.mjs BOOK OUT: foliate-js opens the book (EPUB or AZW3), shows each note as a pop-up, goes to
// places by the index and the page list, takes pictures.
import path from "node:path";
import { MODULES, open, serve, tell } from "./lib.mjs";

const [book, out] = process.argv.slice(2);
const html = `<!doctype html><meta charset="utf-8"><title>foliate-js</title>
<style>body{margin:0} foliate-view{display:block;width:800px;height:1000px}</style>
<script type="module">
import "/foliate/view.js";
import { FootnoteHandler } from "/foliate/footnotes.js";
window.FootnoteHandler = FootnoteHandler;
window.ready = true;
</script>`;
const places = { "/foliate/": path.join(MODULES, "foliate-js"), "/book/": path.dirname(path.resolve(book)) };
const server = await serve({ "/": html }, places);
const { page, faults, close } = await open(`${server.address}/`);
await page.waitForFunction("window.ready");

const about = await page.evaluate(async (name) => {
  const blob = await (await fetch(`/book/${name}`)).blob();
  const view = (window.view = document.createElement("foliate-view"));
  document.body.append(view);
  view.addEventListener("load", (event) => (window.loaded = event.detail));
  view.addEventListener("relocate", (event) => (window.place = event.detail));
  await view.open(new File([blob], name));
  const listed = (items) => (items ?? []).flatMap((i) => [(i.label ?? "").trim(), ...listed(i.subitems)]);
  const of = view.book;
  return {
    title: of.metadata.title,
    authors: [of.metadata.author ?? []].flat().map((author) => author.name ?? author),
    toc: listed(of.toc),
    landmarks: (of.landmarks ?? []).flatMap((mark) => mark.type ?? []),
    pages: listed(of.pageList).length,
    sections: of.sections.length,
    cover: Boolean(await of.getCover?.()),
  };
}, path.basename(book));

/** Every section: its links that lead nowhere, and what its notes show as pop-ups. */
async function section(index) {
  return page.evaluate(async (index) => {
    await view.goTo(index);
    await new Promise((ready) => setTimeout(ready, 300));
    const { doc } = window.loaded, of = view.book.sections[index], dead = [], notes = [];
    for (const a of doc.querySelectorAll("a[href]")) {
      const href = of.resolveHref?.(a.getAttribute("href")) ?? a.getAttribute("href");
      if (view.book.isExternal?.(href)) continue;
      const target = await view.book.resolveHref(href);
      if (!(target?.index >= 0)) dead.push(href);
      else if (href.includes("#")) {
        const other = await view.book.sections[target.index].createDocument();
        if (!target.anchor(other)) dead.push(href);
      }
      if (a.getAttribute("role") === "doc-noteref") notes.push(await popUp(a, href));
    }
    return { words: doc.body.innerText.split(/\s+/).length, dead, notes };

    async function popUp(a, href) {
      const handler = new FootnoteHandler();
      let shown = "";
      const done = new Promise((ready) => {
        handler.addEventListener("before-render", ({ detail }) => {
          detail.view.style.cssText = "position:absolute;left:-9999px;width:400px;height:300px";
          document.body.append(detail.view);
        });
        handler.addEventListener("render", ({ detail }) => {
          shown = detail.view.renderer?.getContents?.()[0]?.doc?.body?.innerText?.trim() ?? "";
          detail.view.close();
          ready();
        });
        setTimeout(ready, 5000);
      });
      await handler.handle(view.book, { preventDefault() {}, detail: { a, href } });
      await done;
      return { call: a.textContent, label: a.getAttribute("aria-label"), shown };
    }
  }, index);
}

const sections = [];
for (let index = 0; index < about.sections; index++) sections.push(await section(index));

async function shoot(name) {
  await page.waitForTimeout(500);
  await page.screenshot({ path: path.join(out, `foliate-${name}.png`) });
}

const steps = {};
if (about.pages) {
  steps.pages = await page.evaluate(async () => {
    const found = [];
    for (const entry of view.book.pageList) {
      await view.goTo(entry.href);
      await new Promise((ready) => setTimeout(ready, 150));
      const mark = window.loaded.doc.getElementById(entry.href.split("#")[1]);
      found.push([entry.label, Boolean(mark && window.place?.range?.intersectsNode(mark))]);
    }
    return found;
  });
}

// As the application styles books: the reader's colours by the system's scheme, and a larger type.
const style = (size) => `@namespace epub "http://www.idpf.org/2007/ops";
html { color-scheme: light dark; font-size: ${size}; }
@media (prefers-color-scheme: dark) { a:link { color: lightblue; } }`;
const styled = (size) => page.evaluate((css) => view.renderer.setStyles?.(css), style(size));
const first = sections.findIndex((found) => found.notes.length);
const looks = [["light", "light", "100%"], ["dark", "dark", "100%"], ["large", "light", "200%"]];
for (const [name, colorScheme, size] of looks) {
  await page.emulateMedia({ colorScheme });
  await page.evaluate((scheme) => (document.documentElement.style.background = scheme === "dark" ? "#222" : "#fff"), colorScheme);
  await styled(size);
  await page.evaluate((index) => view.goTo(index).then(() => null), Math.max(first, 0));
  await shoot(name);
}
await close();
server.close();
tell({ ...about, found: sections, steps, faults });
