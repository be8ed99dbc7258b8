import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { policy } from '#server/access/policy.ts';
import { languageList } from '#server/kernel/languages.ts';
import { fill } from '#server/kernel/texts/fill.ts';
import { en } from '../../src/content/en/index.ts';
import { nl } from '../../src/content/nl/index.ts';
import { texts } from '../../src/content/texts.ts';

type Files = Record<string, Record<string, string>>;

const source = fileURLToPath(new URL('../../src', import.meta.url));
const all: Record<string, Files> = { nl, en };
/** The portal is Dutch only, and so are its texts. */
const dutchOnly = [
  'record',
  'account',
  'audit',
  'beheer',
  'people',
  'staff',
  'agenda',
  'calendar',
  'calendars',
  'care',
  'delivery',
  'correct',
  'desk',
  'walk-in',
  'exceptions',
  'factor',
  'figures',
  'hours',
  'inbox',
  'keys',
  'leaving',
  'links',
  'lists',
  'looks',
  'notices',
  'opening',
  'own',
  'request',
  'rights',
  'school',
  'search',
  'settings',
  'street',
  'team',
  'terms',
  'today',
  'traject',
  'waiting',
  'webhooks',
  'preview',
  'work',
  'worklist',
  'year-plan',
];
const keys = Object.values<Record<string, string>>(nl).flatMap((file) => Object.keys(file));

test('a text is given in Dutch when no language is asked for', () => {
  assert.equal(texts()('site.quick-exit'), texts('nl')('site.quick-exit'));
});

test('parameters are put where the text wants them', () => {
  assert.equal(texts()('component.steps', { current: 2, total: 5 }), 'Stap 2 van 5');
});

test('a parameter that looks like a placeholder or a pattern stays as it is', () => {
  assert.equal(texts()('site.contact.call', { phone: '{phone} $& $1' }), 'Bel {phone} $& $1');
});

test('a forgotten parameter is an error that names it', () => {
  assert.throws(() => texts()('component.steps', { current: 2 }), /"total".*"component\.steps"/);
});

describe('every language', () => {
  test('has its texts, and every file of a language is one of them', () => {
    assert.deepEqual(Object.keys(all).sort(), [...languageList].sort());
    for (const [language, files] of Object.entries(all)) {
      const folder = readdirSync(join(source, 'content', language)).filter((name) => name.endsWith('.json'));
      assert.deepEqual(
        Object.keys(files)
          .map((name) => `${name}.json`)
          .sort(),
        folder.sort(),
        language,
      );
      const wanted = Object.keys(nl).filter((name) => language === 'nl' || !dutchOnly.includes(name));
      assert.deepEqual(Object.keys(files).sort(), wanted.sort(), language);
    }
  });

  test('has the same keys in the same order', () => {
    for (const [language, files] of Object.entries(all)) {
      for (const [name, file] of Object.entries(files)) {
        assert.deepEqual(Object.keys(file), Object.keys(all.nl?.[name] ?? {}), `${language}/${name}.json`);
      }
    }
  });

  test('has the same placeholders, each as often', () => {
    const placeholders = (text = '') => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const [language, files] of Object.entries(all)) {
      for (const [name, file] of Object.entries(files)) {
        for (const [key, text] of Object.entries(file)) {
          assert.deepEqual(placeholders(text), placeholders(all.nl?.[name]?.[key]), `${key} in ${language}`);
        }
      }
    }
  });

  test('does not say in one language what it says in another', () => {
    const copied = Object.entries(en).flatMap(([name, file]: [string, Record<string, string>]) =>
      Object.entries(file).filter(([key, text]) => {
        const words = text.replaceAll(/\{\w+\}/g, '').match(/\p{L}{2,}/gu) ?? [];
        return words.length > 1 && text === all.nl?.[name]?.[key];
      }),
    );
    assert.deepEqual(copied, []);
  });
});

describe('the texts and the pages', () => {
  const used = usedTexts();

  test('no page asks for a text that is not there', () => {
    // A right is called by words with a dot too.
    const asked = used.filter(({ written }) => !(written in policy));
    const missing = asked.filter(({ pattern }) => !keys.some((key) => pattern.test(key)));
    assert.ok(used.length > 200, 'pages use texts');
    assert.deepEqual(
      missing.map(({ where, written }) => `${written} in ${where}`),
      [],
    );
  });

  test('no text is there that no page shows', () => {
    assert.deepEqual(
      keys.filter((key) => !used.some(({ pattern }) => pattern.test(key))),
      [],
    );
  });
});

/**
 * What looks like the key of a text in the sources: a string that begins with the name of a file of texts. A key
 * that is put together, `booking.age.${value}`, stands for every key with one word in the open place.
 */
function usedTexts(): { where: string; written: string; pattern: RegExp }[] {
  const files = Object.keys(nl).join('|');
  const start = `(?:${files})\\.`;
  const literal = new RegExp(
    `'(${start}[^'\\n]+)'|"(${start}[^"\\n]+)"|\`(${start}(?:\\$\\{[^}]*\\}|[^\`$])+)\``,
    'g',
  );
  const comment = /\/\*[\s\S]*?\*\//g;
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|tsx|astro)$/.test(path))
    .flatMap((path) =>
      [...readFileSync(join(source, path), 'utf8').replaceAll(comment, '').matchAll(literal)]
        .map(([, single, double, template]) => single ?? double ?? template ?? '')
        .map((written) => ({ where: path, written, pattern: patternOf(written) })),
    );
}

function patternOf(written: string): RegExp {
  const parts = written.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
  return new RegExp(`^${parts.join('[a-z0-9-]+')}$`);
}

test('a value is put where a text leaves room for it, as it is', () => {
  assert.equal(fill('{name} om {time}', { name: '{time} $&', time: 9 }), '{time} $& om 9');
  assert.equal(fill('{name} blijft', {}), '{name} blijft');
  assert.equal(
    fill('{name}', {}, (name) => `geen ${name}`),
    'geen name',
  );
});
