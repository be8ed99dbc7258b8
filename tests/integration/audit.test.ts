import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { z } from 'zod';
import { NotAllowed } from '#server/access/may.ts';
import { addNote } from '#server/agenda/addNote.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { readDays } from '#server/agenda/readDays.ts';
import { findWhom } from '#server/audit/findWhom.ts';
import { exportLog, readLog } from '#server/audit/readLog.ts';
import { bookFor } from '#server/booking/bookFor.ts';
import { seenBy } from '#server/booking/seenBy.ts';
import { auditRow } from '#server/kernel/auditRow.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { write } from '#server/kernel/write.ts';
import { openDesk } from '../support/deskGround.ts';
import { jongereCtx, staffCtx } from '../support/factories.ts';

const { clock, ctx, database, desk, elsewhere, order } = await openDesk();
const { sql } = database;

/** An afspraak that Noor booked at the desk; gives its id. */
async function booked(): Promise<string> {
  const result = await bookFor(ctx(), order(), randomUUID());
  assert.ok(result.ok, JSON.stringify(result));
  return result.appointment.id;
}

const rowsOf = (id: string) => sql`
  select kind, action, object_kind, result, reason, actor, staff_id, session, network, door, times, at from audit
  where object_id = ${id} order by id`;

test('a change has a row of who, what, of whom, when, how it ended and by which way in', async () => {
  const id = await booked();
  await addNote({ ...ctx(), door: 'page' }, id, { text: 'belt liever na vieren' });
  const [first, second, ...rest] = await rowsOf(id);
  const by = { actor: 'staff', staff_id: desk.noor, session: 'of tests', network: null, times: 1 };
  const done = { kind: 'changed', object_kind: 'appointment', result: 'done', reason: null };
  const at = '2026-11-20 09:05:00+00';
  assert.deepEqual({ ...first }, { ...by, ...done, action: 'booked', door: 'job', at });
  assert.deepEqual({ ...second }, { ...by, ...done, action: 'note-added', door: 'page', at });
  assert.deepEqual(rest, []);
});

test('what is taken back while it is written leaves no row', async () => {
  const about = { kind: 'casemanager', id: desk.noor } as const;
  await write(ctx(), async (w) => {
    w.record({ about, what: 'hours-saved' });
    return w.undo(null);
  });
  assert.deepEqual([...(await rowsOf(desk.noor))], []);
});

test('the database refuses to change, delete or clear rows', async () => {
  await booked();
  const refused = /append-only/;
  await assert.rejects(() => sql`update audit set times = 2`, refused);
  await assert.rejects(() => sql`delete from audit`, refused);
  await assert.rejects(() => sql`truncate audit`, refused);
  await sql`insert into audit_seals (day, rows, digest) values ('2020-01-01', 0, ${'0'.repeat(64)})`;
  await assert.rejects(() => sql`update audit_seals set rows = 2`, refused);
  await assert.rejects(() => sql`delete from audit_seals`, refused);
  await assert.rejects(() => sql`truncate audit_seals`, refused);
});

test('what a person typed does not fit into a row', async () => {
  const insert = (action: string, objectId: string | null) => sql`
    insert into audit (at, kind, action, object_kind, object_id, result, actor, door)
    values (now(), 'viewed', ${action}, 'appointment', ${objectId}, 'done', 'system', 'job')`;
  await assert.rejects(() => insert('Noa wil bellen', null), /audit_action/);
  await assert.rejects(() => insert('search', 'noa@example.nl'), /audit_object_id/);
});

const viewer = () => ({ ...ctx(), door: 'page' as const });

test('what is looked at is written a moment later, and once for one session', async () => {
  const id = await booked();
  for (let times = 0; times < 3; times += 1) assert.ok((await readAppointment(viewer(), id)).ok);
  const colleague = { ...ctx(desk.daan), door: 'page' as const };
  const { actor } = colleague;
  assert.ok(actor.kind === 'staff');
  await readAppointment(
    { ...colleague, actor: { ...actor, staff: { ...actor.staff, session: 'another' } } },
    id,
  );
  await desk.services.close();
  const views = (await rowsOf(id)).filter(({ kind }) => kind === 'viewed');
  assert.deepEqual(
    views.map(({ action, staff_id, session, door }) => [action, staff_id, session, door]),
    [
      ['appointment.read', desk.noor, 'of tests', 'page'],
      ['appointment.read', desk.daan, 'another', 'page'],
    ],
  );
});

test('who looks again later has looked twice; a list that renews itself is looked at once in ten minutes', async () => {
  const id = await booked();
  const look = async () => {
    await readAppointment(viewer(), id);
    await readDays(viewer(), { from: '2026-11-20', to: '2026-11-20' });
  };
  await look();
  clock.advance(61_000);
  await look();
  clock.advance(10 * 60_000);
  await look();
  await desk.services.close();
  const views = (rows: readonly Record<string, unknown>[]) =>
    rows.filter(({ kind }) => kind === 'viewed').length;
  assert.deepEqual([views(await rowsOf(id)), views(await rowsOf(desk.noor))], [3, 2]);
});

test('what another team has and is asked for by its id was tried in vain, by whom', async () => {
  const id = await booked();
  assert.equal((await readAppointment(elsewhere(), id)).ok, false);
  assert.equal(
    (await readDays(elsewhere(), { from: '2026-11-20', to: '2026-11-20', who: desk.noor })).ok,
    false,
  );
  await desk.services.close();
  const tried = [...(await rowsOf(id)), ...(await rowsOf(desk.noor))].filter(({ kind }) => kind === 'tried');
  assert.deepEqual(
    tried.map(({ action, object_kind, result, staff_id }) => [action, object_kind, result, staff_id]),
    [
      ['appointment.read', 'appointment', 'not-found', desk.other],
      ['agenda.read', 'agenda', 'not-found', desk.other],
    ],
  );
});

test('nobody fills the log with what they try: past sixty a minute it is counted', async () => {
  const before = await countOf('tried');
  for (let times = 0; times < 500; times += 1) await readAppointment(elsewhere(), randomUUID());
  await desk.services.close();
  const tried =
    await sql`select object_id, times from audit where kind = 'tried' order by id offset ${before}`;
  assert.equal(tried.length, 61);
  assert.deepEqual({ ...tried.at(-1) }, { object_id: null, times: 440 });
});

test('a text that is no id does not come into the log', async () => {
  await readDays(viewer(), { from: '2026-11-20', to: '2026-11-20', who: 'Noa, 0612345678' });
  await desk.services.close();
  const [row] = await sql`select kind, object_id from audit order by id desc limit 1`;
  assert.deepEqual({ ...row }, { kind: 'tried', object_id: null });
});

test('a row that the table refuses keeps no other out', async () => {
  const { audit } = desk.services;
  const row = auditRow(viewer(), new Date(clock.now()).toISOString(), {
    kind: 'exported',
    action: 'appointment.read',
    about: { kind: 'appointment', id: 'one' },
  });
  audit.add({ ...row, action: 'Not a word' });
  audit.add({ ...row, objectId: 'two' });
  await desk.services.close();
  assert.deepEqual([(await rowsOf('one')).length, (await rowsOf('two')).length], [0, 1]);
});

const countOf = async (kind: string) => {
  const [row] = await sql`select count(*)::int as count from audit where kind = ${kind}`;
  return z.object({ count: z.number() }).parse(row).count;
};

/** All that was gathered is in the table. */
const written = () => desk.services.audit.flush();

const manager = () => staffCtx(desk.services, desk.daan, { roles: ['beheerder'] });
const everything = { about: [], who: null, kind: null, from: null, until: null, before: null };

test('a beheerder finds by name or number what concerns a jongere, and that search is in the log', async () => {
  const id = await booked();
  await readAppointment(viewer(), id);
  await written();
  assert.deepEqual(await findWhom(manager(), 'zoe'), [id]);
  const [row] = await sql`select reference from appointments where id = ${id}`;
  assert.deepEqual(await findWhom(manager(), String(row?.reference).toLowerCase()), [id]);
  assert.deepEqual(await findWhom(manager(), 'niemand'), []);
  const { rows } = await readLog(manager(), { ...everything, about: [id] });
  assert.deepEqual(
    rows.map(({ kind, staffName, name, reference }) => [kind, staffName, name, reference]),
    [
      ['viewed', 'Noor Voorbeeld', 'Zoë', row?.reference],
      ['changed', 'Noor Voorbeeld', 'Zoë', row?.reference],
    ],
  );
  await written();
  const looked = await readLog(manager(), { ...everything, who: desk.daan });
  assert.deepEqual(
    looked.rows.map(({ objectKind, objectId }) => [objectKind, objectId]),
    [
      ['audit', id],
      ['search', null],
    ],
  );
});

test('the log goes by pages, by kind and by period, and as a file', async () => {
  const id = await booked();
  for (let n = 0; n < 60; n += 1) {
    await sql`
      insert into audit (at, kind, action, object_kind, object_id, result, actor, door)
      values (now(), 'viewed', 'appointment.read', 'appointment', ${id}, 'done', 'jongere', 'api')`;
  }
  const exportsBefore = await countOf('exported');
  const about = { ...everything, about: [id] };
  const first = await readLog(manager(), about);
  assert.equal(first.rows.length, 50);
  const second = await readLog(manager(), { ...about, before: first.next });
  assert.equal(second.next, null);
  const ids = [...first.rows, ...second.rows].map((row) => row.id);
  assert.equal(new Set(ids).size, 61);
  assert.deepEqual(
    ids,
    ids.toSorted((a, b) => b - a),
  );
  assert.deepEqual((await readLog(manager(), { ...about, kind: 'changed' })).rows.length, 1);
  const today = dateInAmsterdam(Date.now());
  assert.equal((await readLog(manager(), { ...about, from: today, until: today })).rows.length, 50);
  // It was booked on the clock of this test, and viewed on the clock of the database.
  const before = addDays(dateInAmsterdam(clock.now()), -1);
  assert.equal((await readLog(manager(), { ...about, until: before })).rows.length, 0);
  assert.equal((await exportLog(manager(), about)).length, 61);
  await written();
  assert.equal(await countOf('exported'), exportsBefore + 1);
});

test('nobody but a beheerder reads the log', async () => {
  for (const read of [readLog, exportLog]) await assert.rejects(() => read(viewer(), everything), NotAllowed);
  await assert.rejects(() => findWhom(viewer(), 'zoe'), NotAllowed);
});

test('a jongere sees by their link who opened or changed their afspraak, once a day, and nobody else', async () => {
  const id = await booked();
  const [row] = await sql`select generation from appointments where id = ${id}`;
  const token = desk.services.tokens.make('appointment', id, Number(row?.generation));
  await readAppointment(viewer(), id);
  await readAppointment(ctx(desk.daan), id);
  await readAppointment(elsewhere(), id);
  await sql`update staff set roles = '{coordinator}' where id = ${desk.daan}`;
  await written();
  const date = '2026-11-20';
  assert.deepEqual(await seenBy(jongereCtx(desk.services), token), {
    ok: true,
    seen: [
      { date, firstName: 'Noor', changed: true },
      { date, firstName: null, changed: false },
    ],
  });
});
