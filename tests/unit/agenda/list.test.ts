import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressWith } from '../../../src/agenda/address.ts';
import { type ListRow, readListAsked, rowsOf, sortKeys, standings } from '../../../src/agenda/list/rows.ts';
import { agendaDay, agendaItem } from '../../support/agendaDays.ts';

const date = '2026-11-23';
const now = Date.parse(`${date}T12:00:00+01:00`);
const words = {
  name: (row: ListRow) => row.name ?? '',
  topic: (row: ListRow) => row.topic,
  how: (row: ListRow) => row.modality,
  status: (row: ListRow) => row.look.look,
};
const say = (row: ListRow, key: keyof typeof words) => words[key](row);
const days = [
  agendaDay(date, {
    items: [
      agendaItem(date, ['09:00', '10:00'], { name: 'Émile', outcome: 'geweest' }),
      agendaItem(date, ['10:00', '11:00'], { name: 'anna', topic: 'Geld', modality: 'video' }),
      agendaItem(date, ['11:00', '11:30'], { name: 'Bo', status: 'cancelled' }),
      agendaItem(date, ['14:00', '15:00'], { name: 'Bo', topic: 'Geld', choosingAgain: true }),
    ],
  }),
];
const rows = (query: string, topic: string | null = null) =>
  rowsOf(days, readListAsked(new URLSearchParams(query), topic), { now, say }).map(
    ({ name, start }) => `${name} ${new Date(start + 3_600_000).toISOString().slice(11, 13)}`,
  );

test('a list is in order of time, and by any column and back; of equals the earliest comes first', () => {
  assert.deepEqual(rows(''), ['Émile 09', 'anna 10', 'Bo 11', 'Bo 14']);
  assert.deepEqual(rows('sort=-when'), ['Bo 14', 'Bo 11', 'anna 10', 'Émile 09']);
  assert.deepEqual(rows('sort=name'), ['anna 10', 'Bo 11', 'Bo 14', 'Émile 09']);
  assert.deepEqual(rows('sort=-name'), ['Émile 09', 'Bo 11', 'Bo 14', 'anna 10']);
});

test('a list is narrowed down by how an afspraak stands, by topic and by way', () => {
  assert.deepEqual(rows('status=done'), ['Émile 09']);
  assert.deepEqual(rows('status=to-note'), ['anna 10']);
  assert.deepEqual(rows('status=cancelled'), ['Bo 11']);
  assert.deepEqual(rows('status=to-come'), ['Bo 14']);
  assert.deepEqual(rows('status=choosing'), ['Bo 14']);
  assert.deepEqual(rows('', 'Geld'), ['anna 10', 'Bo 14']);
  assert.deepEqual(rows('modality=video', 'Geld'), ['anna 10']);
});

test('whatever an address asks, rows are some of those there are, each once', () => {
  const word = fc.oneof(
    fc.constantFrom(...sortKeys, ...sortKeys.map((key) => `-${key}`), ...standings),
    fc.string(),
  );
  fc.assert(
    fc.property(word, word, word, (sort, status, modality) => {
      const found = rows(new URLSearchParams({ sort, status, modality }).toString());
      assert.equal(new Set(found).size, found.length);
      assert.ok(found.every((one) => rows('').includes(one)));
    }),
  );
});

test('an address keeps what was chosen, and drops what was about one visit', () => {
  const url = new URL(
    'https://doorstart.test/medewerker/week?who=a&days=7&refresh=1&done=note&appointment=b&undo=c',
  );
  assert.equal(addressWith(url, { week: '2026-W48' }), '/medewerker/week?who=a&days=7&week=2026-W48');
  assert.equal(addressWith(url, { who: null, days: undefined }), '/medewerker/week');
  assert.equal(addressWith(url, { appointment: 'x' }), '/medewerker/week?who=a&days=7&appointment=x');
});
