import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipped, scriptsFrom, scriptsOf, stylesOf } from '../support/builtSite.ts';

// What a phone fetches, as the build says it. Scripts inside a page weigh with its HTML, in every-page.spec.ts.
const kB = 1000;

/** All pages of one who makes an afspraak and moves it. */
const booking = [
  'index',
  'afspraak/index',
  'afspraak/hoe',
  'afspraak/wanneer',
  'afspraak/[hold]/gegevens',
  'afspraak/[hold]/controle',
  'mijn-afspraak/[token]/gemaakt',
  'mijn-afspraak/[token]/index',
  'mijn-afspraak/[token]/verzetten',
].map((name) => `src/pages/${name}.astro`);

const union = (sets: Set<string>[]) => new Set(sets.flatMap((set) => [...set]));

test('all scripts of a whole booking weigh at most 23 kB, and all styles at most 20 kB', (t) => {
  const scripts = union(booking.map(scriptsOf));
  assert.ok([...scripts].some((file) => file.includes('SlotPicker')));
  holds(t, 'script', gzipped(scripts), 23 * kB);
  holds(t, 'style', gzipped(union(booking.map(stylesOf))), 20 * kB);
});

test('the scripts of the check weigh at most 22 kB, its styles at most 20 kB', (t) => {
  const page = 'src/pages/startkwalificatie/index.astro';
  holds(t, 'script', gzipped(scriptsOf(page)), 22 * kB);
  holds(t, 'style', gzipped(stylesOf(page)), 20 * kB);
});

test('an opened chat panel brings at most 47 kB of scripts to the page it is on', (t) => {
  const page = scriptsOf('src/pages/hulp-nu.astro');
  assert.ok(gzipped(page) < 3 * kB, `a page without a chat: ${gzipped(page)} bytes of script`);
  for (const lang of ['nl', 'en']) {
    const opened = scriptsFrom('src/chat/chat-panel.ts', `src/chat/texts.${lang}.ts`);
    assert.ok(gzipped(opened) > 15 * kB);
    holds(t, `script, ${lang}`, gzipped(opened.difference(page)), 47 * kB);
  }
});

/** Pages of the workplace that are an island: what each may weigh, and of how many files (decision 0042). */
const islands = new Map([
  ['medewerker/chat/index.astro', { kB: 74, files: 24 }],
  ['medewerker/werktijden/index.astro', { kB: 60, files: 24 }],
]);

test('a page of the workplace weighs at most 45 kB of scripts, in at most 18 files with its styles', (t) => {
  const folder = new URL('../../src/pages/', import.meta.url);
  const pages = ['medewerker', 'jongerenwerk']
    .flatMap((part) =>
      readdirSync(new URL(part, folder), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${part}/${name}`,
      ),
    )
    .filter((name) => name.endsWith('.astro'))
    .map((name) => ({ name, scripts: scriptsOf(`src/pages/${name}`) }))
    // Some are no whole page: rows for the palette, an act that leads on.
    .filter(({ scripts }) => scripts.size > 0);
  assert.ok(pages.length > 20);
  for (const { name, scripts } of pages) {
    const most = islands.get(name) ?? { kB: 45, files: 18 };
    holds(t, `script of ${name}`, gzipped(scripts), most.kB * kB);
    const files = scripts.size + stylesOf(`src/pages/${name}`).size;
    assert.ok(files <= most.files, `expected at most ${most.files} files of ${name}, got ${files}`);
  }
});

test('an iPhone that stopped at iOS 16 reads every condition in the styles', () => {
  const folder = new URL('../../dist/client/_astro/', import.meta.url);
  const sheets = readdirSync(folder).filter((name) => name.endsWith('.css'));
  const text = sheets.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('');
  const conditions = text.match(/@media[^{]*/g) ?? [];
  assert.ok(conditions.length > 20);
  assert.deepEqual(
    conditions.filter((one) => /[<>]|not \(/.test(one)),
    [],
  );
});

function holds(t: { diagnostic(text: string): void }, what: string, bytes: number, most: number) {
  t.diagnostic(`${what}: ${bytes} bytes of ${most}`);
  assert.ok(bytes > 0 && bytes <= most, `expected at most ${most} bytes of ${what} after gzip, got ${bytes}`);
}
