import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { saveConfiguration } from '#server/configuration/save.ts';
import { versionOf } from '#server/configuration/versionOf.ts';
import { findHeld } from '#server/held/findHeld.ts';
import { findChosenSchema } from '#server/held/request.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { search } from '#server/search/search.ts';
import { assign } from '#server/trajecten/assign.ts';
import { forgetJongeren } from '#server/trajecten/forgetJongeren.ts';
import { readTraject } from '#server/trajecten/readTraject.ts';
import { readTrajectPerson } from '#server/trajecten/readTrajectPerson.ts';
import { readWorklist } from '#server/trajecten/readWorklist.ts';
import { showBsn } from '#server/trajecten/showBsn.ts';
import { correctStep } from '../../src/traject/correct/correctStep.ts';
import { fieldsOf } from '../../src/traject/correct/fields.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { type Member, report, type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// A burgerservicenummer is kept only on a ground, and seen by nobody who does not press: decision 0087. The numbers are made up.

const bsn = '111222333';
const other = '123456782';

let ground: TrajectGround;
let iris: Member;
before(async () => {
  ground = await trajectGround();
  iris = await ground.member('Iris', ['beheerder']);
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history', 'typed_forms', 'outbox');
  await ground.sql`delete from settings`;
  ground.ctx.bus.say({ roster: true });
});

/** As a beheerder saves it on the page of settings. */
async function saveBsn(value: { ground: string; since: string } | null): Promise<void> {
  const version = await versionOf(ground.db, 'settings', 'trajecten');
  const given = { trajecten: { bsn: value } };
  const saved = await saveConfiguration(iris.ctx, { kind: 'settings', id: 'trajecten', given, version });
  assert.ok(saved.ok, JSON.stringify(saved));
  ground.ctx.bus.say({ roster: true });
}
const on = { ground: 'Leerplichtwet 1969, artikel 21a', since: '2026-11-01' };

const made = async () => {
  const { traject, jongere } = await ground.reported(report('rmc', { phone: '+31612340055' }));
  const trajecten = [{ id: traject, version: await ground.versionOf(traject) }];
  await assign(ground.carlijn.ctx, { to: ground.noor.id, trajecten });
  return { traject, jongere };
};
async function sentWith(traject: string, typed: Record<string, string>): Promise<Record<string, string>> {
  const read = await readTrajectPerson(ground.noor.ctx, traject);
  assert.ok(read.ok);
  const { secretAddress: _, ...was } = fieldsOf(read.person);
  const { version } = read.person;
  return Object.assign({ ...was, was: JSON.stringify(was), version: String(version), act: 'correct' }, typed);
}
async function stepsOf({ ctx, id }: Member) {
  const sessionId = hashToken(await ground.ctx.sessions.begin(id));
  return stepTaker(() => ({ ctx, sessionId }));
}
const page = (traject: string) => ({
  path: `/medewerker/trajecten/${traject}/gegevens`,
  params: { id: traject },
});
const log = async (jongere: string) =>
  (
    await ground.sql`select what from history where jongere_id = ${jongere} and what like 'bsn-%' order by id`
  ).map(({ what }) => what);

test('off by default, and before its day, nothing is asked and nothing is kept', async () => {
  const { traject } = await made();
  const { take, refused, shown } = await stepsOf(ground.noor);
  for (const setting of [null, { ground: on.ground, since: '2026-11-21' }]) {
    await saveBsn(setting);
    assert.equal((await shown(correctStep, page(traject))).page.person.bsn, null);
    const sent = { ...page(traject), form: await sentWith(traject, { bsn }) };
    const { page: told } = await refused(correctStep, sent);
    assert.deepEqual(Object.keys(told.errors.of), ['bsn']);
  }
  ground.clock.set('2026-11-21T10:00:00+01:00');
  const sent = { ...page(traject), form: await sentWith(traject, { bsn }) };
  assert.equal((await take(correctStep, sent)).kind, 'redirect');
});

test('it is sealed for that jongere, masked, and shown to who presses, which is in the audit log each time', async () => {
  await saveBsn(on);
  const { traject, jongere } = await made();
  const { take, refused, shown } = await stepsOf(ground.noor);
  const wrong = await refused(correctStep, {
    ...page(traject),
    form: await sentWith(traject, { bsn: '111222334' }),
  });
  assert.match(wrong.page.errors.of.bsn ?? '', /geen burgerservicenummer/);
  assert.equal(
    (await take(correctStep, { ...page(traject), form: await sentWith(traject, { bsn: '111.222.333' }) }))
      .kind,
    'redirect',
  );
  const [row] = await ground.sql`select sealed_bsn as sealed from jongeren where id = ${jongere}`;
  assert.ok(typeof row?.sealed === 'string' && row.sealed.length > 30);
  assert.equal(ground.ctx.seals.open('bsn', jongere, row.sealed), bsn);
  assert.equal(ground.ctx.seals.open('bsn', traject, row.sealed), null);
  const { page: masked } = await shown(correctStep, page(traject));
  assert.deepEqual([masked.person.bsn, masked.bsn], [{ masked: '•••••••33', ground: on.ground }, null]);
  const shows = async () => {
    await ground.ctx.audit.flush();
    const rows = await ground.sql`
      select kind, object_id as about from audit where action = 'jongere.bsn' and result = 'done'`;
    return rows.map((one) => ({ ...one }));
  };
  assert.deepEqual(await shows(), []);
  const { page: pressed } = await shown(correctStep, { ...page(traject), form: { act: 'show-bsn' } });
  assert.equal(pressed.bsn, bsn);
  assert.deepEqual(await shows(), [{ kind: 'viewed', about: jongere }]);
  // What was typed and is not saved yet stays.
  const typed = await sentWith(traject, { act: 'show-bsn', residence: 'Delft' });
  const { page: again } = await shown(correctStep, { ...page(traject), form: typed });
  assert.equal(again.fields.residence, 'Delft');
  assert.equal((await shows()).length, 2);
  assert.deepEqual(await showBsn(ground.otto.ctx, traject), { ok: false, error: 'not-found' });
  // Typed again it is the same; another one takes its place, and it can go.
  assert.equal(
    (await take(correctStep, { ...page(traject), form: await sentWith(traject, { bsn }) })).kind,
    'redirect',
  );
  assert.equal(
    (await take(correctStep, { ...page(traject), form: await sentWith(traject, { bsn: other }) })).kind,
    'redirect',
  );
  assert.equal(
    (await take(correctStep, { ...page(traject), form: await sentWith(traject, { removeBsn: 'yes' }) })).kind,
    'redirect',
  );
  assert.deepEqual(await log(jongere), ['bsn-added', 'bsn-added', 'bsn-removed']);
});

test('it is in the copy for whose it is, and nowhere else: no page, list, search, message, log or row of the database', async () => {
  await saveBsn(on);
  const { traject, jongere } = await made();
  const { noor, carlijn, sql } = ground;
  const { take, refused, shown } = await stepsOf(noor);
  await take(correctStep, { ...page(traject), form: await sentWith(traject, { bsn }) });
  // What is typed in a form that is refused is kept for an hour, without it.
  await refused(correctStep, {
    ...page(traject),
    form: await sentWith(traject, { bsn: other, birthDate: 'ooit' }),
  });
  const read = {
    traject: await readTraject(noor.ctx, traject),
    page: await shown(correctStep, page(traject)),
    worklist: await readWorklist(noor.ctx, { view: 'mine', filters: {}, after: null }),
    team: await readWorklist(carlijn.ctx, { view: 'team', filters: {}, after: null }),
    search: (await search(noor.ctx, { text: bsn, size: { people: 9, notes: 9, chats: 9 } })).people,
  };
  for (const [what, seen] of Object.entries(read))
    assert.doesNotMatch(JSON.stringify(seen), new RegExp(`${bsn}|sealed`, 'i'), what);
  await ground.ctx.audit.flush();
  const tables = await sql`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
  for (const { name } of tables) {
    const rows =
      await sql`select count(*)::int as count from ${sql(String(name))} t where t::text like any(array[${`%${bsn}%`}, ${`%${other}%`}])`;
    assert.equal(rows[0]?.count, 0, `${name} has it as it was typed`);
  }
  for (const as of ['page', 'json', 'text'] as const) {
    const held = await findHeld(iris.ctx, findChosenSchema.parse({ jongere, verified: 'showed-id' }), as);
    assert.ok(held.ok);
    assert.equal(held.held.jongeren[0]?.who[0]?.bsn, bsn);
  }
});

test('switched off all numbers go at once, each with a line; a file that switches it off has them gone within the hour', async () => {
  await saveBsn(on);
  const { traject, jongere } = await made();
  const { take } = await stepsOf(ground.noor);
  const add = async () => take(correctStep, { ...page(traject), form: await sentWith(traject, { bsn }) });
  const sealed = async () =>
    (await ground.sql`select sealed_bsn from jongeren where id = ${jongere}`)[0]?.sealed_bsn;
  await add();
  assert.notEqual(await sealed(), null);
  await saveBsn({ ground: 'Een andere grondslag', since: '2026-11-01' });
  assert.notEqual(await sealed(), null);
  await saveBsn(null);
  assert.equal(await sealed(), null);
  assert.deepEqual(await log(jongere), ['bsn-added', 'bsn-removed']);
  await saveBsn(on);
  await add();
  await ground.sql`update settings set values = values #- '{trajecten,bsn}'`;
  ground.ctx.bus.say({ roster: true });
  await forgetJongeren(ground.ctx);
  assert.equal(await sealed(), null);
  assert.deepEqual(await log(jongere), ['bsn-added', 'bsn-removed', 'bsn-added', 'bsn-removed']);
});
