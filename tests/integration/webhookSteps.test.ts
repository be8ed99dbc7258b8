import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { staffOf } from '#server/accounts/staffOf.ts';
import { webhookStep } from '../../src/beheer/webhooks/webhookStep.ts';
import { webhooksStep } from '../../src/beheer/webhooks/webhooksStep.ts';
import { stepTaker } from '../support/asked.ts';
import { confirmedSession } from '../support/confirmed.ts';
import { type ReferralGround, referralGround } from '../support/referralGround.ts';

// The pages of webhooks, as a beheerder uses them.

let ground: ReferralGround;
before(async () => {
  ground = await referralGround(1);
  await ground.sql`update staff set password_hash = 'x' where id = ${staffOf(ground.beheerder).id}`;
});
after(() => ground.close());

const path = '/medewerker/beheer/koppelingen';
const { take, shown } = stepTaker(() => ({ ...ground, ctx: ground.beheerder }));
const list = (form?: Record<string, string>, query = '') => ({ path: `${path}${query}`, params: {}, form });
const wanted = () => ({
  does: 'make',
  organisation: ground.bridge,
  name: 'Zaaksysteem',
  url: 'https://zaken.example.nl/in?a=b',
  kinds: 'referral',
  oin: '',
});

test('a webhook is made by who gave their password just now, its secret shown once; it is tested, renewed and ended', async () => {
  const unasked = await take(webhooksStep, list(wanted()));
  assert.ok(unasked.kind === 'redirect');
  const back = new URL(unasked.to, 'http://here').searchParams.get('back') ?? '';
  const again = await shown(webhooksStep, list(undefined, back.slice(path.length)));
  const { does: _, ...typed } = wanted();
  assert.deepEqual(again.page.fields, { ...typed, kinds: ['referral'] });

  await confirmedSession(ground.sql, staffOf(ground.beheerder).id);
  const { page } = await shown(webhooksStep, list(wanted()));
  const { id = '', secret = '' } = page.made ?? {};
  assert.match(secret, /^whsec_/);
  assert.equal(page.fields.name, '');
  assert.equal((await shown(webhooksStep, list())).page.made, null);

  const one = (form?: Record<string, string>, query = '') => ({
    path: `${path}/${id}${query}`,
    params: { id },
    form,
  });
  assert.deepEqual(await take(webhookStep, one({ does: 'test' })), {
    kind: 'redirect',
    to: `${path}/${id}?done=tested`,
  });
  const tested = await shown(webhookStep, one(undefined, '?done=tested'));
  assert.deepEqual(
    [tested.page.done, tested.page.deliveries.map(({ event }) => event)],
    ['tested', ['test']],
  );
  const renewed = await shown(webhookStep, one({ does: 'renew' }));
  assert.ok(
    renewed.page.secret && renewed.page.secret !== secret && renewed.page.webhook.formerUntil !== null,
  );
  assert.equal((await shown(webhookStep, one(undefined, '?end=yes'))).page.ending, true);
  await take(webhookStep, one({ does: 'end' }));
  const over = await shown(webhooksStep, list());
  assert.deepEqual([over.page.standing.length, over.page.ended.map((each) => each.id)], [0, [id]]);
  const unknown = crypto.randomUUID();
  assert.deepEqual(
    await take(webhookStep, { path: `${path}/${unknown}`, params: { id: unknown }, form: undefined }),
    {
      kind: 'nothing',
      status: 404,
    },
  );
});

test('what is wrong comes back beside its field, with what was typed', async () => {
  const nothing = await shown(
    webhooksStep,
    list({ does: 'make', organisation: '', name: ' ', url: 'x', oin: '12' }),
  );
  assert.deepEqual(
    [nothing.status, Object.keys(nothing.page.errors.of)],
    [422, ['organisation', 'name', 'url', 'kinds', 'oin']],
  );
  const inside = await shown(webhooksStep, list({ ...wanted(), url: 'https://10.0.0.8/in' }));
  assert.deepEqual([inside.status, inside.page.fields.url], [422, 'https://10.0.0.8/in']);
  assert.match(inside.page.errors.of.url ?? '', /op internet/);
});
