import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { TransactionSql } from 'postgres';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { readDay } from '#server/agenda/readDay.ts';
import { readNext } from '#server/agenda/readNext.ts';
import { findSlots } from '#server/availability/findSlots.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { findOfContact } from '#server/booking/findOfContact.ts';
import { move } from '#server/booking/move.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import { expireHolds, forgetOld } from '#server/booking/sweep.ts';
import { closeSilentChats } from '#server/chat/closeSilent.ts';
import { readConversation } from '#server/chat/readConversation.ts';
import { readInbox } from '#server/chat/readInbox.ts';
import { readAfter, readGrown } from '#server/chat/readMessages.ts';
import { requeueLostChats } from '#server/chat/requeueLost.ts';
import { requeueUnansweredChats } from '#server/chat/requeueUnanswered.ts';
import { sendAsJongere } from '#server/chat/sendMessage.ts';
import { readTouched } from '#server/figures/countTrajecten.ts';
import { followGesprekken } from '#server/gesprekken/follow.ts';
import { invite } from '#server/gesprekken/invite.ts';
import { openGesprek } from '#server/gesprekken/openGesprek.ts';
import { gesprekToken } from '#server/gesprekken/path.ts';
import { readJoinable } from '#server/gesprekken/readJoinable.ts';
import type { Services } from '#server/http/context.ts';
import { isoInAmsterdam } from '#server/kernel/time.ts';
import { write } from '#server/kernel/write.ts';
import { search } from '#server/search/search.ts';
import { readToday } from '#server/today/readToday.ts';
import { countDue } from '#server/trajecten/countDue.ts';
import { wipeJongere } from '#server/trajecten/forgetJongeren.ts';
import { readWorklist } from '#server/trajecten/readWorklist.ts';
import {
  fixedClock,
  jongereCtx,
  makeCasemanager,
  makeLocation,
  makeServices,
  makeTopic,
  staffCtx,
} from '../support/factories.ts';
import { type Plan, watchPlans } from '../support/planWatch.ts';
import { testDatabase } from '../support/postgres.ts';

const rows = 100_000;
const big = [
  'appointments',
  'appointment_notes',
  'history',
  'chat_conversations',
  'chat_messages',
  'chat_notes',
  'jongeren',
  'trajecten',
  'meldingen',
  'traject_links',
  'traject_invitations',
  'referrals',
];

let database: Awaited<ReturnType<typeof testDatabase>>;
let watch: ReturnType<typeof watchPlans>;
let services: Services;
let noor: string;
const clock = fixedClock();
const organisation = randomUUID();

before(async () => {
  database = await testDatabase();
  const { sql, db } = database;
  const location = await makeLocation(db, { id: 'centrum' });
  await makeTopic(db, { id: 'school' });
  noor = await makeCasemanager(db, [{ locationId: location }]);
  for (let more = 1; more < 40; more++) await makeCasemanager(db, [{ locationId: location }]);
  await sql.begin(async (tx) => {
    // Who fills a table by the hundred thousand need not be told whether each row belongs to another.
    await tx`set local session_replication_role = replica`;
    await fillAppointments(tx);
    await fillChats(tx);
    await fillTrajecten(tx);
  });
  for (const table of big) await sql`vacuum analyze ${sql(table)}`;
  watch = watchPlans(database.url);
  services = await makeServices(watch, { clock });
});
after(async () => {
  await services?.close();
  await watch?.close();
  await database?.drop();
});

/** For each of 40 casemanagers one an hour since October, every fifth of them booked. */
async function fillAppointments(tx: TransactionSql) {
  await tx`
    insert into appointments (id, status, topic_id, location_id, modality, casemanager_id, starts_at, ends_at, during,
      local_date, reference, token_hash, name, name_folded, email, phone, age_group, created_at)
    select gen_random_uuid(), case hour % 5 when 0 then 'booked' when 1 then 'expired' else 'cancelled' end, 'school',
      'centrum', 'op-locatie', casemanager, start, start + '30 min', tstzrange(start, start + '30 min'), start::date,
      'REF-' || n, 'hash ' || n, word, word, word || '@example.nl', '+316' || (10000000 + n), '18-22', start
    from (
      select n, n / 40 as hour, substr(md5(n::text), 1, 12) as word, people[n % 40 + 1] as casemanager,
        timestamptz '2026-10-01 00:00Z' + n / 40 * interval '1 hour' as start
      from generate_series(0, ${rows - 1}::int) as n, (select array_agg(id order by id) as people from staff) as team
    ) as made`;
  await tx`
    insert into history (appointment_id, at, what, actor) select id, created_at, 'booked', 'jongere' from appointments`;
  await tx`
    insert into appointment_notes (appointment_id, staff_id, at, text)
    select id, casemanager_id, starts_at, case when reference like '%00' then 'Moeder belde over de brief' else name end
    from appointments where status = 'booked'`;
}

/** 5,000 chats of twenty messages, of which some still go on. */
async function fillChats(tx: TransactionSql) {
  await tx`
    insert into chat_conversations (id, kind, status, token_hash, language, casemanager_id, last_seq, started_at,
      waiting_since, taken_at, closed_at, close_reason, first_name)
    select gen_random_uuid(), 'chat', (case when over then 'closed' else 'active' end)::chat_status, 'hash ' || n, 'nl',
      people[n % 40 + 1], 20, at, at, at, case when over then at end,
      (case when over then 'ended' end)::chat_close_reason, case n % 100 when 0 then 'Femke' else md5(n::text) end
    from (
      select n, n > 50 as over, timestamptz '2026-11-20 08:55Z' - n * interval '5 min' as at
      from generate_series(1, ${rows / 20}::int) as n
    ) as made, (select array_agg(id order by id) as people from staff) as team`;
  await tx`
    insert into chat_messages (conversation_id, seq, client_id, author, kind, body, created_at)
    select id, seq, gen_random_uuid(), 'jongere', 'text', 'Hoi', started_at
    from chat_conversations, generate_series(1, 20) as seq`;
  await tx`
    insert into chat_notes (id, conversation_id, staff_id, at, text)
    select gen_random_uuid(), id, ${noor}, started_at,
      case when first_name = 'Femke' then 'Over inschrijving' else first_name end
    from chat_conversations`;
}

/** 10,000 jongeren with a traject and a melding each, every tenth of them open and half of them with an afspraak; and referrals. */
async function fillTrajecten(tx: TransactionSql) {
  await tx`
    insert into jongeren (id, first_name, last_name, name_folded, birth_date, phone, email, created_at)
    select gen_random_uuid(), 'J', word, 'j ' || word, date '2004-01-01' + n % 2000, '+316' || (10000000 + n), word || '@example.nl', now()
    from (select n, substr(md5(n::text), 1, 12) as word from generate_series(1, ${rows / 10}::int) as n) as made`;
  await tx`
    insert into trajecten (id, jongere_id, state, owner_id, assigned_at, next_action, next_on, opened_at, closed_at, destination)
    select id, id, case when open then 'lopend' else 'afgesloten' end, people[n % 40 + 1], now(), case when open then 'call' end,
      case when open then date '2026-11-18' + n::int % 30 end, now(), case when not open then now() end,
      case when not open then 'other' end
    from (select id, n, n % 10 = 0 as open from (select id, row_number() over () as n from jongeren) as numbered) as made,
      (select array_agg(id order by id) as people from staff) as team`;
  await tx`
    insert into meldingen (id, jongere_id, traject_id, kind, source, reported_by, began_on, reported_at)
    select id, jongere_id, id, 'uit', 'staff', owner_id, '2026-11-01', now() from trajecten`;
  await tx`
    insert into traject_links (traject_id, appointment_id, at, followed, to_follow)
    select t.id, a.id, now(), 'off', false
    from (select id, row_number() over () as n from trajecten) as t
      join (select id, row_number() over () as n from appointments where status = 'cancelled') as a using (n)
    where n % 2 = 0`;
  await tx`
    insert into traject_invitations (id, traject_id, token_hash, created_at, created_by, way, expires_at, ended_at, ended_why)
    select gen_random_uuid(), id, 'hash ' || id, opened_at, owner_id, 'letter', opened_at + '1 day', opened_at, 'renewed'
    from trajecten`;
  await tx`insert into organisations (id, name, kind) values (${organisation}, 'Straat', 'jongerenwerk')`;
  await tx`
    insert into referrals (id, source, organisation_id, first_name, first_name_folded, phone, email, contact_of, age_group, language,
      topic_id, consent_text, consent_version, consent_language, consented_at, created_at)
    select gen_random_uuid(), 'api', ${organisation}, 'J', 'j', '+316' || (10000000 + n), n || '@example.org', 'jongere', '18-22', 'nl',
      'school', 'Ja', '1', 'nl', now(), now()
    from generate_series(1, ${rows / 10}::int) as n`;
}

const person = (name: string) =>
  ({ name: 'Sam', ageGroup: '18-22', contact: { email: `${name}@example.org` } }) as const;
const place = { topic: 'school', location: 'centrum', modality: 'op-locatie' } as const;

/** Does it and gives the plans of what it asked; none may look at all of a large table. */
async function plansOf(act: () => Promise<unknown>): Promise<Plan[]> {
  watch.taken();
  await act();
  const plans = watch.taken();
  for (const { query, nodes } of plans) {
    const whole = nodes.filter((node) => {
      return node['Node Type'] === 'Seq Scan' && big.includes(node['Relation Name'] ?? '');
    });
    assert.deepEqual(whole, [], `looks at a whole table: ${query}`);
  }
  return plans;
}

/** The same, where something of this table must have been looked at: else nothing was proved. */
async function looksInto(table: string, act: () => Promise<unknown>): Promise<void> {
  const plans = await plansOf(act);
  const seen = plans.some(({ nodes }) => nodes.some((node) => node['Relation Name'] === table));
  assert.ok(seen, `expected to look into ${table}, did ${plans.length} statements`);
}

const tokenOf = async (act: ReturnType<typeof book>) => {
  const result = await act;
  assert.ok(result.ok);
  return result.appointment;
};

async function freeStarts(count: number): Promise<string[]> {
  const { topics } = await services.roster.current();
  const [topic] = topics;
  assert.ok(topic);
  const slots = await findSlots(jongereCtx(services), {
    topic,
    from: '2026-11-23',
    to: '2026-11-27',
    location: 'centrum',
  });
  return slots.slice(0, count).map(({ start }) => isoInAmsterdam(start));
}

test('of 100,000 afspraken a jongere finds, holds, books, moves and cancels by an index', async () => {
  const sam = jongereCtx(services);
  let starts: string[] = [];
  await looksInto('appointments', async () => {
    starts = await freeStarts(4);
  });
  const [one = '', two = '', three = ''] = starts;
  let token = '';
  await looksInto('appointments', async () => {
    token = (await tokenOf(book(sam, { ...place, start: one, ...person('sam') }, 'a key'))).token;
  });
  await looksInto('appointments', async () => {
    const held = await placeHold(sam, { ...place, start: two });
    assert.ok(held.ok);
    await tokenOf(book(sam, { topic: 'school', hold: held.hold.token, ...person('sem') }));
  });
  await looksInto('appointments', async () => assert.ok((await findAppointment(sam, token)).ok));
  await looksInto('appointments', async () => assert.ok((await move(sam, token, { start: three })).ok));
  await looksInto('appointments', async () => assert.ok((await cancel(sam, token)).ok));
});

test('so does a casemanager see a day, an afspraak with its history, and who has one already', async () => {
  const casemanager = staffCtx(services, noor);
  await looksInto('appointments', async () => {
    const day = await readDay(casemanager, { date: '2026-11-23' });
    assert.ok(day.ok && day.day.items.length > 0);
  });
  await looksInto('appointments', () => readNext(casemanager));
  await looksInto('appointments', async () => {
    const { day, next, toDo } = await readToday(casemanager);
    assert.ok(day.items.length > 0 && next && toDo.length > 0);
  });
  const [row] = await database.sql<{ id: string; email: string }[]>`
    select id, email from appointments where status = 'booked' and starts_at > '2026-12-01' limit 1`;
  assert.ok(row);
  await looksInto('history', async () => {
    const read = await readAppointment(casemanager, row.id);
    assert.ok(read.ok && read.appointment.history.length === 1);
  });
  await looksInto('appointments', async () => {
    assert.equal((await findOfContact(casemanager, { email: row.email })).length, 1);
  });
});

test('what staff search for is found by the indexes of the search, whatever it is', async () => {
  const { sql } = database;
  await sql`
    update appointments set name = 'Łukasz', name_folded = 'lukasz' where reference in ('REF-520', 'REF-99080')`;
  const ctx = staffCtx(services, noor);
  const word = async (n: number) =>
    (await sql<{ word: string }[]>`select substr(md5(${n}::int::text), 1, 12) as word`)[0]?.word ?? '';
  const look = (text: string) => search(ctx, { text, size: { people: 50, notes: 5, chats: 5 } });
  const asked: [string, number][] = [
    ['lukasz', 2],
    ['ŁUK', 2],
    ['lu', 2],
    ['lukazs', 2],
    ['lukasz school', 2],
    [`${await word(80)}@example.nl`, 1],
    [(await word(80)).slice(2, 10), 1],
    ['06 10000080', 1],
    ['0080123', 1],
  ];
  for (const [text, wanted] of asked) {
    const plans = await plansOf(async () => {
      const { people } = await look(text);
      assert.equal(people.length, wanted, text);
    });
    const usesIndex = plans.some(({ nodes }) =>
      nodes.some((node) => node['Index Name'] === 'appointments_search'),
    );
    assert.ok(usesIndex, `${text} does not look into the index`);
    // Of one word: said twice each pattern would be looked up for each other one.
    const most = text.includes(' ') ? Number.POSITIVE_INFINITY : 2;
    for (const { query } of plans) assert.ok(query.split('like any').length <= most, `${text}: ${query}`);
  }
  await looksInto('appointment_notes', async () => assert.equal((await look('brief')).notes.length, 5));
  await looksInto('appointment_notes', async () =>
    assert.equal((await look('brief moeder')).notes.length, 5),
  );
  await looksInto('chat_conversations', async () => assert.equal((await look('femke')).chats.length, 5));
  await looksInto('chat_notes', async () => assert.equal((await look('inschrijving')).chats.length, 5));
  await looksInto('appointments', async () => assert.ok((await look('23-11-2026')).people.length > 0));
  await looksInto('appointments', async () => assert.ok((await look('REF-520')).people.length > 0));
});

test('of 100,000 messages those of one chat are read and written by an index, and so is the inbox', async () => {
  const casemanager = staffCtx(services, noor);
  const [chat] = await database.sql<{ id: string }[]>`
    select id from chat_conversations where status = 'active' and casemanager_id = ${noor}`;
  const id = chat?.id ?? assert.fail('expected a chat of Noor');
  await looksInto('chat_conversations', () => readInbox(casemanager));
  await looksInto('chat_conversations', async () => assert.ok(await readConversation(casemanager, id)));
  await looksInto('chat_messages', async () =>
    assert.equal((await readAfter(services, id, 15)).rows.length, 5),
  );
  await looksInto('chat_messages', () => readGrown(services, [{ conversation: id, last: 10 }]));
  await looksInto('chat_messages', async () => {
    assert.ok((await sendAsJongere(services, id, { clientId: randomUUID(), body: 'Dag' })).ok);
  });
});

test('of 10,000 trajecten a worklist, its counts and what can be joined to one are found by an index', async () => {
  const casemanager = staffCtx(services, noor);
  const all = { filters: {}, after: null };
  let first = '';
  for (const view of ['mine', 'team', 'birthday'] as const)
    await looksInto('trajecten', async () => {
      const { rows: shown } = await readWorklist(casemanager, { view, ...all });
      first = shown[0]?.id ?? first;
    });
  assert.notEqual(first, '');
  await looksInto('trajecten', () => countDue(casemanager));
  await looksInto('referrals', () => readJoinable(casemanager, first));
  let invitation = '';
  await looksInto('jongeren', async () => {
    const invited = await invite(casemanager, first, { version: 1, way: 'letter' });
    assert.ok(invited.ok);
    invitation = invited.invitation;
  });
  await database.sql`
    insert into traject_links (traject_id, appointment_id, at) select ${first}, id, now() from appointments
    where status = 'booked' and starts_at > '2026-12-01' order by starts_at limit 1`;
  const jongere = jongereCtx(services);
  await looksInto('traject_invitations', async () => {
    const opened = await openGesprek(jongere, gesprekToken(services, invitation));
    assert.ok(opened.ok && opened.invitation.gesprek);
  });
});

test('who is forgotten goes with all that is theirs, found by an index', async () => {
  const [row] = await database.sql<{ id: string }[]>`
    select jongere_id as id from trajecten where closed_at is not null limit 1`;
  assert.ok(row);
  const system = { ...services, actor: { kind: 'system' }, language: 'nl' } as const;
  await looksInto('jongeren', () => write(system, (w) => wipeJongere(w, row.id)));
});

test('figures of a quarter find the meldingen and gesprekken of each traject by an index', async () => {
  watch.taken();
  await readTouched(services.sql, '2026-10-01');
  const nodes = watch.taken().flatMap((plan) => plan.nodes);
  // All trajecten are looked at once. What belongs to one must not be looked for in all there is, again for each.
  for (const table of ['meldingen', 'traject_links', 'appointments']) {
    const found = nodes.filter((node) => node['Relation Name'] === table);
    assert.ok(found.length > 0, table);
    assert.deepEqual(
      found.filter((node) => node['Node Type'] === 'Seq Scan'),
      [],
      table,
    );
  }
});

test('what runs every few seconds looks at what is open alone', async () => {
  // Nothing changed: no afspraak of a traject is read.
  await looksInto('traject_links', () => followGesprekken(services));
  await looksInto('appointments', () => expireHolds(services));
  await looksInto('appointments', () => forgetOld(services));
  await looksInto('chat_conversations', () => closeSilentChats(services));
  await looksInto('chat_conversations', () => requeueLostChats(services));
  await looksInto('chat_conversations', () => requeueUnansweredChats(services));
});
