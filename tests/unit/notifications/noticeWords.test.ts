import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NoticeSeen } from '#server/notifications/findNotices.ts';
import { awayGroupOf, groupOf } from '#server/notifications/reasons.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../../../src/content/texts.ts';
import { noticeLine, wayWords } from '../../../src/delivery/noticeWords.ts';

const t = texts('nl');
const at = Date.parse('2026-11-20T10:01:00+01:00');
const seen = (values: Partial<NoticeSeen>): NoticeSeen => ({
  kind: 'confirmed',
  channel: 'email',
  state: 'delivered',
  at,
  nextAt: null,
  why: null,
  ...values,
});
const line = (values: Partial<NoticeSeen>, isLast = true) => {
  const { what, when, state, toDo } = noticeLine(seen(values), { t, w: wording('nl'), name: 'Sam', isLast });
  return [`${what}, ${when}, ${state}`, toDo];
};

test('a line says what was sent, when, and how it went; and what to do when it did not come', () => {
  assert.deepEqual(line({}), ['Mail: bevestiging, vr 20 nov, 10:01, afgeleverd', null]);
  assert.deepEqual(line({ state: 'waits' }), ['Mail: bevestiging, vr 20 nov, 10:01, gaat zo weg', null]);
  assert.deepEqual(line({ state: 'waits', nextAt: at + 30 * 60_000 }), [
    'Mail: bevestiging, vr 20 nov, 10:01, nog niet gelukt, om 10:31 opnieuw',
    null,
  ]);
  const failed = { kind: 'moved', channel: 'text', state: 'failed', why: 'address' } as const;
  assert.deepEqual(line(failed), [
    'Sms: verzet, vr 20 nov, 10:01, kwam niet aan',
    'Dit adres bestaat niet. Bel Sam, en vraag het goede adres.',
  ]);
  assert.equal(line(failed, false)[1], null, 'a later one came');
});

test('each reason is in the group of what can be done about it', () => {
  const groups = {
    address: ['5.1.1', '5.1.10', '550', '553'],
    full: ['5.2.2', '5.2.1', '552'],
    'no-address': ['no-address'],
    'no-way': ['no-mail-server', 'no-text-messages'],
    number: ['no-mobile-number', 'foreign-number', 'invalid-number', 'not-reachable'],
    unreachable: ['not-reached', 'provider-failure'],
    limits: ['quiet-time', 'too-many-today'],
    away: ['away.econnection', 'away.5.7.1', '4.3.2', '451', 'not-made'],
    refused: ['5.7.1', '554', 'unknown', null],
  };
  for (const [group, reasons] of Object.entries(groups))
    for (const reason of reasons) assert.equal(groupOf(reason), group, `${reason}`);
});

test('of a way that is closed is said where it ends, and since when something waits', () => {
  const groups = {
    silent: ['etimedout', 'econnection', 'econnrefused', 'edns', 'http-500', 'econnaborted', 'unreadable'],
    unsafe: ['etls', 'self_signed_cert_in_chain', 'err_tls_cert_altname_invalid', 'eproto'],
    'sign-in': ['eauth', '535', '5.7.8', 'not-allowed'],
    refused: ['5.7.1', '554', '421', '4.3.2', 'template'],
  };
  for (const [group, reasons] of Object.entries(groups))
    for (const reason of reasons) assert.equal(awayGroupOf(reason), group, reason);
  const way = {
    channel: 'email',
    isSet: true,
    waiting: 3,
    oldest: at,
    lastWent: null,
    away: '5.7.1',
  } as const;
  assert.equal(
    wayWords(t, wording('nl'), way),
    'De andere kant neemt niets van ons aan (5.7.1). We blijven het proberen. Er wachten er 3, de oudste sinds vr 20 nov, 10:01.',
  );
});
