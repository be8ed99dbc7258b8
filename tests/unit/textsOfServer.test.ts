import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nameLength, noteLength } from '#server/booking/schema.ts';
import en from '#server/kernel/texts/en.json' with { type: 'json' };
import nl from '#server/kernel/texts/nl.json' with { type: 'json' };
import { say, sayMessage } from '#server/kernel/texts/texts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function sources(folder: string): { path: string; text: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx|astro)$/.test(file))
    .map((file) => ({ path: join(folder, file), text: readFileSync(join(root, folder, file), 'utf8') }));
}

const server = sources('server');
const everywhere = [...server, ...sources('src')].map(({ text }) => text).join('\n');

test('both languages have the same keys in the same order', () => {
  assert.deepEqual(Object.keys(en), Object.keys(nl));
});

test('both languages ask for the same parameters', () => {
  const params = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  const english: Record<string, string> = en;
  for (const [key, text] of Object.entries(nl))
    assert.deepEqual(params(text), params(english[key] ?? ''), key);
});

test('every message that a schema or a verb gives has its sentence', () => {
  const known = new Set(Object.keys(nl));
  const messages = server
    .filter(({ path }) => /booking|api|chat\/schema|chat\/begin|startkwalificatie/.test(path))
    .flatMap(({ path, text }) => {
      const said = [...text.matchAll(/message: '([\w-]+)'/g)];
      const schema = /[sS]chema\.ts$|Query\.ts$|Key\.ts$|\/date\.ts$/.test(path)
        ? [...text.matchAll(/error: '([\w-]+)'/g)]
        : [];
      return [...said, ...schema].map(([, key = '']) => key);
    });
  assert.ok(messages.length > 20);
  for (const key of messages) assert.ok(known.has(key), `${key} has no sentence`);
});

test('no sentence is there that nobody says', () => {
  const unused = Object.keys(nl).filter(
    (key) => !everywhere.includes(`'${key}'`) && !everywhere.includes(`"${key}"`),
  );
  // A key without a dash may be written as the name of a property.
  assert.deepEqual(
    unused.filter((key) => key.includes('-') || !new RegExp(`\\b${key}: \\{ status`).test(everywhere)),
    [],
  );
});

test('sentences are short and end as sentences do; titles are short and do not', () => {
  for (const [key, text] of Object.entries(nl)) {
    if (/^(title|calendar|hours|mail)-/.test(key)) {
      assert.doesNotMatch(text, /\.$/, key);
      continue;
    }
    assert.match(text, /^[A-Z].*[.?]$/s, key);
    for (const sentence of text.split(/[.?] /))
      assert.ok(sentence.split(' ').length <= 15, `${key}: ${sentence}`);
    assert.doesNotMatch(text, /\b(u|uw)\b/, `${key} says u`);
  }
});

test('the limits that sentences name are those that are held', () => {
  assert.match(say('nl', 'name-too-long'), new RegExp(`\\b${nameLength}\\b`));
  assert.match(say('en', 'name-too-long'), new RegExp(`\\b${nameLength}\\b`));
  assert.match(say('nl', 'note-too-long'), new RegExp(`\\b${noteLength}\\b`));
  assert.match(say('en', 'note-too-long'), new RegExp(`\\b${noteLength}\\b`));
});

test('parameters are filled in as they are, and a forgotten one is an error that names it', () => {
  assert.equal(say('nl', 'calendar-organizer', { municipality: '$& {x}' }), 'Gemeente $& {x}');
  assert.throws(() => say('nl', 'calendar-organizer'), /"municipality".*"calendar-organizer"/);
});

test('a message that is no key of ours gets words all the same', () => {
  assert.equal(sayMessage('en', 'Invalid input: expected object'), en['value-invalid']);
});
