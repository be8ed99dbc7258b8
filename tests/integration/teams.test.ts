import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { after, before, beforeEach, test } from 'node:test';
import { migrate } from '#db/migrate.ts';
import { firstOrganisation, firstTeam } from '#db/schema/index.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { readDay } from '#server/agenda/readDay.ts';
import { book } from '#server/booking/book.ts';
import { inboxOf, readInboxGround } from '#server/chat/readInbox.ts';
import type { Ctx } from '#server/http/context.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { migrationsBefore } from '../support/olderDatabase.ts';
import { testDatabase } from '../support/postgres.ts';
import { type RaceGround, raceGround, request } from '../support/raceGround.ts';

// Teams as tables: who came from the text column, what a process of the release before goes on doing, and who is in no team.

type Row = { email: string; team: string; of: string | null; organisation: string };

test('names become teams; a beheerder who had the default of the column is of none', async () => {
  const { sql, url, drop } = await testDatabase();
  const folder = await migrationsBefore('0017_teams_and_organisations');
  try {
    await sql`drop schema public cascade`;
    await sql`drop schema if exists drizzle cascade`;
    await sql`create schema public`;
    await migrate(url, () => {}, folder);
    await sql`insert into settings (values) values ('{"municipality":"Voorbeeldstad"}')`;
    await sql`
      insert into staff (email, first_name, last_name, role, team) values
        ('a@example.nl', 'A', 'A', 'casemanager', default), ('b@example.nl', 'B', 'B', 'beheerder', default),
        ('c@example.nl', 'C', 'C', 'casemanager', 'Zuid'), ('d@example.nl', 'D', 'D', 'beheerder', 'Zuid')`;
    const [own] = await sql<{ id: string }[]>`select id from staff where email = 'a@example.nl'`;
    // Their own twice, from before and after they changed teams, and one of each team.
    for (const [owner, team] of [
      [own?.id, 'Zuid'],
      [own?.id, 'Casemanagers'],
      [null, 'Zuid'],
      [null, 'Oud'],
    ] as const)
      await sql`
        insert into chat_canned_replies (id, staff_id, team, shortcut, body)
        values (${randomUUID()}, ${owner ?? null}, ${team}, 'hoi', 'Hoi')`;

    await migrate(url, () => {});
    const staff = await sql<Row[]>`
      select email, team, t.name as of, o.name as organisation from staff
      left join teams t on t.id = team_id join organisations o on o.id = staff.organisation_id order by email`;
    assert.deepEqual(
      staff.map(({ of }) => of),
      ['Casemanagers', null, 'Zuid', 'Zuid'],
    );
    assert.ok(staff.every(({ organisation }) => organisation === 'Voorbeeldstad'));
    assert.match(staff[1]?.team ?? '', /^zonder team [0-9a-f-]{36}$/);
    const replies = await sql<{ team: string | null; shortcut: string }[]>`
      select t.name as team, shortcut from chat_canned_replies left join teams t on t.id = team_id order by t.name, length(shortcut)`;
    assert.deepEqual(
      replies.map(({ team, shortcut }) => [team, shortcut.replace(/-[0-9a-f]{8}$/, '-?')]),
      [
        ['Oud', 'hoi'],
        ['Zuid', 'hoi'],
        [null, 'hoi'],
        [null, 'hoi-?'],
      ],
    );
  } finally {
    await rm(folder, { recursive: true });
    await drop();
  }
});

let ground: RaceGround;
let noor: string;
before(async () => {
  ground = await raceGround(0);
  noor = await makeCasemanager(ground.db, [{ locationId: 'centrum' }], { firstName: 'Noor' });
  ground.ctx.bus.say({ roster: true });
});
after(() => ground.close());
beforeEach(() => emptyTables(ground.sql, 'appointments', 'chat_canned_replies'));

/** Adds somebody as the release before this one did, by the name of a team. */
async function addByName(role: string, team?: string): Promise<string> {
  const { sql } = ground;
  const id = randomUUID();
  const named = team === undefined ? sql`default` : sql`${team}`;
  await sql`
    insert into staff (id, email, first_name, last_name, role, team)
    values (${id}, ${`${id}@example.nl`}, 'Oud', 'Proces', ${role}, ${named})`;
  return id;
}

async function staffRow(id: string) {
  const [row] = await ground.sql<{ team: string; teamId: string | null; of: string | null }[]>`
    select team, team_id as "teamId", t.name as of from staff left join teams t on t.id = team_id where staff.id = ${id}`;
  return row ?? assert.fail('nobody');
}

test('a process of the release before writes names, and both stay in step', async () => {
  const { sql } = ground;
  const colleague = await addByName('casemanager');
  assert.deepEqual(await staffRow(colleague), {
    team: 'Casemanagers',
    teamId: firstTeam,
    of: 'Casemanagers',
  });
  assert.equal((await staffRow(await addByName('beheerder'))).teamId, null);
  const moved = await addByName('beheerder', 'Zuid');
  assert.equal((await staffRow(moved)).of, 'Zuid');
  await sql`update staff set team = 'Noord' where id = ${moved}`;
  assert.deepEqual([(await staffRow(moved)).team, (await staffRow(moved)).of], ['Noord', 'Noord']);
  // And this release writes ids.
  await sql`update staff set team_id = ${firstTeam} where id = ${moved}`;
  assert.equal((await staffRow(moved)).team, 'Casemanagers');
  await sql`update staff set team_id = null where id = ${moved}`;
  assert.equal((await staffRow(moved)).team, `zonder team ${moved}`);

  const reply = async (owner: string | null, team: string) => {
    const [row] = await sql<{ teamId: string | null; team: string }[]>`
      insert into chat_canned_replies (id, staff_id, team, shortcut, body)
      values (${randomUUID()}, ${owner}, ${team}, 'hoi', 'Hoi') returning team_id as "teamId", team`;
    return row;
  };
  assert.deepEqual({ ...(await reply(null, 'Casemanagers')) }, { teamId: firstTeam, team: 'Casemanagers' });
  assert.deepEqual({ ...(await reply(colleague, 'Casemanagers')) }, { teamId: null, team: 'Casemanagers' });
  const [shared] = await sql<{ teamId: string | null }[]>`
    update chat_canned_replies set staff_id = null, team = 'Casemanagers', shortcut = 'dag'
    where staff_id = ${colleague} returning team_id as "teamId"`;
  assert.equal(shared?.teamId, firstTeam);
});

test('a person and their team are of one organisation', async () => {
  const { sql } = ground;
  const [other] = await sql<{ id: string }[]>`
    insert into organisations (name, kind) values ('Jongerenwerk Noord', 'jongerenwerk') returning id`;
  const [team] = await sql<{ id: string }[]>`
    insert into teams (name, organisation_id) values ('Ambulant', ${other?.id ?? ''}) returning id`;
  const somebody = await makeCasemanager(ground.db, [], { team: null });
  const organisationOf = async () => {
    const [row] = await sql<{ id: string }[]>`select organisation_id as id from staff where id = ${somebody}`;
    return row?.id;
  };
  assert.equal(await organisationOf(), firstOrganisation);
  await sql`update staff set team_id = ${team?.id ?? ''} where id = ${somebody}`;
  assert.equal(await organisationOf(), other?.id);
  await assert.rejects(
    sql`update staff set organisation_id = ${firstOrganisation} where id = ${somebody}`,
    /staff_team_of_organisation/,
  );
});

/** Who is signed in, as their session says. */
async function signedIn(id: string): Promise<Ctx> {
  const staff = await ground.ctx.sessions.find(await ground.ctx.sessions.begin(id), { touch: false });
  assert.ok(staff);
  return { ...ground.ctx, actor: { kind: 'staff', staff, addressKey: 'office' } };
}

test('who is in no team sees nothing of anybody else, and two without a team are no team', async () => {
  const booked = await book(ground.ctx, request('09:00'), randomUUID());
  assert.ok(booked.ok);
  const { id } = booked.appointment;
  const alone = await makeCasemanager(ground.db, [], { firstName: 'Bo', team: null });
  const alsoAlone = await makeCasemanager(ground.db, [], { firstName: 'Kim', team: null });
  // As an account was made without a word on a team: the default of the column was the team of everybody.
  const beheer = await signedIn(await addByName('beheerder'));
  ground.ctx.bus.say({ roster: true });
  const day = { date: '2026-11-20' };
  assert.ok((await readAppointment(staffCtx(ground.ctx, noor), id)).ok);
  for (const ctx of [beheer, staffCtx(ground.ctx, alone, { team: null })]) {
    assert.deepEqual(await readAppointment(ctx, id), { ok: false, error: 'not-found' });
    assert.deepEqual(await readDay(ctx, { ...day, who: noor }), { ok: false, error: 'not-found' });
    assert.deepEqual(await readDay(ctx, { ...day, who: alsoAlone }), { ok: false, error: 'not-found' });
    const own = await readDay(ctx, day);
    assert.ok(own.ok && own.whose.own);
  }
  const ctx = staffCtx(ground.ctx, alone, { team: null });
  assert.deepEqual(inboxOf(ctx, await readInboxGround(ground.ctx, [null])).colleagues, []);
});
