import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { staff } from '#db/schema/index.ts';
import { book } from '#server/booking/book.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import type { Ctx } from '#server/http/context.ts';
import type { Change } from '#server/kernel/change.ts';
import { inWrite, type Write, write } from '#server/kernel/write.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { atOnce, type RaceGround, raceGround, request } from '../support/raceGround.ts';

let ground: RaceGround;
let ctx: Ctx;
let told: string[];
/** Whose history we write. */
let noor = '';

before(async () => {
  ground = await raceGround(1);
  noor = ground.staff[0] ?? '';
});
after(() => ground.close());
beforeEach(async () => {
  await emptyTables(ground.sql, 'history');
  told = [];
  // What was said at the very moment, before it is gathered.
  const { bus } = ground.ctx;
  const say = (change: Change) => {
    told.push(...(change.agenda ?? []));
    bus.say(change);
  };
  ctx = { ...ground.ctx, bus: { ...bus, say } };
});

const recorded = async () => {
  const rows = await ground.sql`select details ->> 'of' as of from history order by id`;
  return rows.map(({ of }) => of);
};
/** Writes one row of history and one change, of a name. */
function note(w: Pick<Write, 'record' | 'changed'>, of: string) {
  w.record({ about: { kind: 'casemanager', id: noor }, what: 'hours-saved', details: { of } });
  w.changed({ agenda: [of] });
}

test('what changed is told after the commit, when others can see it', async () => {
  const seen: number[] = [];
  const { bus } = ctx;
  const say = (change: Change) => {
    told.push(...(change.agenda ?? []));
    // A statement on another connection, begun at the very moment of telling.
    looking.push(ground.sql`select from history`.then(({ length }) => void seen.push(length)));
  };
  const looking: Promise<void>[] = [];
  const answer = await write<string, Ctx>({ ...ctx, bus: { ...bus, say } }, async (w) => {
    note(w, 'a');
    await w.tx`select pg_sleep(0.05)`;
    assert.deepEqual(told, []);
    return 'done';
  });
  await Promise.all(looking);
  assert.equal(answer, 'done');
  assert.deepEqual(told, ['a']);
  assert.deepEqual(seen, [1]);
});

test('nothing is written or told when it is undone, when it throws, and when the commit fails', async () => {
  const undone = await write(ctx, async (w) => {
    note(w, 'a');
    return w.undo({ ok: false });
  });
  assert.deepEqual(undone, { ok: false });
  await assert.rejects(
    write(ctx, async (w) => {
      note(w, 'b');
      throw new Error('no');
    }),
    /^Error: no$/,
  );
  // A word that the history does not have, sent along and seen by nobody until the commit.
  await assert.rejects(
    write(ctx, async (w) => {
      note(w, 'c');
      w.record({ about: { kind: 'casemanager', id: randomUUID() }, what: 'hours-saved' });
    }),
    { constraint_name: 'history_casemanager_id_staff_id_fk' },
  );
  await assert.rejects(
    write(ctx, async (w) => {
      note(w, 'd');
      return w.behind(w.tx`select 1 / 0`.then(() => 'won'));
    }),
    /division by zero/,
  );
  assert.deepEqual(await recorded(), []);
  assert.deepEqual(told, []);
});

test('a nested write joins: it sees what was written, and is told with the outermost', async () => {
  assert.equal(inWrite(ctx), false);
  await write(ctx, async (outer) => {
    assert.equal(inWrite(outer.ctx), true);
    note(outer, 'outer');
    await write({ ...outer.ctx, language: 'en' }, async (inner) => {
      const [row] = await inner.tx`select count(*)::int as count from history`;
      assert.equal(row?.count, 1);
      const people = await inner.ctx.db.select({ id: staff.id }).from(staff);
      assert.deepEqual(people, [{ id: noor }]);
      note(inner, 'inner');
    });
    assert.deepEqual(told, []);
  });
  assert.deepEqual(await recorded(), ['outer', 'inner']);
  assert.deepEqual(told, ['outer', 'inner']);
});

test('a nested write that is undone or throws takes back its part alone', async () => {
  await write(ctx, async (outer) => {
    note(outer, 'first');
    const undone = await write(outer.ctx, async (inner) => {
      note(inner, 'undone');
      await write(inner.ctx, async (innermost) => note(innermost, 'below what is undone'));
      return inner.undo('no');
    });
    assert.equal(undone, 'no');
    await assert.rejects(
      write(outer.ctx, async (inner) => {
        note(inner, 'thrown');
        await inner.tx`select 1 / 0`;
      }),
      /division by zero/,
    );
    assert.equal(await write(outer.ctx, async (inner) => inner.behind(Promise.resolve('behind'))), 'behind');
    note(outer, 'last');
  });
  assert.deepEqual(await recorded(), ['first', 'last']);
  assert.deepEqual(told, ['first', 'last']);
});

test('an outer write that is undone takes its parts along', async () => {
  await write(ctx, async (outer) => {
    await write(outer.ctx, async (inner) => note(inner, 'inner'));
    return outer.undo(null);
  });
  assert.deepEqual(await recorded(), []);
  assert.deepEqual(told, []);
});

test('a transaction that PostgreSQL undoes is done again, and recorded and told once', async () => {
  await ground.sql`create table if not exists met (id int primary key, times int not null)`;
  await ground.sql`insert into met values (1, 0), (2, 0) on conflict do nothing`;
  let tries = 0;
  // Each locks what the other wants: one of them is undone.
  await atOnce(2, (i) =>
    write(ctx, async (w) => {
      tries += 1;
      note(w, `of ${i}`);
      await w.tx`update met set times = times + 1 where id = ${1 + i}`;
      if (tries <= 2) await w.tx`select pg_sleep(0.2)`;
      // The second statement is sent along: what it says is only known behind the commit.
      return w.behind(w.tx`update met set times = times + 1 where id = ${2 - i}`.then(() => i));
    }),
  );
  // Who is undone may come back before the other goes on, and meet them again.
  assert.ok(tries >= 3, `${tries} tries`);
  const [row] = await ground.sql`select sum(times)::int as times from met`;
  assert.equal(row?.times, 4);
  assert.deepEqual((await recorded()).sort(), ['of 0', 'of 1']);
  assert.deepEqual(told.toSorted(), ['of 0', 'of 1']);
});

test('inside a write nobody begins a transaction of their own', async () => {
  await write(ctx, async (w) => {
    assert.throws(() => w.ctx.sql.begin(async () => {}), /expected write\(ctx, …\)/);
  });
});

const booked = async () => {
  const rows =
    await ground.sql`select casemanager_id as who, starts_at as start from appointments where status = 'booked'`;
  return rows.length;
};

test('an afspraak that is made in a larger write is taken back with it, and told to nobody', async () => {
  const answer = await write<string, Ctx>(ctx, async (w) => {
    const made = await book(w.ctx, request('10:00'));
    assert.ok(made.ok, JSON.stringify(made));
    assert.ok(
      (await findAppointment(w.ctx, made.appointment.token)).ok,
      'it is there for who is in the write',
    );
    return w.undo('not after all');
  });
  assert.equal(answer, 'not after all');
  assert.deepEqual([await booked(), told], [0, []]);
  assert.equal((await ground.sql`select from history`).length, 0);
  await assert.rejects(
    write<void, Ctx>(ctx, async (w) => {
      assert.ok((await book(w.ctx, request('10:00'))).ok);
      throw new Error('the rest went wrong');
    }),
    /the rest went wrong/,
  );
  assert.deepEqual([await booked(), told], [0, []]);
  const after = await book(ctx, request('10:00'));
  assert.ok(after.ok, 'its time and its locks are free again');
  assert.deepEqual(told, [noor]);
  await ground.sql`delete from appointments`;
});

test('an afspraak that is made in a larger write is told once that is committed', async () => {
  await write<void, Ctx>(ctx, async (w) => {
    assert.ok((await book(w.ctx, request('10:00'))).ok);
    note(w, 'a');
    await w.tx`select pg_sleep(0.02)`;
    assert.deepEqual(told, []);
  });
  assert.deepEqual(told, [noor, 'a']);
  assert.equal(await booked(), 1);
  await ground.sql`delete from appointments`;
});

test('of larger writes that claim one time at once, one gets it and the others go on without it', async () => {
  const answers = await atOnce(4, (i) =>
    write<boolean, Ctx>(ctx, async (w) => {
      const made = await book(w.ctx, request('11:00'));
      if (!made.ok) assert.equal(made.error, 'taken');
      note(w, `write ${i}`);
      return made.ok;
    }),
  );
  assert.equal(answers.filter(Boolean).length, 1);
  assert.equal(await booked(), 1);
  assert.equal(told.filter((of) => of.startsWith('write ')).length, 4);
  assert.equal(told.filter((of) => of === noor).length, 1);
  await ground.sql`delete from appointments`;
});
