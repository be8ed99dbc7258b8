import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FoundAppointment } from '#server/search/types.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../../src/content/texts.ts';
import { actsWith } from '../../src/search/acts.ts';
import type { Go } from '../../src/search/option.ts';

const now = Date.parse('2026-11-23T10:20:00+01:00');
const one: FoundAppointment = {
  id: '0f4b8a0e-7c2f-4e58-9d43-1d3c6b7a9e10',
  status: 'booked',
  sequence: 3,
  start: Date.parse('2026-11-23T10:00:00+01:00'),
  end: Date.parse('2026-11-23T10:30:00+01:00'),
  name: 'Sam',
  ageGroup: '18-22',
  phone: '+31612345678',
  email: null,
  topic: 'Kort gesprek',
  location: 'Centrum',
  modality: 'op-locatie',
  nameFolded: 'sam',
  reference: 'ABC-123',
  casemanager: { id: 'noor', firstName: 'Noor' },
  outcome: null,
};

const goes = (back?: string): Go[] => {
  const say = { t: texts('nl'), w: wording('nl'), now, me: 'noor', back };
  return actsWith(say, { appointments: [one], similar: false }).map(({ go }) => go);
};

test('an act from the palette leads back to the page that it lay over, and otherwise to the afspraak', () => {
  const week = '/medewerker/week?week=2026-W48';
  const backs = goes(week).flatMap((go) => {
    if (!('href' in go)) return [go.fields.back];
    const { pathname, searchParams } = new URL(go.href, 'http://x.invalid');
    return /\/(verzetten|vervolg)$/.test(pathname) ? [searchParams.get('back')] : [];
  });
  assert.deepEqual(backs, [week, week, week, week]);
  for (const go of goes()) assert.doesNotMatch(JSON.stringify(go), /back/);
});

test('an act from the palette sends what the page of an afspraak takes', () => {
  const sent = goes().flatMap((go) => ('action' in go ? [go.fields] : []));
  assert.deepEqual(sent, [
    { act: 'outcome', outcome: 'geweest', version: '3' },
    { act: 'outcome', outcome: 'niet-verschenen', version: '3' },
  ]);
});
