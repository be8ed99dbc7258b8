import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readDate, shownDate } from '#server/kernel/readDate.ts';
import { readTime, writtenTime } from '#server/kernel/readTime.ts';
import { addDays, mondayOf } from '#server/kernel/time.ts';
import { readPeriod } from '#ui/readPeriod.ts';
import { understood } from '#ui/understood.ts';
import { quickDraft } from '../../src/exceptions/form.ts';
import { anyText } from '../support/anyText.ts';

/** A Friday. */
const today = '2026-11-27';
const weekdays = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag'];
const months =
  'januari februari maart april mei juni juli augustus september oktober november december'.split(' ');
const date = fc.integer({ min: 0, max: 36_524 }).map((day) => addDays('2000-01-01', day));
const indexOf = (one: string) => Math.round((Date.parse(one) - Date.parse(mondayOf(one))) / 86_400_000);

test('a date is read in all the ways that people plan with', () => {
  const meant: Record<string, string | null> = {
    vandaag: '2026-11-27',
    Morgen: '2026-11-28',
    ' over  2 weken ': '2026-12-11',
    'over een week': '2026-12-04',
    'over één maand': '2026-12-27',
    'over 3 dagen': '2026-11-30',
    'drie weken geleden': '2026-11-06',
    ma: '2026-11-30',
    'ma.': '2026-11-30',
    maandag: '2026-11-30',
    'komende maandag': '2026-11-30',
    vrijdag: '2026-12-04',
    'deze vrijdag': '2026-11-27',
    'deze maandag': '2026-11-23',
    'volgende maandag': '2026-11-30',
    'volgende vrijdag': '2026-12-04',
    'volgende week woensdag': '2026-12-02',
    'volgende week': '2026-11-30',
    'vorige maandag': '2026-11-23',
    'vorige week maandag': '2026-11-16',
    'afgelopen zaterdag': '2026-11-21',
    '3 dec': '2026-12-03',
    '3dec': '2026-12-03',
    '3 sept. 2027': '2027-09-03',
    'do 3 dec': '2026-12-03',
    'donderdag 3 december': '2026-12-03',
    'vrijdag 3 december': '2027-12-03',
    'ma 3 dec 2026': null,
    '3-12': '2026-12-03',
    '03-12-2026': '2026-12-03',
    '3/12/26': '2026-12-03',
    '２０２６-12-03': '2026-12-03',
    '2026-12-03': '2026-12-03',
    '31 feb': null,
    '29-2-2027': null,
    '31-4': null,
    '2026-13-01': null,
    '1-1-1999': null,
    'over 999 maanden': null,
    'over 0 dagen': '2026-11-27',
    'over veel weken': null,
    constructor: null,
    'volgende constructor': null,
    '': null,
  };
  for (const [typed, expected] of Object.entries(meant))
    assert.equal(readDate(typed, today), expected, typed);
});

test('a month ahead ends with the month', () => {
  assert.equal(readDate('over 1 maand', '2027-01-31'), '2027-02-28');
  assert.equal(readDate('over 3 maanden', '2026-11-30'), '2027-02-28');
  assert.equal(readDate('een maand geleden', '2026-12-31'), '2026-11-30');
});

test('without a year it is the nearest date, or for what is planned the first that is not past', () => {
  assert.equal(readDate('1 jun', today), '2026-06-01');
  assert.equal(readDate('1 jun', today, { ahead: true }), '2027-06-01');
  assert.equal(readDate('27-11', today, { ahead: true }), today);
  fc.assert(
    fc.property(date, date, (one, now) => {
      const [, month, day] = one.split('-');
      const read = readDate(`${day}-${month}`, now, { ahead: true });
      if (read !== null) assert.ok(read >= now && read < addDays(now, 731), `${one} from ${now} is ${read}`);
    }),
  );
});

test('every date is read from all that it is written as', () => {
  fc.assert(
    fc.property(date, date, (one, now) => {
      const [year = '', month = '', day = ''] = one.split('-');
      const name = weekdays[indexOf(one)] ?? '';
      const long = `${Number(day)} ${months[Number(month) - 1]} ${year}`;
      for (const text of [
        one,
        shownDate(one),
        `${day}/${month}/${year.slice(2)}`,
        long,
        `${name} ${long}`,
        `${name.slice(0, 2)} ${Number(day)} ${(months[Number(month) - 1] ?? '').slice(0, 3)} ${year}`,
      ])
        assert.equal(readDate(text, now), one, text);
    }),
  );
});

test('a weekday is the first one after today, with volgende that of the next week', () => {
  fc.assert(
    fc.property(date, fc.nat(6), (now, index) => {
      const name = weekdays[index] ?? '';
      for (const text of [name, name.slice(0, 2)]) {
        const read = readDate(text, now) ?? '';
        assert.equal(indexOf(read), index);
        assert.ok(read > now && read <= addDays(now, 7));
      }
      assert.equal(readDate(`volgende ${name}`, now), addDays(mondayOf(now), 7 + index));
      const before = readDate(`vorige ${name}`, now) ?? '';
      assert.ok(before < now && before >= addDays(now, -7));
    }),
  );
});

test('whatever is typed, what is read is a date of this century that exists', () => {
  fc.assert(
    fc.property(anyText(), date, (text, now) => {
      const read = readDate(text, now);
      if (read !== null) assert.equal(new Date(read).toISOString().slice(0, 10), read);
    }),
  );
  assert.equal(readDate('9'.repeat(100_000), today), null);
});

test('a time is read in all the ways that people write it, and nothing else is one', () => {
  const meant: Record<string, string | null> = {
    14: '14:00',
    9: '09:00',
    '14:00': '14:00',
    '14.30': '14:30',
    '14u30': '14:30',
    '14u': '14:00',
    '14 uur': '14:00',
    '14.30 uur': '14:30',
    930: '09:30',
    1430: '14:30',
    '09:00:00': '09:00',
    '24:00': '24:00',
    '24:01': null,
    25: null,
    '12:60': null,
    '9:7': null,
    '-1': null,
    negen: null,
    '': null,
  };
  for (const [typed, expected] of Object.entries(meant)) assert.equal(readTime(typed), expected, typed);
  assert.equal(writtenTime(' half tien '), 'half tien');
  fc.assert(
    fc.property(fc.nat(23), fc.nat(59), (hour, minute) => {
      const two = String(minute).padStart(2, '0');
      const time = `${String(hour).padStart(2, '0')}:${two}`;
      for (const text of [time, `${hour}.${two}`, `${hour}u${two}`, ` ${hour}:${two} `])
        assert.equal(readTime(text), time, text);
    }),
  );
});

test('the end of a period is looked for after its begin, and what is no date stays as it was typed', () => {
  assert.deepEqual(readPeriod('ma', 'vr', today), ['2026-11-30', '2026-12-04']);
  assert.deepEqual(readPeriod('7 dec', 'vrijdag', today), ['2026-12-07', '2026-12-11']);
  assert.deepEqual(readPeriod('7 dec', '3 dec', today), ['2026-12-07', '2026-12-03']);
  assert.deepEqual(readPeriod('31 feb', ' ', today), ['31 feb', '']);
  assert.deepEqual(readPeriod(undefined, ['ma', 'di'], today), ['', '']);
});

test('a field says what it understands, where that is not what stands there', () => {
  const date = (typed: string, begin?: string) => understood(typed, { kind: 'date', today, begin });
  assert.equal(date('3 dec'), 'donderdag 3 december');
  assert.equal(date('1 jan'), 'vrijdag 1 januari 2027');
  assert.equal(date('vr', '7 dec'), 'vrijdag 11 december');
  assert.deepEqual([date('31 feb'), date('  ')], [null, '']);
  const time = (typed: string) => understood(typed, { kind: 'time', today });
  assert.deepEqual([time('14'), time('14:00'), time('straks'), time('')], ['14:00', '', null, '']);
});

test('the quick ways in begin with the day that they name', () => {
  const dates = (way: string) => {
    const { dateFrom, dateUntil } = quickDraft(way, today).draft;
    return [dateFrom, dateUntil];
  };
  assert.deepEqual(dates('ill-tomorrow'), ['2026-11-28', '2026-11-28']);
  assert.deepEqual(dates('ill-monday'), ['2026-11-30', '2026-11-30']);
  assert.deepEqual(dates('off-next-week'), ['2026-11-30', '2026-12-04']);
  assert.deepEqual(dates('toString'), ['', '']);
});
