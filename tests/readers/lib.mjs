// What the reading systems share: a server for their files and the book, and a headless Chromium.
// READERS names the folder of the npm packages, CHROME the browser.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { createRequire } from "node:module";

export const MODULES = path.resolve(process.env.READERS, "node_modules");
const { chromium } = createRequire(path.join(MODULES, "x.js"))("playwright-core");
const TYPES = {
  ".css": "text/css", ".epub": "application/epub+zip", ".html": "text/html", ".js": "text/javascript",
  ".mjs": "text/javascript", ".ncx": "application/xml", ".opf": "application/xml", ".png": "image/png",
  ".jpg": "image/jpeg", ".svg": "image/svg+xml", ".xhtml": "application/xhtml+xml",
};

/** Serve pages (address → HTML) and folders or files (address → path); gives the address of all. */
export async function serve(pages, places) {
  const server = http.createServer((request, answer) => {
    const address = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const file = found(address, places);
    if (address in pages) answer.writeHead(200, { "content-type": "text/html" }).end(pages[address]);
    else if (!file) answer.writeHead(404).end();
    else {
      const type = TYPES[path.extname(file)] ?? "application/octet-stream";
      answer.writeHead(200, { "content-type": type });
      fs.createReadStream(file).pipe(answer);
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

function found(address, places) {
  for (const [prefix, place] of Object.entries(places)) {
    if (!address.startsWith(prefix)) continue;
    const file = path.join(place, address.slice(prefix.length));
    if (fs.existsSync(file) && fs.statSync(file).isFile()) return file;
  }
  return null;
}

/** A page of a browser that is closed with it; `faults` are what the page complained of. */
export async function open(address, size = { width: 800, height: 1000 }) {
  const options = { executablePath: process.env.CHROME, args: ["--no-sandbox", "--disable-gpu"] };
  const browser = await chromium.launch(options);
  const page = await browser.newPage({ viewport: size });
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("response", (r) => {
    if (r.status() >= 400 && !r.url().endsWith("favicon.ico")) faults.push(`${r.status()} ${r.url()}`);
  });
  await page.goto(address);
  return { page, faults, close: () => browser.close() };
}

/** The last line that a script prints is its result, which the tests read. */
export function tell(result) {
  console.log(JSON.stringify(result));
}
