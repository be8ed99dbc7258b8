import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isoWeekOf, mondayOfIsoWeek } from '#server/agenda/isoWeek.ts';
import { addDays, mondayOf } from '#server/kernel/time.ts';
import { type Command, readCommand } from '#server/search/readCommand.ts';
import { anyText } from '../support/anyText.ts';

/** A Wednesday. */
const today = '2026-11-25';
const read = (text: string) => readCommand(text, today);
const day = (dateFrom: string) => ({ dateFrom, dateUntil: dateFrom, from: null, until: null });
const ill = (span: object) => ({ kind: 'absence', reason: 'ziek', ...span });
const off = (span: object) => ({ kind: 'absence', reason: 'verlof', ...span });
const book = (name: string, date: string | null = null, time: string | null = null) => ({
  kind: 'book',
  name,
  date,
  time,
  modality: null,
});
const visit = (...of: Parameters<typeof book>) => ({ ...book(...of), modality: 'huisbezoek' });
const walk = (...of: Parameters<typeof book>) => ({ ...book(...of), modality: 'wandelen' });

test('what people type is read as what they mean', () => {
  const thursday = '2026-11-26';
  const meant: Record<string, object[]> = {
    'ziek maandag': [ill(day('2026-11-30'))],
    // The one that comes, or the one after it: both are offered.
    'Ziek volgende maandag': [ill(day('2026-11-30')), ill(day('2026-12-07'))],
    'ziek volgende week vrijdag': [ill(day('2026-12-04'))],
    ziek: [ill(day(today))],
    'ziek melden morgen': [ill(day(thursday))],
    'ziek ma tot wo': [ill({ ...day('2026-11-30'), dateUntil: '2026-12-02' })],
    'vrij do 14:00': [off({ ...day(thursday), from: '14:00' })],
    'vrij do 14:00-16:00': [off({ ...day(thursday), from: '14:00', until: '16:00' })],
    'vrij donderdag van 14 uur tot 16.30': [off({ ...day(thursday), from: '14:00', until: '16:30' })],
    'vrij vrijdag tot 12:00': [off({ ...day('2026-11-27'), until: '12:00' })],
    'vrij 14:00': [off({ ...day(today), from: '14:00' })],
    'vrij 3-12': [off(day('2026-12-03'))],
    'vakantie 21 dec t/m 1 jan': [off({ ...day('2026-12-21'), dateUntil: '2027-01-01' })],
    'vrij do 16:00-14:00': [],
    'vrij 14': [],
    'nieuwe afspraak Yusuf': [book('Yusuf')],
    'nieuwe afspraak': [book('')],
    'Boek Anne Marie morgen 10:00': [book('Anne Marie', thursday, '10:00')],
    'huisbezoek Noa morgen 13:00': [visit('Noa', thursday, '13:00')],
    'plan een huisbezoek bij Noa': [visit('Noa')],
    huisbezoek: [visit('')],
    'wandeling met Noa': [walk('Noa')],
    'Wandelen vrijdag': [walk('', '2026-11-27')],
    'verzet rachid': [{ kind: 'care', act: 'move', text: 'rachid' }],
    'geweest rachid schulden': [{ kind: 'care', act: 'came', text: 'rachid schulden' }],
    'rachid geweest': [{ kind: 'care', act: 'came', text: 'rachid' }],
    'kwam niet rachid': [{ kind: 'care', act: 'stayed-away', text: 'rachid' }],
    geweest: [{ kind: 'care', act: 'came', text: '' }],
    'week 49': [{ kind: 'week', week: '2026-W49' }],
    'week 1': [{ kind: 'week', week: '2027-W01' }],
    'week 53': [{ kind: 'week', week: '2026-W53' }],
    'week 53 2027': [],
    'volgende week': [{ kind: 'week', week: '2026-W49' }],
    morgen: [{ kind: 'day', date: thursday }],
    '3 dec': [{ kind: 'day', date: '2026-12-03' }],
    'drie weken geleden': [{ kind: 'day', date: '2026-11-04' }],
  };
  for (const [text, commands] of Object.entries(meant)) assert.deepEqual(read(text), commands, text);
});

test('hours of a weekday are hours before they are a far date', () => {
  assert.deepEqual(read('vrij do 9-12')[0], off({ ...day('2026-11-26'), from: '09:00', until: '12:00' }));
});

test('the name of somebody is no command', () => {
  const names = [
    'rachid',
    'do',
    'zo',
    'Ziekman',
    'vrijheid',
    'bella',
    'Nieuwenhuis',
    'huisbezoekers',
    'Wandelaar',
    'weeks',
    'K7M-4QF',
    '0612',
  ];
  for (const text of names) assert.deepEqual(read(text), [], text);
});

const isDate = (date: string) => new Date(date).toISOString().slice(0, 10) === date;
const isTime = (time: string | null) => time === null || /^(?:[01]\d|2[0-4]):[0-5]\d$/.test(time);

function holds(command: Command): void {
  if (command.kind === 'absence') {
    const { dateFrom, dateUntil, from, until } = command;
    assert.ok(isDate(dateFrom) && isDate(dateUntil) && dateFrom <= dateUntil, 'dates that exist, in order');
    assert.ok(isTime(from) && isTime(until), 'times of a clock');
    assert.ok(from === null || until === null || from < until, 'times in order');
    assert.ok((from === null && until === null) || dateFrom === dateUntil, 'a part is of one day');
  }
  if (command.kind === 'day') assert.ok(isDate(command.date));
  if (command.kind === 'week') assert.ok(mondayOfIsoWeek(command.week) !== null);
  if (command.kind === 'book') {
    assert.ok(command.date === null || isDate(command.date));
    assert.ok(isTime(command.time) && (command.time === null || command.date !== null));
  }
}

const words =
  'ziek vrij verlof training huisbezoek wandeling nieuwe afspraak verzet geweest week maandag do volgende morgen tot t/m - 14:00 14:00-16:00 49 3 dec over 2 weken geleden rachid 99:99 32-13'.split(
    ' ',
  );
const dates = fc.integer({ min: 0, max: 20_000 }).map((many) => addDays('2010-01-01', many));

test('of any text and any words of ours every command is possible, and far too long is none', () => {
  const text = fc.oneof(
    anyText(40),
    fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((some) => some.join(' ')),
  );
  fc.assert(
    fc.property(text, dates, (typed, on) => {
      for (const command of readCommand(typed, on)) holds(command);
    }),
  );
  assert.deepEqual(read('ziek maandag '.repeat(200)), []);
});

test('each day that is written out is the day, whatever is to be on it', () => {
  const months =
    'januari februari maart april mei juni juli augustus september oktober november december'.split(' ');
  const times = fc.option(fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 12, max: 23 })), {
    nil: null,
  });
  fc.assert(
    fc.property(dates, times, (date, hours) => {
      const [year, month = 1, dayOfMonth] = date.split('-').map(Number);
      const written = `${dayOfMonth} ${months[month - 1]} ${year}`;
      const pad = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
      const [from, until] = hours ? hours.map(pad) : [null, null];
      const typed = `vrij ${written}${hours ? ` ${from}-${until}` : ''}`;
      assert.deepEqual(readCommand(typed, today), [off({ dateFrom: date, dateUntil: date, from, until })]);
    }),
  );
});

test('each week that exists is found by its number and year, and by its number alone when it is near', () => {
  fc.assert(
    fc.property(dates, (date) => {
      const week = isoWeekOf(date);
      const [year = '', number = ''] = week.split('-W');
      assert.deepEqual(readCommand(`week ${Number(number)} ${year}`, today), [{ kind: 'week', week }]);
      assert.deepEqual(readCommand(`week ${Number(number)}`, mondayOf(date)), [{ kind: 'week', week }]);
    }),
  );
});
