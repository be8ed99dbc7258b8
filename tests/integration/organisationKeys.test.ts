import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { staffOf } from '#server/accounts/staffOf.ts';
import { organisationOfKey } from '#server/referral/organisationKeys.ts';
import { keysStep } from '../../src/beheer/keys/keysStep.ts';
import { stepTaker } from '../support/asked.ts';
import { confirmedSession } from '../support/confirmed.ts';
import { type ReferralGround, referralGround } from '../support/referralGround.ts';

// The page of keys of organisations, as a beheerder uses it.

let ground: ReferralGround;
before(async () => {
  ground = await referralGround(1);
});
after(() => ground.close());

const path = '/medewerker/beheer/sleutels';
const { take, shown } = stepTaker(() => ({ ...ground, ctx: ground.beheerder }));
const ask = (form?: Record<string, string>, query = '') => ({ path: `${path}${query}`, params: {}, form });
const wanted = () => ({ does: 'make', organisation: ground.bridge, name: 'Cliëntsysteem' });

test('a key is made by who gave their password just now, shown once, and ended for good', async () => {
  const unasked = await take(keysStep, ask(wanted()));
  assert.ok(unasked.kind === 'redirect');
  const back = new URL(unasked.to, 'http://here').searchParams.get('back') ?? '';
  assert.match(unasked.to, /^\/medewerker\/account\/bevestigen\?back=/);
  // What was typed is there again, after the password.
  const again = await shown(keysStep, ask(undefined, back.slice(path.length)));
  assert.deepEqual(again.page.fields, { organisation: ground.bridge, name: 'Cliëntsysteem' });
  assert.equal((await ground.sql`select from organisation_keys`).length, 0);

  await confirmedSession(ground.sql, staffOf(ground.beheerder).id);
  const { page } = await shown(keysStep, ask(wanted()));
  const key = page.made?.key ?? '';
  assert.match(key, /^doorstart_/);
  assert.deepEqual(
    page.standing.map(({ name, organisation }) => [name, organisation.id]),
    [['Cliëntsysteem', ground.bridge]],
  );
  const later = await shown(keysStep, ask());
  assert.equal(later.page.made, null);
  assert.doesNotMatch(JSON.stringify(later.page), new RegExp(key));
  assert.equal(await organisationOfKey(ground.jongere, key), ground.bridge);

  const id = page.standing[0]?.id ?? '';
  assert.equal((await shown(keysStep, ask(undefined, `?end=${id}`))).page.ending?.id, id);
  assert.deepEqual(await take(keysStep, ask({ does: 'end', key: id })), {
    kind: 'redirect',
    to: `${path}?done=ended`,
  });
  assert.equal(await organisationOfKey(ground.jongere, key), null);
  const over = await shown(keysStep, ask());
  assert.deepEqual([over.page.standing.length, over.page.ended.map((one) => one.id)], [0, [id]]);
});

test('a key without a system or an organisation comes again, with what was typed', async () => {
  const nothing = await shown(keysStep, ask({ does: 'make', organisation: '', name: ' ' }));
  assert.deepEqual([nothing.status, Object.keys(nothing.page.errors.of)], [422, ['organisation', 'name']]);
  const gone = await shown(keysStep, ask({ ...wanted(), organisation: crypto.randomUUID() }));
  assert.deepEqual([gone.status, gone.page.fields.name, gone.page.made], [422, 'Cliëntsysteem', null]);
});
