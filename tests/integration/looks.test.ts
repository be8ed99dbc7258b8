import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { write } from '#server/kernel/write.ts';
import { closeTraject, reopenTraject } from '#server/trajecten/close.ts';
import { wipeJongere } from '#server/trajecten/forgetJongeren.ts';
import { noteContact } from '#server/trajecten/noteContact.ts';
import { noteLook } from '#server/trajecten/noteLook.ts';
import { planLook } from '#server/trajecten/planLook.ts';
import { readAftercare } from '#server/trajecten/readAftercare.ts';
import { readTraject } from '#server/trajecten/readTraject.ts';
import type { CloseInput } from '#server/trajecten/schema.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { atOnce } from '../support/raceGround.ts';
import { report, type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// Who was placed stays in sight: one looks again how it goes. Decision 0088.

let ground: TrajectGround;
before(async () => {
  ground = await trajectGround();
});
after(() => ground.close());
beforeEach(async () => {
  on('2026-11-20');
  await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history');
});

const on = (day: string) => ground.clock.set(`${day}T10:00:00+01:00`);
const read = async (ctx = ground.noor.ctx) => (await readAftercare(ctx, { after: null })).rows;
/** What is planned, as `date ask reason`. */
const planned = async (): Promise<string[]> =>
  (await read()).map(({ dueOn, ask, reason }) => `${dueOn} ${ask} ${reason}`);

async function closed(
  traject: string,
  { destination = 'training', askWho }: Partial<Pick<CloseInput, 'destination' | 'askWho'>> = {},
): Promise<void> {
  const version = await ground.versionOf(traject);
  const check = ['training', 'work'].includes(destination) ? ('school' as const) : undefined;
  const meldingen = 'left-for-training' as const;
  const result = await closeTraject(ground.noor.ctx, traject, {
    version,
    destination,
    check,
    meldingen,
    askWho,
  });
  assert.ok(result.ok, JSON.stringify(result));
}

test('closing with a placing plans two looks in the same write, with who knows how it goes there', async () => {
  const { traject } = await ground.reported();
  await closed(traject, { askWho: 'Mevrouw Zand, 070 123 45 67' });
  assert.deepEqual(await planned(), ['2026-12-21 school nazorg', '2027-02-22 school nazorg']);
  const [first] = await read();
  assert.deepEqual(
    [first?.askWho, first?.name, first?.age, first?.tries],
    ['Mevrouw Zand, 070 123 45 67', 'Jordi van Haamstee', 19, 0],
  );
  const shown = await readTraject(ground.noor.ctx, traject);
  assert.ok(shown.ok);
  assert.deepEqual(
    shown.traject.looks.map(({ dueOn }) => dueOn),
    ['2026-12-21', '2027-02-22'],
  );
  assert.equal(shown.traject.story.events.filter(({ what }) => what === 'look-planned').length, 2);
  // Of the team, and of nobody else.
  assert.deepEqual(await read(ground.otto.ctx), []);
  assert.equal((await read(ground.carlijn.ctx)).length, 2);
});

test('who went nowhere is looked at when they are in a vulnerable position, and who moved away is not', async () => {
  const plain = await ground.reported();
  await closed(plain.traject, { destination: 'none' });
  assert.deepEqual(await planned(), []);
  const other = { firstName: 'Amal', lastName: 'Idrisse', pupilNumber: '40013' };
  const { traject } = await ground.reported(report('kwetsbaar', other));
  await closed(traject, { destination: 'none' });
  assert.deepEqual(await planned(), ['2027-02-22 jongere kwetsbaar']);
});

test('who is still there is looked at again on the date that is said, and it ends when it is not needed any more', async () => {
  const { traject } = await ground.reported();
  await closed(traject);
  on('2026-12-21');
  const [first, second] = await read();
  assert.deepEqual(await noteLook(ground.noor.ctx, first?.id ?? '', { outcome: 'placed' }), {
    ok: true,
    goesOn: null,
  });
  assert.deepEqual(await planned(), ['2027-02-22 school nazorg']);
  on('2027-02-22');
  const later = { outcome: 'placed', againOn: '2027-06-01', note: 'Vindt het leuk' } as const;
  assert.ok((await noteLook(ground.noor.ctx, second?.id ?? '', later)).ok);
  assert.deepEqual(await planned(), ['2027-06-01 school nazorg']);
  const [third] = await read();
  const stopped = { outcome: 'not-needed', note: 'Wil dit niet meer' } as const;
  assert.ok((await noteLook(ground.carlijn.ctx, third?.id ?? '', stopped)).ok);
  assert.deepEqual(await planned(), []);
  const shown = await readTraject(ground.noor.ctx, traject);
  assert.ok(shown.ok);
  assert.deepEqual(
    shown.traject.looks.map(({ outcome, note, doneBy }) => [outcome, note, doneBy]),
    [
      ['not-needed', 'Wil dit niet meer', 'Carlijn'],
      ['placed', 'Vindt het leuk', 'Noor'],
      ['placed', null, 'Noor'],
    ],
  );
});

test('when nobody is reached another one is asked some days later, and it stays on the list', async () => {
  const minor = { birthDate: '2010-03-04' };
  const { traject } = await ground.reported(report('v3', minor));
  await closed(traject, { askWho: 'Mentor Bos' });
  on('2026-12-21');
  for (const [next, askWho] of [
    ['2026-12-29 jongere nazorg', null],
    ['2027-01-06 parents nazorg', null],
  ] as const) {
    const [due] = await read();
    assert.ok((await noteLook(ground.noor.ctx, due?.id ?? '', { outcome: 'not-reached' })).ok);
    const [then] = await read();
    assert.deepEqual([`${then?.dueOn} ${then?.ask} ${then?.reason}`, then?.askWho], [next, askWho]);
    on(then?.dueOn ?? '');
  }
  assert.equal((await read())[0]?.tries, 2);
});

test('who dropped out has an open traject again, of whoever heard it, to be called; what was planned lapses', async () => {
  const { traject } = await ground.reported();
  await closed(traject);
  on('2026-12-21');
  const [first] = await read();
  const noted = await noteLook(ground.carlijn.ctx, first?.id ?? '', { outcome: 'dropped-out' });
  assert.deepEqual(noted, { ok: true, goesOn: traject });
  const { state, owner, next, on: when } = await ground.stands(traject);
  assert.deepEqual([state, owner, next, when], ['contact-zoeken', ground.carlijn.id, 'call', '2026-12-22']);
  assert.deepEqual(await planned(), []);
  // Closed again, one looks again.
  await closed(traject, { destination: 'work' });
  assert.deepEqual(await planned(), ['2027-01-21 work nazorg', '2027-03-22 work nazorg']);
  const version = await ground.versionOf(traject);
  assert.ok((await reopenTraject(ground.noor.ctx, traject, { version })).ok);
  assert.deepEqual(await planned(), []);
});

test('a new melding opens a new traject, and what was planned about the closed one lapses with it', async () => {
  const { traject } = await ground.reported();
  await closed(traject);
  const again = await ground.reported();
  assert.notEqual(again.traject, traject);
  assert.deepEqual(await planned(), []);
});

test('of a jongere with an open traject somebody looks too; who drops out then is called next in that one', async () => {
  const { traject } = await ground.reported();
  const version = await ground.versionOf(traject);
  const tried = { version, way: 'call', party: 'jongere', outcome: 'reached' } as const;
  assert.ok((await noteContact(ground.noor.ctx, traject, tried)).ok);
  const look = { on: '2026-12-01', ask: 'school', askWho: 'Mentor Bos' } as const;
  // Sent twice it is one.
  for (let turn = 0; turn < 2; turn++) assert.ok((await planLook(ground.noor.ctx, traject, look)).ok);
  assert.deepEqual(await planned(), ['2026-12-01 school kwetsbaar']);
  on('2026-12-01');
  const [due] = await read();
  const noted = await noteLook(ground.noor.ctx, due?.id ?? '', { outcome: 'dropped-out' });
  assert.deepEqual(noted, { ok: true, goesOn: traject });
  const { next, on: when } = await ground.stands(traject);
  assert.deepEqual([next, when], ['call', '2026-12-02']);
});

test('of many who note one look at once one does; others, and dates out of reach, are refused and nothing is written', async () => {
  const { traject } = await ground.reported();
  await closed(traject);
  on('2026-12-21');
  const [first] = await read();
  const id = first?.id ?? '';
  const far = { outcome: 'placed', againOn: '2029-01-01' } as const;
  assert.deepEqual(await noteLook(ground.noor.ctx, id, far), { ok: false, error: 'date-out-of-reach' });
  assert.deepEqual(await noteLook(ground.otto.ctx, id, { outcome: 'placed' }), {
    ok: false,
    error: 'not-found',
  });
  assert.deepEqual(
    await planLook(ground.noor.ctx, traject, { on: '2026-12-20', ask: 'jongere', askWho: undefined }),
    { ok: false, error: 'date-out-of-reach' },
  );
  const results = await atOnce(6, () => noteLook(ground.noor.ctx, id, { outcome: 'not-reached' }));
  assert.equal(results.filter(({ ok }) => ok).length, 1);
  assert.equal(results.filter((one) => !one.ok && one.error === 'too-late').length, 5);
  assert.equal((await read()).length, 2);
});

test('nothing of a look is left when a jongere is forgotten', async () => {
  const { traject, jongere } = await ground.reported();
  await closed(traject, { askWho: 'Mentor Bos' });
  await write(ground.ctx, (w) => wipeJongere(w, jongere));
  assert.equal((await ground.sql`select from traject_looks`).length, 0);
});
