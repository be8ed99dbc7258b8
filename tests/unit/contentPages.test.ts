import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { defaultLanguage, languageList } from '#server/kernel/languages.ts';
import { parseInline } from '../../src/content/inline.ts';
import { hrefIn, isKnownLink } from '../../src/content/links.ts';
import { searchNetwork } from '../../src/content/network.ts';
import { type ContentPage, pageSchema } from '../../src/content/pageSchema.ts';
import { contentPages } from '../../src/content/pages.ts';
import { isPublicPath } from '../../src/site/publicPaths.ts';
import { textsIn } from '../support/readability.ts';

const art = join(import.meta.dirname, '../../public/art');
const dutch = contentPages(defaultLanguage);
const every = languageList.flatMap((language) =>
  [...contentPages(language)].map(([slug, page]) => ({ name: `${language}/${slug}`, slug, page })),
);

/** A page without its words: kinds, counts, tones, links, and per text the settings and links in it. */
function shapeOf(page: ContentPage): unknown {
  return JSON.parse(JSON.stringify(page), (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (['kind', 'tone', 'href', 'illustration'].includes(key)) return value;
    return parseInline(value).flatMap((part) => {
      if (part.kind === 'text') return [];
      return part.kind === 'strong' ? ['strong'] : [part.kind === 'link' ? part.href : part.name];
    });
  });
}

test('every content page is one of the public pages', () => {
  for (const { name, slug } of every) assert.ok(isPublicPath(`/${slug}`), name);
});

test('each language has the same pages, of the same shape, with the same links and settings', () => {
  for (const language of languageList) {
    assert.deepEqual([...contentPages(language).keys()], [...dutch.keys()], language);
    for (const [slug, page] of contentPages(language)) {
      const original = dutch.get(slug);
      assert.ok(original);
      assert.deepEqual(shapeOf(page), shapeOf(original), `${language}/${slug}`);
    }
  }
});

test('no text is the same in two languages, but names and numbers', () => {
  const names = new Map<string, string>();
  for (const { name, slug, page } of every) {
    for (const [path, text] of textsIn(page)) {
      if (/name$|title$|label$|when$/.test(path)) continue;
      const at = `${slug} ${path}`;
      assert.notEqual(names.get(at), text, `${name} ${path}`);
      names.set(at, text);
    }
  }
});

test('every illustration is there', () => {
  for (const { name, page } of every) {
    assert.ok(existsSync(join(art, `${page.illustration}.svg`)), `${name}: ${page.illustration}`);
  }
});

test('every page says something of its own to search engines, and ends in a step to another page', () => {
  for (const field of ['title', 'description'] as const) {
    const said = every.map(({ page }) => page[field]);
    assert.equal(new Set(said).size, said.length, field);
  }
  for (const { name, slug, page } of every) assert.notEqual(page.next.href, `/${slug}`, name);
});

test('a link leads to a public page, an afspraak on a topic, or a site that we know', () => {
  for (const href of ['/', '/contact', '/afspraak', '/afspraak?topic=geld', 'https://www.duo.nl/'])
    assert.ok(isKnownLink(href), href);
  for (const href of [
    '/afspraken',
    '/contact?topic=geld',
    '/afspraak?location=laak',
    'https://example.org/',
    '//duo.nl',
    'javascript:0',
    '/en/contact',
  ])
    assert.ok(!isKnownLink(href), href);
});

test('a page with an unknown link, setting or block is refused with where it is', () => {
  const page = dutch.get('maatwerk');
  const refused = (change: object) => pageSchema.safeParse({ ...page, ...change }).error?.issues ?? [];
  assert.match(refused({ lead: 'Kijk [hier](/nergens).' })[0]?.message ?? '', /\/nergens/);
  assert.match(refused({ lead: 'Bel {telefoon}.' })[0]?.message ?? '', /\{telefoon\}/);
  assert.match(refused({ lead: 'Dit is **half vet.' })[0]?.message ?? '', /\*\*bold\*\*/);
  assert.deepEqual(refused({ blocks: [{ kind: 'video' }] })[0]?.path.slice(0, 2), ['blocks', 0]);
});

test('marks in a line become parts, and everything else stays as it is', () => {
  assert.deepEqual(parseInline('Bel **nu** {phone}, of [kom](/contact)!'), [
    { kind: 'text', text: 'Bel ' },
    { kind: 'strong', text: 'nu' },
    { kind: 'text', text: ' ' },
    { kind: 'setting', name: 'phone' },
    { kind: 'text', text: ', of ' },
    { kind: 'link', label: 'kom', href: '/contact' },
    { kind: 'text', text: '!' },
  ]);
  assert.deepEqual(parseInline('<b>5 * 3 (samen)</b>'), [{ kind: 'text', text: '<b>5 * 3 (samen)</b>' }]);
});

test('a link of ours stays in the language, that of others is left alone', () => {
  assert.equal(hrefIn('en', '/afspraak?topic=geld'), '/en/afspraak?topic=geld');
  assert.equal(hrefIn('nl', '/contact'), '/contact');
  assert.equal(hrefIn('en', 'https://www.duo.nl/'), 'https://www.duo.nl/');
});

test('the network is found by name, by what it does and by group, whatever the capitals and accents', () => {
  const network = dutch.get('professionals')?.blocks.find(({ kind }) => kind === 'network');
  assert.ok(network?.kind === 'network');
  const found = (query: string) =>
    searchNetwork(network.groups, query).flatMap(({ members }) => members.map(({ name }) => name));
  assert.deepEqual(found(' schulden '), ['Schuldhulpverlening']);
  assert.deepEqual(found('SCHÚLD'), ['Schuldhulpverlening']);
  assert.deepEqual(found('politie'), ['Politie', 'Halt', 'Reclassering en jeugdreclassering']);
  assert.equal(found('zorg').includes('GGZ'), true, 'a group that is meant stays whole');
  assert.deepEqual(found('loket werk'), ['Jongerenloket']);
  assert.deepEqual(found('xyzzy'), []);
  assert.equal(searchNetwork(network.groups, '').length, network.groups.length);
});
