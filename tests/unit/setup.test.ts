import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { checkDocument } from '#server/setup/checkDocument.ts';
import { parseSetup } from '#server/setup/parse.ts';
import { showPath } from '#server/setup/problems.ts';
import { type SetupDocument, setupSchema } from '#server/setup/schema.ts';

function problemsOf(content: string): string[] {
  const parsed = parseSetup(content);
  assert.ok(!parsed.ok, 'expected to be refused');
  return parsed.problems;
}

test('the example parses, also with a byte order mark before it', async () => {
  const example = await readFile(new URL('../../docs/setup.example.json', import.meta.url), 'utf8');
  assert.ok(parseSetup(example).ok);
  assert.ok(parseSetup(`\uFEFF${example}`).ok);
});

test('broken JSON is said with line and column', () => {
  const cases: [string, RegExp][] = [
    ['{\n "topics": x\n}', /^line 2, column 12: this is not JSON/],
    ['{\n "topics": [],\n}', /^line 3, column 1: this is not JSON/],
    ['{\n "topics": []\n "weeks": []}', /^line 3, column 2: this is not JSON \(comma expected\)/],
    ['// hello\n{}', /^line 1, column 1: this is not JSON/],
    ['{"topics": [', /^line 1, column 13: this is not JSON/],
    ['  \n', /^line 1: the file is empty/],
  ];
  for (const [content, expected] of cases) {
    const problems = problemsOf(content);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', expected);
  }
});

test('all that is wrong comes at once, each with its line, path and what was expected', () => {
  const content = `{
  "settings": { "noticeMinutes": -1, "colour": "red", "limits": { "coffee": 1 }, "chat": { "hours": "daily" } },
  "locations": [{ "id": "Centrum!", "name": "", "neighbourhood": "x", "address": "x", "modalities": ["fax"], "walkInHours": [{ "weekdays": [1], "from": "12:00", "until": "09:00" }] }],
  "accounts": [
    { "email": "geen", "firstName": "A", "lastName": "B", "roles": ["baas"], "password": "kort",
      "meetingLink": "http://example.nl" }
  ],
  "weeks": [{ "casemanager": "a@example.nl", "rules": [
    { "location": "x", "weekday": "monday", "from": "9:00", "until": "25:00", "modalities": [], "validFrom": "2026-02-30" }
  ] }],
  "extra": true
}`;
  const problems = problemsOf(content).map((problem) => problem.split(': ')[0]);
  for (const expected of [
    'line 2, settings.noticeMinutes',
    'line 2, settings.colour',
    'line 2, settings.limits.coffee',
    'line 2, settings.chat.hours',
    'line 3, locations[0].id',
    'line 3, locations[0].name',
    'line 3, locations[0].modalities[0]',
    'line 3, locations[0].walkInHours[0].until',
    'line 5, accounts[0].email',
    'line 5, accounts[0].roles[0]',
    'line 5, accounts[0].password',
    'line 6, accounts[0].meetingLink',
    'line 9, weeks[0].rules[0].weekday',
    'line 9, weeks[0].rules[0].from',
    'line 9, weeks[0].rules[0].until',
    'line 9, weeks[0].rules[0].modalities',
    'line 9, weeks[0].rules[0].validFrom',
    'line 11, extra',
  ]) {
    assert.ok(problems.includes(expected), `${expected} in ${problems.join(' | ')}`);
  }
  assert.equal(problems.length, 18);
});

test('something else than an object, and U+0000 in a text, are refused', () => {
  assert.match(problemsOf('[]')[0] ?? '', /^line 1: expected object/);
  assert.match(
    problemsOf('{"closures": [{"name": "a\\u0000b", "from": "2026-01-01"}]}')[0] ?? '',
    /^line 1, closures\[0\]\.name: expected text without control characters/,
  );
});

const rule = { location: 'a', weekday: 'maandag', from: '09:00', until: '12:00', modalities: ['telefoon'] };

function check(part: Record<string, unknown>): string[] {
  const document: SetupDocument = setupSchema.parse(part);
  return checkDocument(document).map(({ path, message }) => `${showPath(path)}: ${message}`);
}

const week = (...rules: object[]) => ({ weeks: [{ casemanager: 'a@example.nl', rules }] });

test('hours of one casemanager may touch but not overlap, whatever the location', () => {
  assert.deepEqual(check(week(rule, { ...rule, from: '12:00', until: '13:00' })), []);
  assert.deepEqual(check(week(rule, { ...rule, weekday: 'dinsdag' })), []);
  assert.deepEqual(check(week(rule, { ...rule, location: 'b', from: '11:45', until: '13:00' })), [
    'weeks[0].rules[1]: expected hours that do not overlap with those of rules[0]',
  ]);
});

test('hours in periods that follow each other do not overlap', () => {
  const before = { ...rule, validUntil: '2026-12-31' };
  assert.deepEqual(check(week(before, { ...rule, validFrom: '2027-01-01' })), []);
  assert.equal(check(week(before, { ...rule, validFrom: '2026-12-31' })).length, 1);
});

test('hours of even and of odd weeks never meet, those of every week meet both', () => {
  const even = { ...rule, weeks: 'even' };
  const odd = { ...rule, weeks: 'oneven' };
  assert.deepEqual(check(week(even, { ...odd, location: 'b' })), []);
  const message = 'expected hours that do not overlap with those of';
  assert.deepEqual(check(week(even, odd, { ...rule, from: '11:00', until: '13:00' })), [
    `weeks[0].rules[2]: ${message} rules[0]`,
    `weeks[0].rules[2]: ${message} rules[1]`,
  ]);
  assert.deepEqual(check(week(odd, { ...odd, from: '08:00', until: '09:15' })), [
    `weeks[0].rules[1]: ${message} rules[0]`,
  ]);
});

test('hours and periods must not end before they begin', () => {
  assert.deepEqual(check(week({ ...rule, until: '09:00' })), [
    'weeks[0].rules[0].until: expected later than 09:00',
  ]);
  assert.deepEqual(check(week({ ...rule, validFrom: '2026-02-02', validUntil: '2026-02-01' })), [
    'weeks[0].rules[0].validUntil: expected 2026-02-02 or later',
  ]);
  assert.deepEqual(check({ closures: [{ name: 'x', from: '2026-02-02', until: '2026-02-01' }] }), [
    'closures[0].until: expected 2026-02-02 or later',
  ]);
});

test('what is there twice is said, whatever its capitals', () => {
  const account = { firstName: 'A', lastName: 'B', roles: ['beheerder'] };
  const accounts = [
    { ...account, email: 'a@example.nl' },
    { ...account, email: ' A@Example.nl' },
  ];
  assert.deepEqual(check({ accounts }), [
    'accounts[1].email: expected once, but a@example.nl is there already',
  ]);
  const location = { id: 'a', name: 'A', neighbourhood: 'A', address: 'A', modalities: ['telefoon'] };
  assert.equal(check({ locations: [location, location] }).length, 1);
  const topic = { id: 'a', label: 'A', labelEn: 'A', durationMinutes: 30 };
  assert.equal(check({ topics: [topic, topic, topic] }).length, 2);
  const closure = { name: 'x', from: '2026-02-02' };
  assert.equal(check({ closures: [closure, closure, { ...closure, location: 'a' }] }).length, 1);
  assert.equal(check({ weeks: [...week().weeks, ...week().weeks] }).length, 1);
});
