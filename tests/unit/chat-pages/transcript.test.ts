import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '#server/chat/types.ts';
import { sayer } from '#ui/sayer.ts';
import { texts as nl } from '../../../src/chat/texts.nl.ts';
import { transcript } from '../../../src/chat/transcript.ts';

const at = Date.parse('2026-11-24T10:30:00+01:00');
const minute = 60_000;

const told: Message[] = [
  { seq: 1, clientId: '1', at, kind: 'text', author: 'jongere', name: null, body: 'Hoi,\nik ben gestopt.' },
  { seq: 2, clientId: '2', at: at + minute, kind: 'joined', name: 'Samira' },
  {
    seq: 3,
    clientId: '3',
    at: at + minute,
    kind: 'text',
    author: 'casemanager',
    name: 'Samira',
    body: 'Dag!',
  },
  {
    seq: 4,
    clientId: '4',
    at: at + 2 * minute,
    kind: 'offer',
    name: 'Samira',
    topic: 'geld',
    modality: null,
    location: null,
  },
  {
    seq: 5,
    clientId: '5',
    at: at + 3 * minute,
    kind: 'booked',
    offer: 4,
    name: 'Samira',
    start: at + 1440 * minute,
    end: at + 1470 * minute,
    modality: 'op-locatie',
    location: 'Escamp',
  },
  { seq: 6, clientId: '6', at: at + 4 * minute, kind: 'requeued', name: 'Samira' },
  { seq: 7, clientId: '7', at: at + 5 * minute, kind: 'closed', by: 'jongere', reason: 'left' },
  { seq: 8, clientId: '8', at: at + 6 * minute, kind: 'closed', by: 'casemanager', reason: 'blocked' },
];

test('the text to take along has every word and event, with day and time, on lines that every editor shows', () => {
  assert.deepEqual(transcript(sayer(nl), 'nl', told).split('\r\n'), [
    'Chat met de gemeente op dinsdag 24 november 2026',
    '',
    '[dinsdag 24 november 10:30] Jij: Hoi,',
    'ik ben gestopt.',
    '[dinsdag 24 november 10:31] Samira is er nu.',
    '[dinsdag 24 november 10:31] Samira: Dag!',
    '[dinsdag 24 november 10:32] Samira stelt een afspraak voor',
    '[dinsdag 24 november 10:33] Je afspraak staat vast: woensdag 25 november 2026, 10:30 tot 11:00 uur, Escamp',
    '[dinsdag 24 november 10:34] De verbinding met Samira is weggevallen. Je staat nu vooraan in de wachtrij.',
    '[dinsdag 24 november 10:35] Je hebt de chat gestopt.',
    '[dinsdag 24 november 10:36] De casemanager heeft de chat gestopt.',
    '',
  ]);
});
