import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayText } from '../../../src/hours/dayTexts.ts';
import { faultWords } from '../../../src/hours/errors.ts';
import { doubleOddWords, previewWeeks, ruleWords, timetableWords } from '../../../src/hours/words.ts';

test('the weeks to look at run from this one to the horizon', () => {
  const weeks = previewWeeks('2026-11-20', 14);
  assert.deepEqual(
    weeks.map(({ monday, label }) => `${monday} ${label}`),
    [
      '2026-11-16 Week 47, vanaf 16 november',
      '2026-11-23 Week 48, vanaf 23 november',
      '2026-11-30 Week 49, vanaf 30 november',
    ],
  );
});

test('two odd weeks after each other are told when they can be booked, and only then', () => {
  assert.equal(doubleOddWords(previewWeeks('2026-11-20', 30)), '');
  assert.match(
    doubleOddWords(previewWeeks('2026-11-20', 56)),
    /Van 28 december 2026 tot en met 10 januari 2027 geldt dus twee keer de oneven week/,
  );
  assert.equal(doubleOddWords(previewWeeks('2027-11-20', 56)), '');
});

test('a rooster says from when, until when and how many hours', () => {
  const rule = {
    weekday: 3,
    location: 'centrum',
    from: '09:00',
    until: '12:30',
    modalities: ['op-locatie', 'telefoon'] as const,
  };
  const words = (until: string | null, weeks: 'alle' | 'even') =>
    Object.values(timetableWords({ from: '2026-12-01', until, parts: [{ ...rule, weeks }] }, '2026-11-20'));
  assert.deepEqual(words(null, 'alle'), ['Vanaf 1 december 2026', 'zonder einddatum', '3,5 uur per week']);
  assert.deepEqual(words('2026-12-31', 'even'), [
    'Vanaf 1 december 2026',
    'tot en met 31 december 2026',
    'even weken 3,5 uur, oneven 0 uur',
  ]);
  assert.equal(
    ruleWords({ ...rule, weeks: 'even', validFrom: '2026-12-01', validUntil: null }, []),
    'Woensdag 09:00 tot 12:30, centrum (op locatie, bellen), even weken, vanaf 1 december 2026',
  );
  assert.equal(dayText(3), 'hours.day.3');
});

test('what is wrong stands at its field, by the key of the part, in the order of the page', () => {
  assert.deepEqual(
    faultWords(
      [
        { part: 0, field: 'from', error: 'time-missing' },
        { part: 1, field: 'until', error: 'reversed' },
        { part: null, field: 'until', error: 'period-past' },
      ],
      [
        { key: 4, weekday: 5 },
        { key: 9, weekday: 1 },
      ],
    ).map(({ field }) => field),
    ['until', 'part-9-until', 'part-4-from'],
  );
});
