import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright';
import { languageList, languages } from '#server/kernel/languages.ts';
import { findChromium } from './browser.mjs';

// `npm run pictures`: makes the icons and the pictures of shared links anew, out of public/logo.svg, the theme and
// the words on them. Run it after changing one of these; the results are committed.

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFile(`${root}/${path}`, 'utf8');
const write = (name: string, bytes: Buffer) => writeFile(`${root}/public/${name}`, bytes);

const executablePath = findChromium(root);
if (!executablePath) throw new Error('expected a Chromium: install one, or set CHROMIUM_PATH to it');
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
const [logo, theme, art] = await Promise.all([
  read('public/logo.svg'),
  read('src/styles/theme.css'),
  read('public/art/voordeur.svg'),
]);
const asUrl = (svg: string) => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;

await write('apple-touch-icon.png', await icon(page, 180));
await write('icon-192.png', await icon(page, 192));
await write('icon-512.png', await icon(page, 512));
await write('favicon.ico', icoOf(await icon(page, 32), 32));
for (const language of languageList) {
  const home = JSON.parse(await read(`src/content/${language}/home.json`));
  await page.setViewportSize({ width: 1200, height: 630 });
  await page.setContent(sharePage(language, home['home.title'], home['home.note']));
  await write(`share-${language}.png`, await page.screenshot());
}
await browser.close();

async function icon(page: Page, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<body style="margin:0"><img src="${asUrl(logo)}" width="${size}" height="${size}" style="display:block">`,
  );
  return page.screenshot({ omitBackground: true });
}

/** The container of favicon.ico around one PNG: a header of 6 bytes and an entry of 16. */
function icoOf(png: Buffer, size: number): Buffer {
  const header = Buffer.alloc(22);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(1, 4);
  header.writeUInt8(size, 6);
  header.writeUInt8(size, 7);
  header.writeUInt16LE(1, 10);
  header.writeUInt16LE(32, 12);
  header.writeUInt32LE(png.length, 14);
  header.writeUInt32LE(header.length, 18);
  return Buffer.concat([header, png]);
}

function sharePage(language: (typeof languageList)[number], title: string, note: string): string {
  return `<!doctype html><html lang="${language}" dir="${languages[language].direction}"><style>${theme}
    body { background: var(--hero); color: var(--hero-ink); font-family: system-ui, sans-serif; margin: 0;
      display: grid; grid-template-columns: 1fr 29rem; block-size: 630px; }
    div { display: flex; flex-direction: column; justify-content: center; gap: 2rem; padding: 0 0 0 4.5rem; }
    p { margin: 0; font-size: 1.9rem; text-wrap: balance; }
    .name { display: flex; align-items: center; gap: 1.2rem; font-size: 2.6rem; font-weight: 800; }
    h1 { font-size: 4.6rem; line-height: 1.05; letter-spacing: -0.03em; margin: 0; text-wrap: balance; }
    .art { align-self: end; inline-size: 29rem; }
  </style><body><div><p class="name"><img src="${asUrl(logo)}" width="84" height="84">Doorstart</p>
    <h1>${title}</h1><p>${note}</p></div><img class="art" src="${asUrl(art)}"></body></html>`;
}
