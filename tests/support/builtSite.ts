import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const client = (file: string) => readFileSync(join(dist, 'client', file), 'utf8');
const server = (file: string) => readFileSync(join(dist, 'server', file), 'utf8');

/** What Astro tells its server of the build: the styles of each page, and the file that each module became. */
const manifestSchema = z.object({
  rootDir: z.string(),
  routes: z.array(
    z.object({
      styles: z.array(z.object({ src: z.string() })),
      routeData: z.object({ component: z.string() }),
    }),
  ),
  entryModules: z.record(z.string(), z.string()),
});

function readManifest() {
  const [, text] = /^var _manifest = deserializeManifest\((\{.*\})/m.exec(server('entry.mjs')) ?? [];
  if (text === undefined) throw new Error('expected the manifest of the build in dist/server/entry.mjs');
  return manifestSchema.parse(JSON.parse(text));
}

const manifest = readManifest();
const root = fileURLToPath(manifest.rootDir);

/** The same list for every page with islands: what hydrates them. */
const hydration = '@astrojs/solid-js/client.js';

/** The file that the module `src/…` became in the browser. Throws when the build knows no such module. */
function builtFrom(module: string): string {
  const file = manifest.entryModules[module.startsWith('src/') ? root + module : module];
  if (!file?.startsWith('_astro/')) throw new Error(`expected a script for the browser made of ${module}`);
  return file;
}

/** These files of the browser, and all that comes at once with them: their static imports. */
function withImports(files: Iterable<string>): Set<string> {
  const found = new Set<string>();
  const add = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, name] of client(file).matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g))
      add(`_astro/${name}`);
  };
  for (const file of files) add(file);
  return found;
}

/** The code on the server that draws this page, with what it imports. */
function drawnBy(page: string): string {
  const name = `\u0000virtual:astro:page:${page.replace(/\.(\w+)$/, '@_@$1')}`;
  const first = manifest.entryModules[name];
  if (first === undefined) throw new Error(`expected a page ${page} in the build`);
  const texts = new Map<string, string>();
  const add = (file: string) => {
    if (texts.has(file)) return;
    const text = server(file);
    texts.set(file, text);
    for (const [, chunk] of text.matchAll(/from\s*["']\.\/([^"']+\.mjs)["']/g)) add(`chunks/${chunk}`);
  };
  add(first);
  return [...texts.values()].join('\n');
}

/**
 * The scripts that a page of `src/pages` may ask for by itself: those of all components it imports, shown or not, and its
 * islands. Not what comes once somebody does something, and not what stands in the HTML.
 */
export function scriptsOf(page: string): Set<string> {
  const code = drawnBy(page);
  const modules = Object.entries(manifest.entryModules)
    .filter(([module, file]) => file.startsWith('_astro/') && code.includes(JSON.stringify(module)))
    .map(([module]) => module);
  const islands = modules.some((module) => module.endsWith('.tsx')) ? [hydration] : [];
  return withImports([...modules, ...islands].map(builtFrom));
}

/** The scripts that come when these modules of `src` are imported in the browser. */
export const scriptsFrom = (...modules: string[]): Set<string> => withImports(modules.map(builtFrom));

/** The style sheets of a page. */
export function stylesOf(page: string): Set<string> {
  const route = manifest.routes.find(({ routeData }) => routeData.component === page);
  if (!route) throw new Error(`expected a page ${page} in the build`);
  return new Set(route.styles.map(({ src }) => src));
}

/** Bytes that travel for these files: each compressed by itself, with gzip. */
export const gzipped = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(client(file)).length, 0);
