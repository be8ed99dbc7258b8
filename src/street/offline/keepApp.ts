import { streetPaths } from '../paths.ts';
import { cacheName } from './forgetApp.ts';
import { keepKnown } from './kept.ts';
import { readKnown } from './known.ts';

// Makes this part work without a line: registers its worker, and keeps what that answers with. Each visit does it anew, so what
// is kept is never older than the last one.

let isKept = false;

/** Once per document, when there is nothing else to do. Where a browser refuses, all works as without. */
export function keepApp(who: string): void {
  if (isKept || !('serviceWorker' in navigator) || !('caches' in globalThis)) return;
  isKept = true;
  const start = () =>
    setTimeout(() => {
      keep(who).catch(() => {});
    }, 500);
  if (document.readyState === 'complete') start();
  else addEventListener('load', start, { once: true });
}

async function keep(who: string): Promise<void> {
  await navigator.serviceWorker.register(streetPaths.worker, {
    scope: streetPaths.all,
    updateViaCache: 'none',
  });
  await readAnew(who);
  await keepPage();
}

/** Keeps the times and the sentence as they are now. */
async function readAnew(who: string): Promise<void> {
  const response = await fetch(streetPaths.known, { redirect: 'manual' });
  if (!response.ok) return;
  const said: unknown = await response.json();
  const known = readKnown({ ...Object(said), readAt: Date.now() });
  if (known?.who === who) keepKnown(known);
}

/** Keeps the page with all that it loads; the page comes last, so it never asks for what is not there. */
async function keepPage(): Promise<void> {
  const response = await fetch(streetPaths.offline, { redirect: 'manual' });
  if (!response.ok) return;
  const cache = await caches.open(cacheName);
  const page = new DOMParser().parseFromString(await response.clone().text(), 'text/html');
  const files = new Set<string>();
  for (const part of page.querySelectorAll('script[src], link[rel=stylesheet], link[rel=icon], img[src]')) {
    const address = part.getAttribute('src') ?? part.getAttribute('href');
    if (address !== null) await keepFile(cache, new URL(address, location.origin), files);
  }
  await cache.put(streetPaths.offline, response);
  const wanted = new Set([...files, new URL(streetPaths.offline, location.origin).href]);
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
}

/** Keeps a file, and the scripts that it imports. */
async function keepFile(cache: Cache, { href }: URL, files: Set<string>): Promise<void> {
  if (files.has(href)) return;
  files.add(href);
  const response = await fetch(href);
  if (!response.ok) throw new Error(`expected ${href}`);
  const copy = response.clone();
  await cache.put(href, response);
  if (!href.endsWith('.js')) return;
  for (const [, name = ''] of (await copy.text()).matchAll(/(?:from|import)\s*["'`](\.\/[\w.-]+\.js)["'`]/g))
    await keepFile(cache, new URL(name, href), files);
}
