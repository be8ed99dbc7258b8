import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { createLimits } from '#server/kernel/limits/limits.ts';
import { readFormConsent } from '#server/referral/readConsent.ts';
import { readOpenReferrals } from '#server/referral/teamReferrals.ts';
import { referFormStep } from '../../src/referForm/referFormStep.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { type ReferralGround, referralGround } from '../support/referralGround.ts';

// The form for professionals without an account, called as its page calls it.

let ground: ReferralGround;
before(async () => {
  ground = await referralGround();
});
after(() => ground.close());
beforeEach(async () => {
  await emptyTables(ground.sql, 'appointments', 'referrals', 'referral_shortages');
  ground.ctx.bus.say({ roster: true });
});

const { take, shown } = stepTaker(() => ({ ctx: ground.jongere }));
type Values = Record<string, string>;
const path = '/verwijzen';
const key = 'a-key-of-this-form';
const sam: Values = {
  key,
  fromName: 'Petra',
  fromOrganisation: 'Het College, mentor',
  fromPhone: '06 12345678',
  firstName: 'Sam',
  contactOf: 'jongere',
  email: 'sam@example.com',
  ageGroup: '18-22',
  residence: 'here',
  language: 'en',
  topic: 'kort',
  told: 'Sam komt liever in de ochtend',
  isUrgent: 'yes',
  urgent: 'Slaapt bij vrienden',
};
const send = (form: Values | null, action = 'send') =>
  shown(referFormStep, { path, form: form && { ...form, action } });
const agreed = async () => ({
  consent: 'yes',
  consentVersion: (await readFormConsent(ground.jongere, 'en')).version,
});
const waiting = () => readOpenReferrals(ground.coordinator);

test('is filled in, read together and sent: it lands with the coordinator, once however often it is sent', async () => {
  const fresh = await shown(referFormStep, { path });
  assert.ok(fresh.page.view === 'fill');
  assert.deepEqual([fresh.page.errors.summary, fresh.page.refusal], [[], null]);
  const read = await send(sam, 'next');
  assert.ok(read.page.view === 'check');
  assert.deepEqual([read.status, read.page.key, read.page.consent.language], [200, key, 'en']);
  assert.equal(read.page.fields.told, sam.told);
  assert.deepEqual(await waiting(), []);
  const form = { ...sam, ...(await agreed()), action: 'send' };
  const sent = { kind: 'redirect', to: '/verwijzen/verstuurd' };
  assert.deepEqual(await take(referFormStep, { path, form }), sent);
  assert.deepEqual(await take(referFormStep, { path, form }), sent);
  const all = await waiting();
  assert.equal(all.length, 1);
  const { referrer, firstName, urgent, language, consent } = all[0] ?? assert.fail();
  assert.deepEqual(
    [referrer.name, referrer.organisation, referrer.phone, firstName, urgent, language, consent.language],
    ['Petra', 'Het College, mentor', '+31612345678', 'Sam', sam.urgent, 'en', 'en'],
  );
  // The same form with another jongere in it is another referral: said, and sent with a key of its own.
  const other = await send({ ...form, firstName: 'Robin' });
  assert.ok(other.page.view === 'check');
  assert.deepEqual(
    [other.status, other.page.refusal, other.page.fields.firstName],
    [409, 'key-reused', 'Robin'],
  );
  assert.notEqual(other.page.key, key);
});

test('says all that is wrong at once, and keeps what was typed', async () => {
  const bare = await send(
    { key, told: 'Blijft staan', isUrgent: 'yes', topic: 'weg', fromPhone: '12' },
    'next',
  );
  assert.ok(bare.page.view === 'fill');
  assert.equal(bare.status, 422);
  assert.deepEqual(
    bare.page.errors.summary.map(({ field }) => field),
    [
      'fromName',
      'fromOrganisation',
      'firstName',
      'contactOf',
      'phone',
      'ageGroup',
      'residence',
      'topic',
      'urgent',
    ],
  );
  assert.equal(bare.page.fields.told, 'Blijft staan');
  // A number of a service is said with all else, not after the jongere agreed.
  const early = await send({ ...sam, fromPhone: '0800 1234' }, 'next');
  assert.ok(early.page.view === 'fill');
  assert.deepEqual(Object.keys(early.page.errors.of), ['fromPhone']);
  const number = await send({ ...sam, ...(await agreed()), fromPhone: '12' });
  assert.deepEqual([number.status, number.page.view], [422, 'fill']);
  assert.ok(number.page.view === 'fill' && number.page.errors.of.fromPhone);
  assert.equal((await send(null)).page.view, 'broken');
  const back = await send({ ...sam, firstName: '' }, 'back');
  assert.ok(back.page.view === 'fill');
  assert.deepEqual([back.status, back.page.errors.summary, back.page.fields.told], [200, [], sam.told]);
  assert.deepEqual(await waiting(), []);
});

test('asks for a yes to the sentence as it stands, and tells where other help is', async () => {
  const unticked = await send({ ...sam, consentVersion: (await agreed()).consentVersion });
  assert.ok(unticked.page.view === 'check');
  assert.deepEqual([unticked.status, Object.keys(unticked.page.errors.of)], [422, ['consent']]);
  const changed = await send({ ...sam, ...(await agreed()), consentVersion: 'of before' });
  assert.ok(changed.page.view === 'check');
  assert.deepEqual([changed.status, changed.page.refusal], [409, 'consent-changed']);
  for (const [values, refusal] of [
    [{ ageGroup: '27-plus' }, 'elsewhere-age'],
    [{ residence: 'elsewhere' }, 'elsewhere-residence'],
  ] as const) {
    const elsewhere = await send({ ...sam, ...values }, 'next');
    assert.ok(elsewhere.page.view === 'fill');
    assert.deepEqual(
      [elsewhere.status, elsewhere.page.refusal, elsewhere.page.fields.firstName],
      [409, refusal, 'Sam'],
    );
  }
  assert.deepEqual(await waiting(), []);
});

test('a flood from one network is held off, with all that was typed', async () => {
  const { settings } = await ground.ctx.roster.current();
  const most = settings.limits.referralsPerAddressPerHour;
  const form = { ...sam, ...(await agreed()), action: 'send' };
  const flooded = { ...ground.jongere, limits: createLimits(ground.clock, 'secret', true) };
  const flood = stepTaker(() => ({ ctx: flooded }));
  for (let count = 0; count < most; count += 1)
    assert.equal(
      (await flood.take(referFormStep, { path, form: { ...form, key: `key-${count}-of-many` } })).kind,
      'redirect',
    );
  const held = await flood.shown(referFormStep, { path, form });
  assert.ok(held.page.view === 'check');
  assert.deepEqual([held.status, held.page.refusal, held.page.fields.told], [429, 'too-many', sam.told]);
  assert.ok((held.retryAfterSeconds ?? 0) > 0);
});
