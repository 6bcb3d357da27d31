// node aloud.mjs FOLDER NAME…: what a screen reader says of pages of an unpacked EPUB, phrase by phrase.
import path from "node:path";
import { MODULES, open, serve, tell } from "./lib.mjs";

const [folder, ...names] = process.argv.slice(2);
const reader = path.join(MODULES, "@guidepup", "virtual-screen-reader", "lib", "esm");
const places = { "/book/": path.resolve(folder), "/reader/": reader };
const server = await serve({ "/": "<!doctype html><title>aloud</title>" }, places);
const { page, faults, close } = await open(`${server.address}/`);
const said = {};
for (const name of names) {
  await page.goto(`${server.address}/book/${name}`);
  said[name] = await page.evaluate(async () => {
    const { virtual } = await import("/reader/index.browser.js");
    await virtual.start({ container: document.body });
    const first = await virtual.lastSpokenPhrase();
    for (let step = 0; step < 5000; step++) {
      await virtual.next();
      if ((await virtual.lastSpokenPhrase()) === first) break;
    }
    const phrases = await virtual.spokenPhraseLog();
    await virtual.stop();
    return phrases;
  });
}
await close();
server.close();
tell({ said, faults });
