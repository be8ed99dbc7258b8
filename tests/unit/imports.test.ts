import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, normalize } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

/** Every file of ours with the files of ours that it imports, types among them. Paths are from the root. */
const files = globSync('{server,db,src}/**/*.{ts,tsx,astro,mjs}').filter(
  (path) => !path.startsWith('db/migrations/'),
);
const imports = new Map(files.map((path) => [path, importsOf(path)]));

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  // Of a page or component, what runs on the server stands between the first two lines of dashes.
  const code = path.endsWith('.astro') ? (/^---\n(.*?)^---$/ms.exec(text)?.[1] ?? '') : text;
  return ts.preProcessFile(code).importedFiles.flatMap(({ fileName }) => {
    const [name = ''] = fileName.split('?');
    const target = name
      .replace(/^#(server|db)\//, '$1/')
      .replace(/^#ui\//, 'src/ui/')
      .replace(/^\.{1,2}\//, (climb) => `${dirname(path)}/${climb}`);
    const found = normalize(target);
    return files.includes(found) ? [found] : [];
  });
}

/** One circle of files that import each other, in the order in which they do; null when there is none. */
function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | null => {
    const at = path.indexOf(file);
    if (at >= 0) return path.slice(at);
    if (done.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...path, file]);
      if (circle) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return null;
}

test('a circle is found, however long it is', () => {
  const line = new Map([
    ['a', ['b', 'c']],
    ['b', ['c']],
    ['c', []],
  ]);
  assert.equal(findCircle(line), null);
  assert.deepEqual(findCircle(new Map([...line, ['c', ['a']]])), ['a', 'b', 'c']);
  assert.deepEqual(findCircle(new Map([['a', ['a']]])), ['a']);
});

test('no file imports another that imports it, in however many steps', () => {
  assert.ok(imports.get('server/main.ts')?.includes('server/listener.ts'), 'imports are read');
  assert.ok(imports.get('src/pages/medewerker/week.astro')?.includes('src/agenda/calendar/weekStep.ts'));
  assert.equal(findCircle(imports)?.join(' → ') ?? null, null);
});

/**
 * The layers of the server, lowest first: a file imports from its own folder and from those before it. What carries
 * something over HTTP or sockets stands above all that is carried.
 */
const layers = [
  'kernel',
  'slots',
  'startkwalificatie',
  'outgoing',
  'openingHours',
  'settings',
  'security',
  'roster',
  'access',
  'looks',
  'accounts',
  'availability',
  'booking',
  'calendar',
  'forms',
  'waitingList',
  'agenda',
  'referral',
  'jongeren',
  'trajecten',
  'gesprekken',
  'meldingen',
  'lists',
  'yearPlan',
  'chat',
  'notifications',
  'mailbox',
  'walkIn',
  'team',
  'today',
  'search',
  'held',
  'figures',
  'leaving',
  'push',
  'webhooks',
  'rightsReview',
  'audit',
  'setup',
  'configuration',
  'demo',
  'http',
  'chat/live',
  'live',
  'api',
  'jobs',
  'services.ts',
  'configFields.ts',
  'configMail.ts',
  'configGraph.ts',
  'configTexts.ts',
  'config.ts',
  'process',
  'listener.ts',
  'main.ts',
  'commands',
];

/** The place of a file of the server among the layers; -1 when its folder is in none. */
function layerOf(path: string): number {
  const inside = path.replace(/^server\//, '');
  const named = layers.filter((layer) => inside === layer || inside.startsWith(`${layer}/`));
  const longest = named.toSorted((a, b) => b.length - a.length)[0];
  return longest === undefined ? -1 : layers.indexOf(longest);
}

test('every file of the server is in a layer, and imports from its own and from lower ones', () => {
  const ofServer = [...imports].filter(([path]) => path.startsWith('server/'));
  assert.deepEqual(
    ofServer.map(([path]) => path).filter((path) => layerOf(path) < 0),
    [],
  );
  const up = ofServer.flatMap(([path, targets]) =>
    targets
      .filter((target) => target.startsWith('server/') && layerOf(target) > layerOf(path))
      .map((target) => `${path} → ${target}`),
  );
  assert.deepEqual(up, []);
});

test('the kernel knows no capability', () => {
  const known = [...imports].flatMap(([path, targets]) => (path.startsWith('server/kernel/') ? targets : []));
  assert.deepEqual(
    known.filter((path) => !/^(server\/kernel|db)\//.test(path)),
    [],
  );
});
