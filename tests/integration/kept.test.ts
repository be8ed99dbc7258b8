import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, beforeEach, test } from 'node:test';
import { book } from '#server/booking/book.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import { expireHolds } from '#server/booking/sweep.ts';
import { tablesOfJongeren } from '#server/held/tables.ts';
import { regularJobs } from '#server/jobs/jobs.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager } from '../support/factories.ts';
import { type RaceGround, raceGround, request } from '../support/raceGround.ts';

// What the guide says of how long things are kept. Chats, forms and sign-ins that failed have tests of their own:
// chatForget, typedForms, accounts.

let ground: RaceGround;
let noor: string;
before(async () => {
  ground = await raceGround(0);
  noor = await makeCasemanager(ground.db, [{ locationId: 'centrum' }], { firstName: 'Noor' });
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'availability_exceptions', 'sessions', 'chat_canned_replies');
  await ground.sql`update staff set active = true`;
  ground.ctx.bus.say({ roster: true });
});

/** All that comes back every hour, as the job queue would do it. */
async function anHourPassed(): Promise<void> {
  for (const { everySeconds, run } of regularJobs) if (everySeconds === 3600) await run(ground.ctx);
}

/** Per table of the database the row of the guide that it belongs to, by its first words. */
const rowOf: Record<string, string> = {
  appointments: 'who an afspraak is for',
  appointment_notes: 'who an afspraak is for',
  appointment_events: 'that there was an afspraak',
  history: 'who changed what',
  configuration_changes: 'what the gemeente decided',
  audit: 'who viewed, changed',
  audit_seals: 'who viewed, changed',
  idempotency_keys: 'SHA-256 of an',
  outbox: 'what was told of an afspraak',
  availability_exceptions: 'leave, illness',
  chat_conversations: 'a chat, or a question',
  chat_messages: 'a chat, or a question',
  chat_notes: 'a chat, or a question',
  chat_figures: 'how long a chat waited',
  visit_days: 'how many visitors',
  figure_months: 'figures of a month',
  published_figures: 'figures of a month',
  chat_blocks: 'what a browser is known by',
  chat_day_secrets: 'what a browser is known by',
  chat_presence: 'when a casemanager was last there',
  chat_canned_replies: 'when a casemanager was last there',
  sessions: 'a session of a casemanager',
  sso_sessions: 'a session of a casemanager',
  sso_requests: 'a sign-in that is under way',
  sso_links: 'accounts of casemanagers',
  sign_in_attempts: 'that signing in failed',
  password_links: 'a link to set a password',
  pending_sign_ins: 'a sign-in that waits',
  passkey_challenges: 'a sign-in that waits',
  sign_in_factors: 'passkeys (public keys)',
  recovery_codes: 'passkeys (public keys)',
  recovery_sheets: 'passkeys (public keys)',
  webhooks: 'systems that hear what happened',
  webhook_events: 'what such a system was to hear',
  push_choices: 'browsers that casemanagers let',
  push_devices: 'browsers that casemanagers let',
  push_notices: 'browsers that casemanagers let',
  trusted_devices: 'a browser in which no second factor',
  password_requests: 'that somebody asked for a new password',
  walk_ins: 'that somebody walked in',
  waiting_list: 'who waits for a time',
  waiting_list_offers: 'who waits for a time',
  typed_forms: 'what was typed in a form',
  undoable: 'what an act of staff changed',
  referrals: 'who referred which jongere',
  referral_invitations: 'who referred which jongere',
  referral_changes: 'who referred which jongere',
  referral_messages: 'who referred which jongere',
  referral_proposals: 'that a casemanager proposed in a chat',
  jongeren: 'who was reported',
  guardians: 'who was reported',
  enrolments: 'who was reported',
  jongere_joins: 'who was reported',
  jongere_corrections: 'who was reported',
  jongere_requests: 'that a jongere objected',
  melding_additions: 'who was reported',
  contact_attempts: 'who was reported',
  traject_notes: 'who was reported',
  traject_sent: 'who was reported',
  traject_looks: 'who was reported',
  traject_links: 'who was reported',
  traject_invitations: 'who was reported',
  handovers: 'who was reported',
  handover_openings: 'who was reported',
  meldingen: 'that there was a melding',
  trajecten: 'that there was a melding',
  year_plans: 'who does what in a school year',
  year_plan_steps: 'who does what in a school year',
  year_plan_marks: 'who does what in a school year',
  year_plan_schools: 'who does what in a school year',
  lists: 'a list that a school',
  list_rows: 'a list that a school',
  list_mappings: 'a list that a school',
  organisation_keys: 'what a system of an organisation',
  busy_times: 'when a casemanager is busy',
  calendar_sources: 'when a casemanager is busy',
  calendar_writers: 'what was written into a calendar',
  calendar_entries: 'what was written into a calendar',
  staff: 'accounts of casemanagers',
  teams: 'accounts of casemanagers',
  organisations: 'accounts of casemanagers',
  rights_reviews: 'lists of who may do what',
  weekly_rules: 'accounts of casemanagers',
  settings: 'accounts of casemanagers',
  staff_calendars: 'what the own calendar of a casemanager',
};
/** Tables in which nobody stands. */
const nobody = [
  'audit_sent',
  'chat_processes',
  'closures',
  'database_purpose',
  'demo_messages',
  'first_free_days',
  'locations',
  'logos',
  'nothing_free_days',
  'referral_shortages',
  'roster_version',
  'topics',
  'waiting_screens',
];

test('the guide says of each table how long it is kept', async () => {
  const guide = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const kept = guide.slice(guide.indexOf('## What is kept, and how long'));
  const tables = await ground.sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v') and not relispartition order by 1`;
  assert.deepEqual(
    tables.map(({ name }) => name),
    [...Object.keys(rowOf), ...nobody].sort(),
    'a new table: write into docs/operations.md how long it is kept, have a job forget it, and name it here',
  );
  for (const words of Object.values(rowOf)) assert.ok(kept.includes(`\n| ${words}`), words);
});

/** Rows of the guide that are about people who work here, or about nobody. */
const ofStaff = [
  ...['leave, illness', 'when a casemanager was last there', 'a session of a casemanager'],
  ...['that signing in failed', 'a link to set a password', 'a sign-in that waits', 'passkeys (public keys)'],
  ...['a browser in which no second factor', 'that somebody asked for a new password'],
  ...['a sign-in that is under way', 'browsers that casemanagers let'],
  ...['accounts of casemanagers', 'lists of who may do what', 'what the gemeente decided'],
  'when a casemanager is busy',
  'what was written into a calendar',
  'what the own calendar of a casemanager',
  ...['what a system of an organisation', 'systems that hear what happened'],
  'who does what in a school year',
];

test('what is kept of a jongere is handed over when they ask for it, or the page says why not', async () => {
  const about = Object.keys(rowOf).filter((table) => !ofStaff.includes(rowOf[table] ?? ''));
  assert.deepEqual(
    Object.keys(tablesOfJongeren).sort(),
    about.sort(),
    'a new table: hand over what is in it (server/held), or say in server/held/tables.ts why not; or it is of staff',
  );
  for (const [table, known] of Object.entries(tablesOfJongeren)) {
    if (typeof known === 'string') continue;
    const columns = await ground.sql<{ name: string }[]>`
      select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = ${table}`;
    const names = columns.map(({ name }) => name).sort();
    assert.deepEqual(names, Object.keys(known).sort(), `a column of ${table}: see server/held/tables.ts`);
  }
});

test('a hold leaves nothing of a person when it is over, and its row goes a day later', async () => {
  const { ctx, clock, sql } = ground;
  const { topic, start = '', location, modality = 'op-locatie' } = request('10:00');
  const held = await placeHold(ctx, { topic, start, location, modality });
  assert.ok(held.ok);
  await sql`update appointments set modality = 'huisbezoek', visit_address = 'Laan 1, Den Haag', name = 'Sam', age_group = 'tot-18', email = 'sam@example.nl', note = 'x', interpreter = 'Dari'`;
  clock.advance(held.hold.expiresAt - clock.now());
  await expireHolds(ctx);
  const left = () =>
    sql`select name, email, phone, visit_address, age_group, note, interpreter, referral, held_from from appointments`;
  assert.deepEqual(
    (await left()).map((row) => Object.values(row).filter((value) => value !== null)),
    [[]],
  );
  clock.advance(24 * 3_600_000);
  await anHourPassed();
  assert.equal((await left()).length, 1);
  clock.advance(1);
  await anHourPassed();
  assert.equal((await left()).length, 0);
});

test('who an afspraak was for is forgotten after its days, and not a moment before; that it was stays', async () => {
  const { ctx, clock, sql } = ground;
  const booked = await book(ctx, { ...request('10:00'), referral: undefined });
  assert.ok(booked.ok);
  await sql`update appointments set referral = 'wijkteam', reach_by = 'email', interpreter = 'Dari', companion = 'somebody', step_free = true`;
  await sql`
    insert into appointment_notes (appointment_id, staff_id, at, text)
    select id, ${noor}, now(), 'geheim' from appointments`;
  const end = booked.appointment.end + 90 * 24 * 3_600_000;
  const left = async () => {
    const [row] = await sql`
      select name, age_group, reach_by, referral, reference, interpreter, companion, step_free, status, (select count(*)::int from appointment_notes) as notes
      from appointments`;
    return row;
  };
  clock.advance(end - clock.now());
  await anHourPassed();
  assert.equal((await left())?.name, 'Sam');
  clock.advance(1);
  await anHourPassed();
  const needs = { interpreter: null, companion: null, step_free: false };
  const nothing = { ...needs, name: null, age_group: null, reach_by: null, referral: null, reference: null };
  assert.deepEqual({ ...(await left()) }, { ...nothing, status: 'booked', notes: 0 });
});

test('an Idempotency-Key is forgotten after a day', async () => {
  const { ctx, clock, sql } = ground;
  assert.ok((await book(ctx, request('10:00'))).ok);
  await sql`
    insert into idempotency_keys (key_hash, request_hash, appointment_id, created_at)
    select 'a', 'b', id, ${new Date(clock.now()).toISOString()} from appointments`;
  const count = async () => (await sql`select from idempotency_keys`).length;
  clock.advance(24 * 3_600_000);
  await anHourPassed();
  assert.equal(await count(), 1);
  clock.advance(1);
  await anHourPassed();
  assert.equal(await count(), 0);
});

test('a session is deleted when its time is over, also when nobody comes back', async () => {
  const { ctx, clock, sql } = ground;
  const count = async () => (await sql`select from sessions`).length;
  await ctx.sessions.begin(noor);
  clock.advance(2 * 3_600_000 - 1);
  await anHourPassed();
  assert.equal(await count(), 1);
  clock.advance(1);
  await anHourPassed();
  assert.equal(await count(), 0);

  const token = await ctx.sessions.begin(noor);
  for (let hours = 1; hours < 12; hours += 1) {
    clock.advance(3_600_000);
    assert.ok(await ctx.sessions.find(token, { touch: true }));
    await anHourPassed();
  }
  assert.equal(await count(), 1);
  clock.advance(3_600_000);
  await anHourPassed();
  assert.equal(await count(), 0);
});

test('leave and illness are deleted ninety days after their last day, or when the gemeente says', async () => {
  const { ctx, sql } = ground;
  const put = (until: string) => sql`
    insert into availability_exceptions (casemanager_id, kind, date_from, date_until, reason)
    values (${noor}, 'absence', '2026-08-01', ${until}, 'ziek')`;
  const left = async () =>
    (await sql`select date_until::text as until from availability_exceptions order by 1`).map(
      ({ until }) => until,
    );
  for (const until of ['2026-08-21', '2026-08-22', '2026-11-19', '2026-12-31']) await put(until);
  await anHourPassed();
  assert.deepEqual(await left(), ['2026-08-22', '2026-11-19', '2026-12-31']);
  const [before] = await sql`select version from roster_version`;
  await anHourPassed();
  const [again] = await sql`select version from roster_version`;
  assert.deepEqual(again, before, 'nothing to delete is no change for anybody');

  await sql`insert into settings (values) values ('{"absenceDays": 1}')`;
  ctx.bus.say({ roster: true });
  await anHourPassed();
  assert.deepEqual(await left(), ['2026-11-19', '2026-12-31']);
  await sql`delete from settings`;
  ctx.bus.say({ roster: true });
});

test('with a casemanager who left go their own replies and when they were last there; those of the team stay', async () => {
  const { sql } = ground;
  const reply = (owner: string | null) => sql`
    insert into chat_canned_replies (id, staff_id, team, shortcut, body)
    values (${randomUUID()}, ${owner}, 'Casemanagers', 'bel', 'Bel mij op 06 12 34 56 78')`;
  await reply(noor);
  await reply(null);
  await sql`insert into chat_presence (staff_id, status, seen_at) values (${noor}, 'away', now())`;
  const left = async () => [
    (await sql`select from chat_canned_replies`).length,
    (await sql`select from chat_presence`).length,
  ];
  await anHourPassed();
  assert.deepEqual(await left(), [2, 1]);
  await sql`update staff set active = false where id = ${noor}`;
  await anHourPassed();
  assert.deepEqual(await left(), [1, 0]);
});
