import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { difficulty, sentencesOf, textsIn } from '../support/readability.ts';

const root = join(import.meta.dirname, '../..');
const mostWords = 20;
const usualWords = 15;

/** Casemanagers know the words of their own field. */
const forStaff = ['staff.json'];

const filesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json') && !forStaff.includes(basename(file)))
    .map((file) => join(folder, file));

function read(files: readonly string[]) {
  return files.flatMap((file) =>
    textsIn(JSON.parse(readFileSync(join(root, file), 'utf8'))).flatMap(([key, text]) =>
      sentencesOf(text).map((sentence) => ({ file, key, ...sentence })),
    ),
  );
}

const dutch = read([
  ...filesIn('src/content/nl'),
  'server/kernel/texts/nl.json',
  'server/notifications/templates/nl.json',
]);
const say = ({ file, key, text, words, long }: (typeof dutch)[number]) =>
  `${words} words${long.length > 0 ? `, long: ${long.join(' ')}` : ''} · ${file} ${key}\n    ${text}`;

test('the ten hardest Dutch sentences', (context) => {
  assert.ok(dutch.length > 500, 'all texts are read');
  const hardest = dutch.toSorted((a, b) => difficulty(b) - difficulty(a)).slice(0, 10);
  for (const sentence of hardest) context.diagnostic(say(sentence));
});

test(`no Dutch sentence has more than ${mostWords} words`, () => {
  assert.deepEqual(dutch.filter(({ words }) => words > mostWords).map(say), []);
});

test(`hardly any Dutch sentence has more than ${usualWords} words`, () => {
  const longer = dutch.filter(({ words }) => words > usualWords);
  assert.ok(longer.length <= dutch.length * 0.02, longer.map(say).join('\n'));
});

test(`no English sentence has more than ${mostWords} words`, () => {
  const english = read([
    ...filesIn('src/content/en'),
    'server/kernel/texts/en.json',
    'server/notifications/templates/en.json',
  ]);
  assert.deepEqual(english.filter(({ words }) => words > mostWords).map(say), []);
});

const split = (text: string) => sentencesOf(text).map(({ text: sentence }) => sentence);
const count = (text: string) => sentencesOf(text).map(({ words }) => words);

test('a sentence ends where a reader stops', () => {
  assert.deepEqual(split('Bel ons! Lukt het niet? Kom dan langs.'), [
    'Bel ons!',
    'Lukt het niet?',
    'Kom dan langs.',
  ]);
  assert.deepEqual(split('Vraag: “Kunnen we praten?” Meer hoeft niet.').length, 2);
  assert.deepEqual(split('Hier staat geen punt'), ['Hier staat geen punt']);
  assert.deepEqual(split('Wacht even…  dan gaat het door.'), ['Wacht even…', 'dan gaat het door.']);
});

test('a full stop in a number, an address or an abbreviation ends nothing', () => {
  assert.equal(split('Kom om 9.00 uur naar ons. Of om 10.30 uur.').length, 2);
  assert.equal(split('Mail naam@voorbeeld.nl of kijk op www.voorbeeld.nl voor meer.').length, 1);
  assert.equal(split('School, werk, o.a. Leerwerkplekken, bijv. Bij een bakker.').length, 1);
  assert.equal(split('Je bent al 18. Dan mag het.').length, 2);
});

test('items of a list are sentences of their own, and their numbers belong to them', () => {
  assert.deepEqual(split('1. Kies een plek\n2. Kies een tijd'), ['1. Kies een plek', '2. Kies een tijd']);
});

test('what is read as one word counts as one', () => {
  assert.deepEqual(count('Bel (070) 353 54 54 of 0800-0113.'), [4]);
  assert.deepEqual(count('Bel {phone} – meteen.'), [3]);
  assert.deepEqual(count('Lees [onze uitleg](/maatwerk) **goed**.'), [4]);
  assert.deepEqual(sentencesOf('De leerplichtambtenaar doet een vmbo-eindexamen.')[0]?.long, [
    'leerplichtambtenaar',
  ]);
});
