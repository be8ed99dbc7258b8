import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoSettings } from '#db/demo/settings.ts';
import { chatOpening } from '#server/chat/opening.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { schoolHolidaysOn } from '#server/settings/schoolHolidays.ts';

function wrongIn(values: unknown): string[] {
  const issues = settingsSchema.safeParse(values).error?.issues ?? [];
  return issues.map(({ path }) => path.join('.')).sort();
}

test('without a choice there are office hours, no chat, no statement and nothing examined', () => {
  const { openingHours, chat, privacy, accessibility, security } = settingsSchema.parse({});
  assert.deepEqual(openingHours, [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' }]);
  assert.deepEqual(chat, {
    opensOn: null,
    hours: openingHours,
    answerMinutes: 3,
    questionHours: 24,
    dangerWords: [],
    retentionDays: 30,
  });
  assert.equal(privacy, null);
  assert.deepEqual(accessibility, { status: 'not-examined' });
  assert.deepEqual(security, { contact: null, policy: null });
});

test('the demo names who answers for data, by function, at addresses that reach nobody', () => {
  const { privacy } = settingsSchema.parse(demoSettings);
  assert.match(privacy?.controller.email ?? '', /\.example$/);
  assert.match(privacy?.officer.email ?? '', /^functionaris\.gegevensbescherming@.*\.example$/);
  assert.match(privacy?.authority.url ?? '', /^https:\/\/www\.autoriteitpersoonsgegevens\.nl/);
});

test('the chat of the demo is open when somebody tries it, on a Sunday evening too', () => {
  const settings = settingsSchema.parse(demoSettings);
  const now = Date.parse('2026-11-22T22:30:00+01:00');
  assert.equal(chatOpening({ settings, closures: [] }, now).state, 'open');
});

const examined = { examinedOn: '2026-09-14', reportUrl: 'https://voorbeeldstad.nl/rapport' };
const exceptions = [{ nl: 'De kaart heeft geen tekst.', en: 'The map has no text.' }];

test('a status of accessibility comes with what it rests on', () => {
  for (const right of [
    { status: 'A', ...examined },
    { status: 'B', ...examined, exceptions, registerUrl: 'https://voorbeeldstad.nl/register' },
    { status: 'C', examinationBefore: '2027-02-01' },
    { status: 'D' },
    { status: 'E' },
  ]) {
    assert.deepEqual(wrongIn({ accessibility: right }), [], right.status);
  }
  const cases: [object, string[]][] = [
    [{ status: 'F' }, ['accessibility.status']],
    [{ status: 'A' }, ['accessibility.examinedOn', 'accessibility.reportUrl']],
    [{ status: 'A', examinedOn: '2026-09-14' }, ['accessibility.reportUrl']],
    [{ status: 'A', ...examined, examinedOn: '2026-02-30' }, ['accessibility.examinedOn']],
    [{ status: 'A', ...examined, reportUrl: 'http://voorbeeldstad.nl/rapport' }, ['accessibility.reportUrl']],
    [{ status: 'A', ...examined, exceptions }, ['accessibility']],
    [{ status: 'B', ...examined, exceptions: [] }, ['accessibility.exceptions']],
    [{ status: 'B', ...examined, exceptions: [{ nl: 'Alleen dit.' }] }, ['accessibility.exceptions.0.en']],
    [{ status: 'C' }, ['accessibility.examinationBefore']],
    [{ status: 'not-examined', examinedOn: '2026-09-14' }, ['accessibility']],
  ];
  for (const [accessibility, wrong] of cases) {
    assert.deepEqual(wrongIn({ accessibility }), wrong, JSON.stringify(accessibility));
  }
});

test('addresses, numbers and dates of the public pages are checked', () => {
  const { controller, officer } = demoSettings.privacy;
  const cases: [object, string[]][] = [
    [{ privacy: { controller } }, ['privacy.officer']],
    [{ privacy: { controller: { ...controller, email: 'geen' }, officer } }, ['privacy.controller.email']],
    [{ privacy: { controller, officer: { ...officer, phone: 'bel ons' } } }, ['privacy.officer.phone']],
    [{ privacy: { controller, officer, lawyer: 'x' } }, ['privacy']],
    [{ security: { contact: 'javascript:alert(1)' } }, ['security.contact']],
    [{ security: { policy: 'http://voorbeeldstad.nl' } }, ['security.policy']],
    [{ chat: { opensOn: '2027-02-29' } }, ['chat.opensOn']],
    [{ chat: { retentionDays: 0 } }, ['chat.retentionDays']],
    [{ limits: { chatStartsPerAddressPerHour: 0 } }, ['limits.chatStartsPerAddressPerHour']],
    [{ limits: { questionsPerAddressPerHour: 1.5 } }, ['limits.questionsPerAddressPerHour']],
    [{ openingHours: [{ weekdays: [1], from: '17:00', until: '09:00' }] }, ['openingHours.0.until']],
  ];
  for (const [values, wrong] of cases) assert.deepEqual(wrongIn(values), wrong, JSON.stringify(values));
  assert.deepEqual(wrongIn({ security: { contact: 'mailto:veilig@voorbeeldstad.nl' } }), []);
});

test('school holidays have a name and last until a day that comes after, and are found by date', () => {
  assert.deepEqual(settingsSchema.parse({}).schoolHolidays, []);
  const holiday = { name: 'Herfstvakantie', from: '2026-10-17', until: '2026-10-25' };
  const cases: [object, string[]][] = [
    [{ ...holiday, until: '2026-10-16' }, ['schoolHolidays.0.until']],
    [{ ...holiday, from: '2026-02-30' }, ['schoolHolidays.0.from']],
    [{ ...holiday, name: '' }, ['schoolHolidays.0.name']],
    [{ ...holiday, closes: true }, ['schoolHolidays.0']],
    [{ ...holiday, until: holiday.from }, []],
  ];
  for (const [one, wrong] of cases)
    assert.deepEqual(wrongIn({ schoolHolidays: [one] }), wrong, JSON.stringify(one));
  const settings = settingsSchema.parse(demoSettings);
  assert.deepEqual(schoolHolidaysOn(settings, '2026-10-16'), []);
  assert.deepEqual(schoolHolidaysOn(settings, '2026-10-17'), ['Herfstvakantie']);
  assert.deepEqual(schoolHolidaysOn(settings, '2027-01-03'), ['Kerstvakantie']);
  assert.deepEqual(schoolHolidaysOn(settings, '2027-01-04'), []);
});
