import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { after, before, beforeEach, test } from 'node:test';
import { NotAllowed } from '#server/access/may.ts';
import { cancelForJongere } from '#server/agenda/cancelForJongere.ts';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import { undo } from '#server/agenda/undo.ts';
import { book } from '#server/booking/book.ts';
import type { BookForInput } from '#server/booking/schema.ts';
import type { Ctx } from '#server/http/context.ts';
import type { Change } from '#server/kernel/change.ts';
import { bookWalkIn, readToBook } from '#server/walkIn/bookWalkIn.ts';
import { callAgain, notAnswered } from '#server/walkIn/callAgain.ts';
import { callWalkIn } from '#server/walkIn/callWalkIn.ts';
import { forgetWalkIns } from '#server/walkIn/forgetWalkIns.ts';
import { leaveLine, moveToLine, putBack } from '#server/walkIn/leaveLine.ts';
import { putInLine } from '#server/walkIn/putInLine.ts';
import { readDesk } from '#server/walkIn/readDesk.ts';
import { readStillWaiting } from '#server/walkIn/readStillWaiting.ts';
import { readWaits } from '#server/walkIn/readWaits.ts';
import { endScreenLink, makeScreenLink, readScreen, readScreenLink } from '#server/walkIn/screens.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, makeLocation, staffCtx } from '../support/factories.ts';
import { at, type RaceGround, raceGround, request } from '../support/raceGround.ts';

// Who walks in: the line, the call that makes an afspraak, and the screen of the waiting room.

let ground: RaceGround;
let noor: Ctx;
let samira: Ctx;
let elsewhere: Ctx;
let manager: Ctx;
before(async () => {
  ground = await raceGround(2, { dailyMaximum: 2 });
  await makeLocation(ground.db, { id: 'noord' });
  const hours = JSON.stringify([{ weekdays: [1, 2, 3, 4, 5], from: '09:00', until: '16:00' }]);
  await ground.sql`update locations set walk_in_hours = ${hours}::text::jsonb`;
  const [first = '', second = ''] = ground.staff;
  noor = staffCtx(ground.ctx, first);
  samira = staffCtx(ground.ctx, second);
  elsewhere = staffCtx(
    ground.ctx,
    await makeCasemanager(ground.db, [{ locationId: 'noord' }], { team: 'Team Noord' }),
    { team: 'Team Noord' },
  );
  const runs = await makeCasemanager(ground.db, [], { roles: ['beheerder'] });
  manager = staffCtx(ground.ctx, runs, { roles: ['beheerder'] });
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set(at('10:00'));
  await emptyTables(ground.sql, 'appointments', 'walk_ins', 'history', 'waiting_screens');
  ground.ctx.bus.say({ roster: true, agenda: ground.staff });
});

async function walkedIn(firstName?: string, by = noor) {
  const id = randomUUID();
  const put = await putInLine(by, { id, location: 'centrum', topic: 'kort', firstName });
  assert.ok(put.ok, JSON.stringify(put));
  return { id, number: put.number };
}
const line = async (by = noor) => (await readDesk(by, 'centrum')).line ?? assert.fail('expected a line');
const called = async (id: string, by = noor, version = 0) => {
  const result = await callWalkIn(by, id, { room: 'Kamer 2', version });
  assert.ok(result.ok, JSON.stringify(result));
  return result.appointment;
};
const stands = async () => [
  ...(await ground.sql`
    select casemanager_id as who, name, channel, status, outcome, extract(epoch from ends_at - starts_at)::int / 60 as minutes
    from appointments order by starts_at, id`),
];

test('who walks in stands in line by arrival, and the same form twice puts nobody in line twice', async () => {
  const input = { id: randomUUID(), location: 'centrum', topic: 'kort', firstName: 'Rachid' };
  const [first, again] = [await putInLine(noor, input), await putInLine(noor, input)];
  assert.deepEqual([first, again], [first, first]);
  ground.clock.advance(60_000);
  await walkedIn();
  const { waiting, openUntil } = await line();
  assert.deepEqual(
    waiting.map(({ number, firstName }) => [number, firstName]),
    [
      [1, 'Rachid'],
      [2, null],
    ],
  );
  assert.equal(openUntil, '16:00');
});

test('two desks at once never give the same number', async () => {
  const given = await Promise.all(
    Array.from({ length: 12 }, (_, i) => walkedIn(undefined, i % 2 ? noor : samira)),
  );
  assert.deepEqual(
    given.map(({ number }) => number).toSorted((a, b) => a - b),
    Array.from({ length: 12 }, (_, i) => i + 1),
  );
});

test('who is called has an afspraak of now of who calls, by walking in; it ends when it is noted', async () => {
  const { id } = await walkedIn('Rachid');
  const appointment = await called(id);
  assert.deepEqual(await stands(), [
    {
      who: ground.staff[0],
      name: 'Rachid',
      channel: 'walk-in',
      status: 'booked',
      outcome: null,
      minutes: 30,
    },
  ]);
  const { called: now, waiting } = await line();
  assert.deepEqual([now.map(({ room }) => room), waiting], [['Kamer 2'], []]);
  ground.clock.advance(12 * 60_000);
  const done = await recordOutcome(noor, appointment, { outcome: 'geweest' });
  assert.ok(done.ok);
  assert.deepEqual(
    (await stands()).map(({ outcome, minutes }) => [outcome, minutes]),
    [['geweest', 12]],
  );
  assert.deepEqual(
    (await line()).gone.map(({ state }) => state),
    ['done'],
  );
  // Their time is free at once.
  await called((await walkedIn()).id);
});

test('a talk that is over is told to who shows the line', async () => {
  const appointment = await called((await walkedIn('Rachid')).id);
  const told: unknown[] = [];
  const bus = { ...noor.bus, say: (change: Change) => void told.push(change.lines) };
  assert.ok((await recordOutcome({ ...noor, bus }, appointment, { outcome: 'geweest' })).ok);
  assert.deepEqual(told, [['centrum']]);
});

test('who gave no name is known in the agenda by the number', async () => {
  await called((await walkedIn()).id);
  assert.equal((await stands())[0]?.name, 'Nummer 1');
});

test('of two casemanagers who call one person at once, one has them, and there is one afspraak', async () => {
  const { id } = await walkedIn('Rachid');
  const results = await Promise.all(
    [noor, samira].map((by) => callWalkIn(by, id, { room: 'A', version: 0 })),
  );
  assert.deepEqual(results.map((one) => (one.ok ? 'ok' : one.error)).toSorted(), ['changed', 'ok']);
  assert.equal((await stands()).length, 1);
});

test('one casemanager who calls two at once has one: nobody is ever booked twice', async () => {
  const [a, b] = [await walkedIn('Rachid'), await walkedIn('Noa')];
  const results = await Promise.all([a, b].map(({ id }) => callWalkIn(noor, id, { room: 'A', version: 0 })));
  assert.deepEqual(results.map((one) => (one.ok ? 'ok' : one.error)).toSorted(), ['busy', 'ok']);
  assert.equal((await stands()).length, 1);
});

test('called while leaving: the one or the other, and no afspraak of who left', async () => {
  for (let i = 0; i < 5; i++) {
    await emptyTables(ground.sql, 'appointments', 'walk_ins');
    const { id } = await walkedIn('Rachid');
    const [call, leave] = await Promise.all([
      callWalkIn(noor, id, { room: 'A', version: 0 }),
      leaveLine(samira, id, 0),
    ]);
    assert.notEqual(call.ok, leave.ok);
    assert.equal((await stands()).length, call.ok ? 1 : 0);
  }
});

test('a call lasts until the next afspraak, is refused right before one, and is no matter of hours or a maximum', async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  for (const time of ['10:15', '11:00']) assert.ok((await book(ground.ctx, request(time))).ok);
  await ground.sql`update appointments set casemanager_id = ${ground.staff[0] ?? ''}`;
  ground.clock.set(at('10:12'));
  const { id } = await walkedIn('Rachid');
  assert.deepEqual(await callWalkIn(noor, id, { room: 'A', version: 0 }), {
    ok: false,
    error: 'busy',
    at: Date.parse(at('10:15')),
  });
  ground.clock.set(at('10:45'));
  await called(id);
  assert.deepEqual(
    (await stands()).map(({ minutes }) => minutes),
    [30, 15, 30],
  );
});

test('who does not come when called is back in line behind the others, and nothing of an afspraak stays', async () => {
  const first = await walkedIn('Rachid');
  ground.clock.advance(60_000);
  const second = await walkedIn('Noa');
  await called(first.id);
  assert.ok((await callAgain(samira, first.id, 1)).ok);
  assert.equal((await line()).called[0]?.calls, 2);
  assert.deepEqual(await notAnswered(noor, first.id, 1), { ok: false, error: 'changed' });
  assert.ok((await notAnswered(noor, first.id, 2)).ok);
  assert.deepEqual(await stands(), []);
  assert.deepEqual(
    (await line()).waiting.map(({ id }) => id),
    [second.id, first.id],
  );
  await called(first.id, noor, 3);
});

test('who left comes back at their place; who goes elsewhere is last there, with a number of there', async () => {
  const first = await walkedIn('Rachid');
  ground.clock.advance(60_000);
  await walkedIn('Noa');
  assert.ok((await leaveLine(noor, first.id, 0)).ok);
  assert.ok((await putBack(noor, first.id, 1)).ok);
  assert.deepEqual(
    (await line()).waiting.map(({ firstName }) => firstName),
    ['Rachid', 'Noa'],
  );
  assert.deepEqual(await moveToLine(noor, first.id, { version: 2, to: 'nergens' }), {
    ok: false,
    error: 'location-unknown',
  });
  assert.deepEqual(await moveToLine(noor, first.id, { version: 2, to: 'noord' }), { ok: true, number: 1 });
  const there = await readDesk(elsewhere, 'noord');
  assert.deepEqual(
    there.line?.waiting.map(({ firstName }) => firstName),
    ['Rachid'],
  );
  // The number of who went away is given to nobody else.
  assert.equal((await walkedIn()).number, 3);
});

const order = (time = '11:00'): BookForInput => ({
  topic: 'kort',
  start: at(time),
  modality: 'op-locatie',
  location: 'centrum',
  name: 'Rachid',
  ageGroup: '18-22',
  contact: {},
});
const booked = (id: string, by = noor, key: string = randomUUID(), time?: string) =>
  bookWalkIn(by, id, order(time), { key, insists: false });

test('who waits gets an ordinary afspraak and leaves the line by it; the same form twice books once', async () => {
  const { id } = await walkedIn('Rachid');
  const found = await readToBook(noor, id);
  assert.deepEqual(found.ok && [found.walkIn.firstName, found.walkIn.topic, found.walkIn.state], [
    'Rachid',
    'kort',
    'waiting',
  ]);
  const [made, again] = [await booked(id, noor, 'form'), await booked(id, noor, 'form')];
  assert.ok(made.ok && again.ok);
  assert.deepEqual([again.appointment.id, again.repeated], [made.appointment.id, true]);
  assert.deepEqual(
    (await stands()).map(({ channel, status }) => [channel, status]),
    [['desk', 'booked']],
  );
  const { waiting, gone } = await line();
  assert.deepEqual(
    [waiting, gone.map(({ state, appointment }) => [state, appointment])],
    [[], [['booked', made.appointment.id]]],
  );
  assert.deepEqual(await booked(id), { ok: false, error: 'waits-no-more' });
  assert.deepEqual(await putBack(noor, id, 1), { ok: false, error: 'changed' });
  assert.equal((await stands()).length, 1);

  // Taken back, who waited can have their place again.
  assert.ok((await undo(noor, made.undo ?? 0)).ok);
  assert.deepEqual(
    (await line()).gone.map(({ state }) => state),
    ['called-off'],
  );
  assert.ok((await putBack(noor, id, 1)).ok);
  await called(id, noor, 2);
});

test('what was cancelled for who waits again does not stand again: they would be there twice', async () => {
  const { id } = await walkedIn('Rachid');
  const made = await booked(id);
  assert.ok(made.ok);
  const off = await cancelForJongere(noor, made.appointment.id, { version: made.appointment.sequence });
  assert.ok(off.ok);
  assert.ok((await putBack(noor, id, 1)).ok);
  assert.deepEqual(await undo(noor, off.undo ?? 0), { ok: false, error: 'too-late' });
  assert.deepEqual(
    (await stands()).map(({ status }) => status),
    ['cancelled'],
  );
});

test('of a booking beside a call, a leaving, another booking or a move to elsewhere one is done, and no afspraak of the other stays', async () => {
  const others = {
    call: (id: string) => callWalkIn(samira, id, { room: 'A', version: 0 }),
    leave: (id: string) => leaveLine(samira, id, 0),
    move: (id: string) => moveToLine(samira, id, { version: 0, to: 'noord' }),
    book: (id: string) => booked(id, samira, undefined, '13:00'),
  };
  for (const [name, other] of Object.entries(others)) {
    for (const order of ['first', 'last']) {
      await emptyTables(ground.sql, 'appointments', 'walk_ins');
      const { id } = await walkedIn('Rachid');
      const acts = [() => booked(id), () => other(id)];
      if (order === 'last') acts.reverse();
      const done = (await Promise.all(acts.map((act) => act()))).filter(({ ok }) => ok);
      assert.equal(done.length, 1, `${name} ${order}`);
      const [row] =
        await ground.sql`select status, appointment_id as appointment from walk_ins where id = ${id}`;
      const made = (await ground.sql`select id from appointments`).map((one) => one.id);
      assert.deepEqual(
        made,
        row?.appointment === null ? [] : [row?.appointment],
        `${name} ${order}: ${row?.status}`,
      );
    }
  }
});

test('the line of a location is for the teams that work there, and calling for casemanagers', async () => {
  const { id } = await walkedIn('Rachid');
  assert.deepEqual(await leaveLine(elsewhere, id, 0), { ok: false, error: 'not-found' });
  assert.deepEqual(await readToBook(elsewhere, id), { ok: false, error: 'not-found' });
  assert.deepEqual(await booked(id, elsewhere), { ok: false, error: 'waits-no-more' });
  assert.deepEqual(await callWalkIn(elsewhere, id, { room: 'A', version: 0 }), {
    ok: false,
    error: 'not-found',
  });
  assert.deepEqual(
    (await readDesk(elsewhere, 'centrum')).places.map((one) => one.id),
    ['noord'],
  );
  await assert.rejects(readDesk(manager, 'centrum'), NotAllowed);
  await assert.rejects(readDesk(ground.ctx, 'centrum'), NotAllowed);
});

test('the wait comes from who waits and who is at work, and is not told outside walk-in hours', async () => {
  const said = async () => (await readWaits(ground.ctx)).get('centrum');
  assert.deepEqual(await said(), { openUntil: '16:00', wait: { kind: 'about', minutes: 5 } });
  for (let i = 0; i < 2; i++) await walkedIn();
  assert.deepEqual((await said())?.wait, { kind: 'about', minutes: 30 });
  for (let i = 0; i < 4; i++) await walkedIn();
  assert.deepEqual((await said())?.wait, { kind: 'long' });
  ground.clock.set(at('15:50'));
  assert.deepEqual((await said())?.wait, { kind: 'past' }, 'over before it is their turn');
  ground.clock.set(at('16:00'));
  assert.equal(await said(), undefined);
});

test('a talk takes what such talks took lately', async () => {
  for (let i = 0; i < 5; i++) {
    const appointment = await called((await walkedIn()).id);
    ground.clock.advance(10 * 60_000);
    assert.ok((await recordOutcome(noor, appointment, { outcome: 'geweest' })).ok);
  }
  for (let i = 0; i < 2; i++) await walkedIn();
  assert.deepEqual((await readWaits(ground.ctx)).get('centrum')?.wait, { kind: 'about', minutes: 10 });
});

test('the screen shows who is called and who waits, by a link that a beheerder makes, renews and ends', async () => {
  const { id } = await walkedIn('Rachid');
  await walkedIn();
  assert.ok((await makeScreenLink(manager, 'centrum')).ok);
  const token = (await readScreenLink(manager, 'centrum')) ?? assert.fail('expected a link');
  const shown = async (by = token) => {
    const read = await readScreen(ground.ctx, by);
    return read.ok ? read.screen : null;
  };
  await called(id);
  const screen = await shown();
  assert.deepEqual(
    screen?.called.map(({ firstName, room }) => [firstName, room]),
    [['Rachid', 'Kamer 2']],
  );
  assert.deepEqual(
    screen?.waiting.map(({ number, firstName }) => [number, firstName]),
    [[2, null]],
  );
  ground.clock.advance(5 * 60_000);
  assert.deepEqual((await shown())?.called, []);

  assert.ok((await makeScreenLink(manager, 'centrum')).ok);
  assert.equal(await shown(), null);
  const next = (await readScreenLink(manager, 'centrum')) ?? assert.fail('expected a link');
  assert.ok(await shown(next));
  assert.ok((await endScreenLink(manager, 'centrum')).ok);
  assert.deepEqual([await shown(next), await readScreenLink(manager, 'centrum')], [null, null]);
  assert.equal(await shown('x'.repeat(32)), null);
});

test('the line of a day goes when the day is over, and the name with that of the afspraak', async () => {
  const { id } = await walkedIn('Rachid');
  const appointment = await called(id);
  await ground.sql`
    update appointments set name = null, name_folded = null, reference = null, token_hash = null, here_at = null, wiped_at = now()
    where id = ${appointment}`;
  assert.equal((await ground.sql`select first_name from walk_ins`)[0]?.first_name, null);
  const left = async () => (await ground.sql`select from walk_ins`).length;
  assert.ok((await leaveLine(noor, (await walkedIn()).id, 0)).ok);
  ground.clock.set(at('23:59'));
  await forgetWalkIns(ground.ctx);
  assert.equal(await left(), 2);
  ground.clock.set('2026-11-24T00:00:00+01:00');
  await forgetWalkIns(ground.ctx);
  assert.equal(await left(), 0);
  assert.equal((await stands()).length, 1);
});

test('who still waits when walk-in is over is asked about, by number alone on the days after, until somebody says', async () => {
  const open = await walkedIn('Rachid');
  ground.clock.advance(60_000);
  await walkedIn();
  assert.deepEqual([await readStillWaiting(noor), (await line()).isOver], [[], false]);
  ground.clock.set(at('16:00'));
  const place = { id: 'centrum', name: (await line()).location.name };
  const since = Date.parse(at('10:00'));
  const nameless = { number: 2, firstName: null };
  assert.equal((await line()).isOver, true);
  assert.deepEqual(await readStillWaiting(noor), [
    { place, isEarlier: false, who: [{ number: 1, firstName: 'Rachid' }, nameless], since },
  ]);
  assert.deepEqual(await readStillWaiting(elsewhere), []);

  ground.clock.set('2026-11-24T00:30:00+01:00');
  await forgetWalkIns(ground.ctx);
  assert.deepEqual(
    (await ground.sql`select first_name from walk_ins`).map((row) => row.first_name),
    [null, null],
  );
  assert.deepEqual(await readStillWaiting(noor), [
    { place, isEarlier: true, who: [{ number: 1, firstName: null }, nameless], since },
  ]);
  assert.deepEqual([(await line()).waiting, (await line()).left.map(({ number }) => number)], [[], [1, 2]]);
  // Of a day before nobody can be called or booked.
  assert.deepEqual(await callWalkIn(noor, open.id, { room: 'A', version: 0 }), {
    ok: false,
    error: 'not-found',
  });
  assert.deepEqual(await booked(open.id), { ok: false, error: 'waits-no-more' });
  assert.ok((await leaveLine(noor, open.id, 0)).ok);
  assert.deepEqual(
    (await line()).left.map(({ number }) => number),
    [2],
  );
  ground.clock.set('2026-12-02T00:30:00+01:00');
  await forgetWalkIns(ground.ctx);
  assert.deepEqual(await readStillWaiting(noor), []);
});

/** Per file that writes what is done by it, and what the history must say of it afterwards, last of all. */
const done: Record<string, [what: string, act: () => Promise<unknown>][]> = {
  'server/walkIn/putInLine.ts': [['walked-in', () => walkedIn('geheim')]],
  'server/walkIn/callWalkIn.ts': [['called', async () => called((await walkedIn('geheim')).id)]],
  'server/walkIn/callAgain.ts': [
    [
      'called-again',
      async () => {
        const { id } = await walkedIn('geheim');
        await called(id);
        return callAgain(noor, id, 1);
      },
    ],
    [
      'not-answered',
      async () => {
        const { id } = await walkedIn('geheim');
        await called(id);
        return notAnswered(noor, id, 1);
      },
    ],
  ],
  'server/walkIn/leaveLine.ts': [
    ['left', async () => leaveLine(noor, (await walkedIn('geheim')).id, 0)],
    [
      'put-back',
      async () => {
        const { id } = await walkedIn('geheim');
        await leaveLine(noor, id, 0);
        return putBack(noor, id, 1);
      },
    ],
    ['moved', async () => moveToLine(noor, (await walkedIn('geheim')).id, { version: 0, to: 'noord' })],
  ],
  'server/walkIn/bookWalkIn.ts': [['booked', async () => booked((await walkedIn('geheim')).id)]],
  'server/walkIn/screens.ts': [
    ['screen-link-made', () => makeScreenLink(manager, 'centrum')],
    [
      'screen-link-ended',
      async () => {
        await makeScreenLink(manager, 'centrum');
        return endScreenLink(manager, 'centrum');
      },
    ],
  ],
};

test('every file that writes is tried below', async () => {
  const writing: string[] = [];
  for await (const file of glob('server/walkIn/**/*.ts')) {
    const source = readFileSync(file, 'utf8');
    if (source.includes("kernel/write.ts'") && /\b(write|bookFor)(<[^(]*>)?\(/.test(source))
      writing.push(file);
  }
  assert.deepEqual(writing.sort(), Object.keys(done).sort());
});

for (const [file, acts] of Object.entries(done)) {
  for (const [what, act] of acts) {
    test(`${file} writes down that something was ${what}, and nothing that a person typed`, async () => {
      const result = await act();
      const rows = await ground.sql`select what, details from history order by id`;
      assert.equal(rows.at(-1)?.what, what, JSON.stringify(result));
      for (const { details } of rows) assert.doesNotMatch(JSON.stringify(details), /geheim|Kamer/);
    });
  }
}
