import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { OpenRow } from '#server/lists/find.ts';
import { findingsOf } from '#server/lists/judge.ts';
import { nearTo } from '#server/lists/near.ts';
import { type JudgedRow, judgeRows, readEntries, readFile } from '#server/lists/work/steps.ts';

// Of a list of thousands only what a changed row can touch is judged anew: the same as when all of it is.

const today = '2026-11-20';
const school = { id: '7f0a7d3e-52a4-4c9c-8a11-6f2f5f3f8f10', isSchool: true };
const heads = 'leerlingnummer;voornaam;tussenvoegsel;achternaam;geboortedatum;begin;telefoon';

// Few of each, so that rows often are about one person, or may be.
const cells = fc.tuple(
  fc.constantFrom('', '1001', '01001', '1 001', '1002', '1003', 'x'),
  fc.constantFrom('Sam', 'S.', 'Sam Lars', 'Noor', 'Fenna', ''),
  fc.constantFrom('', 'van', 'de'),
  fc.constantFrom('Bakker', 'Baker', 'Bakker-Visser', 'Visser', 'El Idrissi'),
  fc.constantFrom('', '4-3-2007', '2007-03-04', '3-4-2007', '9-9-2006', '31-2-2006'),
  fc.constantFrom('', '2-11-2026', '3-11-2026'),
  fc.constantFrom('', '06-12345678', '06-87654321', '06'),
);
const decision = fc.option(
  fc.oneof(
    fc.constant({ is: 'new' as const }),
    fc.nat({ max: 8 }).map((row) => ({ is: 'row' as const, row: row + 2 })),
  ),
  { freq: 4 },
);
const row = fc.record({
  cells: cells.map((one) => [...one]),
  decision,
  state: fc.constantFrom('unread' as const, 'unread' as const, 'left-out' as const),
});

/** As `judge` does, without a database. */
function judged(
  layout: Parameters<typeof nearTo>[2]['layout'],
  rows: readonly OpenRow[],
): Map<number, JudgedRow> {
  const taking = rows.filter(({ state }) => state !== 'left-out');
  const entries = readEntries({ layout, rows: taking, kind: 'no-show', today, sender: school, schools: [] });
  const all = judgeRows(entries, {
    kind: 'no-show',
    asOf: today,
    today,
    known: [],
    before: [],
    decisions: taking
      .flatMap(({ number, decision: said }) => (said ? [[number, said] as const] : []))
      .map(([a, b]) => [a, b]),
  });
  return new Map(all.map((one) => [one.row, one]));
}

/** What is written down of a row. */
const kept = (one: JudgedRow | undefined) => one && [one.state, findingsOf(one), one.identity];

async function readLayout() {
  const read = await readFile({
    sent: { text: `${heads}\n1;Sam;;Bakker;4-3-2007;2-11-2026;06-12345678` },
    today,
    mapping: null,
  });
  assert.ok(read.ok && read.layout.settled);
  return read.layout;
}

test('a row that is changed is judged with what is near it as with the whole list, and no other row stands otherwise', async () => {
  const layout = await readLayout();
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 9 }), fc.nat(), row, (list, at, becomes) => {
      const rows = list.map((one, index): OpenRow => ({ ...one, number: index + 2 }));
      const number = (at % rows.length) + 2;
      const changed = [{ ...becomes, number }];
      const whole = rows.map((one) => changed.find((other) => other.number === one.number) ?? one);
      const near = nearTo(rows, changed, { layout, today });
      const [before, after, part] = [judged(layout, rows), judged(layout, whole), judged(layout, near.rows)];
      for (const one of whole) {
        const [was, is] = [before.get(one.number), after.get(one.number)];
        if (near.touched.has(one.number)) assert.deepEqual(kept(part.get(one.number)), kept(is));
        else assert.deepEqual(kept(is), kept(was));
      }
    }),
    { numRuns: 150 },
  );
});

test('one row less of too many about one person, and all others are judged anew', async () => {
  const layout = await readLayout();
  const rows = Array.from({ length: 51 }, (_, at): OpenRow => {
    const begin = new Date(Date.UTC(2026, 8, 1 + at)).toISOString().slice(0, 10);
    const texts = ['1001', 'Sam', '', 'Bakker', `${1 + (at % 28)}-3-2007`, begin, ''];
    return {
      number: at + 2,
      cells: at < 50 ? texts.with(4, '4-3-2007') : texts,
      state: 'unread',
      decision: null,
    };
  });
  const [last] = rows.slice(-1);
  assert.ok(last);
  const changed = [{ ...last, cells: last.cells.with(0, '1002') }];
  const near = nearTo(rows, changed, { layout, today });
  const whole = judged(layout, [...rows.slice(0, -1), ...changed]);
  const part = judged(layout, near.rows);
  assert.ok([...judged(layout, rows).values()].every(({ state }) => state === 'wrong'));
  for (const { number } of rows) {
    assert.deepEqual(kept(part.get(number)), kept(whole.get(number)));
    assert.equal(whole.get(number)?.state, 'new');
  }
});
