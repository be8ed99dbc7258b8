import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { addNote } from '#server/agenda/addNote.ts';
import { bookFor } from '#server/booking/bookFor.ts';
import { write } from '#server/kernel/write.ts';
import { openDesk } from '../support/deskGround.ts';

const { ctx, database, desk, order } = await openDesk();
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
