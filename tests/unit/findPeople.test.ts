import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from '#server/accounts/people.ts';
import { texts } from '../../src/content/texts.ts';
import { findIn } from '../../src/people/findIn.ts';

const gemeente = { id: 'g', name: 'Gemeente', kind: 'gemeente' } as const;

function person(firstName: string, lastName: string, more: Partial<Person> = {}): Person {
  return {
    id: firstName,
    firstName,
    lastName,
    email: `${firstName.toLowerCase()}@example.nl`,
    roles: ['casemanager'],
    organisation: gemeente,
    team: { id: 't', name: 'Kust en Laak' },
    active: true,
    wayIn: 'password',
    canSignIn: true,
    sso: false,
    keepsPassword: false,
    link: null,
    linkLost: false,
    askedPassword: null,
    hasFactor: false,
    lastSeen: null,
    version: 1,
    ...more,
  };
}

const people = [
  person('Zoë', 'de Wit'),
  person('Daan', 'Vermeulen', { roles: ['coordinator'], team: null }),
  person('Ruud', 'Bakker', {
    organisation: { id: 'w', name: 'Wijkhuis Zuiderpark', kind: 'wijkorganisatie' },
  }),
];

const found = (typed: string) => findIn(people, typed, texts('nl')).map(({ firstName }) => firstName);

test('somebody is found by name, address, role, team and organisation, however it is typed', () => {
  assert.deepEqual(found(''), ['Zoë', 'Daan', 'Ruud']);
  assert.deepEqual(found('zoe WIT'), ['Zoë']);
  assert.deepEqual(found('wit zoë'), ['Zoë']);
  assert.deepEqual(found('daan@example'), ['Daan']);
  assert.deepEqual(found('coordinator'), ['Daan']);
  assert.deepEqual(found('laak'), ['Zoë', 'Ruud']);
  assert.deepEqual(found('zuiderpark casemanager'), ['Ruud']);
  assert.deepEqual(found('zoë vermeulen'), []);
});
