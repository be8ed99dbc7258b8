import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { assign } from '#server/trajecten/assign.ts';
import { closeTraject } from '#server/trajecten/close.ts';
import { readTraject } from '#server/trajecten/readTraject.ts';
import { decideSchema } from '#server/trajecten/requestSchema.ts';
import { askRequest, decideRequest } from '#server/trajecten/requests.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { report, type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// What a jongere asks of what is kept of them, and what is decided (AVG 12, 17 and 21).

let ground: TrajectGround;
before(async () => {
  ground = await trajectGround();
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history');
});

const made = async () => {
  const { traject, jongere } = await ground.reported(report('rmc', { phone: '+31612340078' }));
  const trajecten = [{ id: traject, version: await ground.versionOf(traject) }];
  await assign(ground.carlijn.ctx, { to: ground.noor.id, trajecten });
  return { traject, jongere };
};
const ask = async (traject: string, kind: 'objection' | 'forget', askedOn = '2026-11-19') =>
  askRequest(ground.noor.ctx, traject, {
    version: await ground.versionOf(traject),
    kind,
    askedOn,
    said: 'geheim',
  });
async function requestOf(traject: string): Promise<string> {
  const read = await readTraject(ground.noor.ctx, traject);
  assert.ok(read.ok);
  return read.traject.requests[0]?.id ?? '';
}
const decide = async (
  traject: string,
  decision: 'upheld' | 'refused',
  { refusal, request }: { refusal?: string; request?: string } = {},
) =>
  decideRequest(ground.noor.ctx, traject, {
    version: await ground.versionOf(traject),
    request: request ?? (await requestOf(traject)),
    decision,
    refusal,
  });
const close = async (traject: string) =>
  closeTraject(ground.noor.ctx, traject, {
    version: await ground.versionOf(traject),
    destination: 'other',
    meldingen: 'left-otherwise',
  });

test('what a jongere asks waits for one decision, which is what is next; refused it is told why', async () => {
  const { traject, jongere } = await made();
  assert.deepEqual(await ask(traject, 'objection', '2026-11-21'), { ok: false, error: 'date-out-of-reach' });
  assert.deepEqual(await ask(traject, 'objection'), { ok: true });
  assert.deepEqual(await ask(traject, 'objection'), { ok: false, error: 'asked-already' });
  const { next, on } = await ground.stands(traject);
  assert.deepEqual([next, on], ['decide', '2026-12-11']);
  const version = await ground.versionOf(traject);
  const request = await requestOf(traject);
  const act = { version, request, decision: 'refused', refusal: 'de wet vraagt dit' } as const;
  const both = await Promise.all([
    decideRequest(ground.noor.ctx, traject, act),
    decideRequest(ground.carlijn.ctx, traject, act),
  ]);
  assert.deepEqual(both.map(({ ok }) => ok).toSorted(), [false, true]);
  assert.deepEqual(await decide(traject, 'refused', { refusal: 'nog eens', request }), {
    ok: false,
    error: 'decided-already',
  });
  assert.equal((await ground.stands(traject)).next, 'message');
  const [note] = await ground.sql`select audience, facts from traject_notes where traject_id = ${traject}`;
  assert.deepEqual({ ...note }, { audience: 'jongere', facts: 'de wet vraagt dit' });
  const [row] = await ground.sql`select objected_at from jongeren where id = ${jongere}`;
  assert.equal(row?.objected_at, null);
  const log = await ground.sql`select what, details from history where jongere_id = ${jongere} order by id`;
  assert.deepEqual(
    log.map(({ what }) => what),
    ['added', 'objected', 'request-refused'],
  );
  assert.doesNotMatch(JSON.stringify([...log]), /geheim|wet/);
  assert.deepEqual(
    await askRequest(ground.otto.ctx, traject, { version: 1, kind: 'forget', askedOn: '2026-11-19' }),
    { ok: false, error: 'not-found' },
  );
});

test('an objection that is upheld leaves nothing by which they are reached, once the traject is closed', async () => {
  const { traject, jongere } = await made();
  assert.ok((await ask(traject, 'objection')).ok);
  assert.deepEqual(await decide(traject, 'upheld'), { ok: false, error: 'close-first' });
  assert.ok((await close(traject)).ok);
  assert.deepEqual(await decide(traject, 'upheld'), { ok: true });
  const [row] = await ground.sql`
    select first_name, phone, objected_at is not null as objects from jongeren where id = ${jongere}`;
  assert.deepEqual({ ...row }, { first_name: 'Jordi', phone: null, objects: true });
});

test('who asks to be forgotten is, when that is upheld; that they asked stays, without their words', async () => {
  const { traject, jongere } = await made();
  assert.ok((await ask(traject, 'forget')).ok);
  assert.ok((await close(traject)).ok);
  assert.deepEqual(await decide(traject, 'upheld'), { ok: true });
  assert.deepEqual(await readTraject(ground.noor.ctx, traject), { ok: false, error: 'not-found' });
  const [row] = await ground.sql`
    select j.first_name, r.said, r.decision
    from jongeren j join jongere_requests r on r.jongere_id = j.id where j.id = ${jongere}`;
  assert.deepEqual({ ...row }, { first_name: null, said: null, decision: 'upheld' });
});

test('a refusal has a reason, and nothing else has one', () => {
  const request = '4b42a9c9-7c51-4e44-9d6a-3f3b3b1f0a11';
  const of = (decision: string, refusal?: string) =>
    decideSchema.safeParse({ version: '1', request, decision, refusal }).success;
  assert.deepEqual(
    [of('refused'), of('refused', 'x'), of('upheld'), of('upheld', 'x')],
    [false, true, true, false],
  );
});
