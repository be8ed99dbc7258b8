import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { NotAllowed } from '#server/access/may.ts';
import { book } from '#server/booking/book.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import { findHeld } from '#server/held/findHeld.ts';
import { readOwnHeld } from '#server/held/readOwnHeld.ts';
import { type FindHeldInput, findHeldSchema } from '#server/held/request.ts';
import type { Ctx } from '#server/http/context.ts';
import { createLimits } from '#server/kernel/limits/limits.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { type RaceGround, raceGround, request } from '../support/raceGround.ts';

// What is kept of a jongere, when they ask for it.

let ground: RaceGround;
let noor = '';
let manager: Ctx;

before(async () => {
  ground = await raceGround(0);
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'chat_conversations', 'referrals', 'staff');
  noor = await makeCasemanager(ground.db, [{ locationId: 'centrum' }], { firstName: 'Noor' });
  const iris = await makeCasemanager(ground.db, [], { roles: ['beheerder'], team: null });
  manager = staffCtx(ground.ctx, iris, { roles: ['beheerder'], team: null });
  ground.ctx.bus.say({ roster: true });
});

const asked = (contact: string, name = ''): FindHeldInput =>
  findHeldSchema.parse({ contact, name, verified: 'called-back' });

async function look(contact: string, name?: string) {
  const found = await findHeld(manager, asked(contact, name), 'page');
  assert.ok(found.ok);
  return found.held;
}

async function bookFor(time: string, email: string, name = 'Sam') {
  const booked = await book(ground.ctx, { ...request(time, 'kort', email), name });
  assert.ok(booked.ok);
  return booked.appointment;
}

/** A chat with one message of each side, and a note. */
async function chat(values: { email?: string; firstName?: string } = {}): Promise<string> {
  const id = randomUUID();
  await ground.sql`
    insert into chat_conversations (id, kind, status, language, first_name, email, started_at, waiting_since, last_seq,
      rating, rating_line, token_hash, casemanager_id, taken_at)
    values (${id}, 'chat', 'active', 'nl', ${values.firstName ?? null}, ${values.email ?? null}, now(), now(), 2, 3,
      'fijn geholpen', ${`tokenhash-${id}`}, ${noor}, now())`;
  await ground.sql`
    insert into chat_messages (conversation_id, seq, client_id, author, kind, staff_id, body, created_at)
    values (${id}, 1, ${randomUUID()}, 'jongere', 'text', null, 'ik ben gestopt', now()),
      (${id}, 2, ${randomUUID()}, 'casemanager', 'text', ${noor}, 'wat goed dat je het zegt', now())`;
  await ground.sql`
    insert into chat_notes (id, conversation_id, staff_id, at, text)
    values (${randomUUID()}, ${id}, ${noor}, now(), 'chatnotitie over de buurman')`;
  return id;
}

test('all that was told is handed over, and no token, hash or note of colleagues', async () => {
  const email = 'sam@example.nl';
  const { id, token } = await bookFor('10:00', email);
  await ground.sql`
    update appointments set phone = '+31612345678', reach_by = 'bellen', note = 'liefst na schooltijd', interpreter = 'Tigrinya', referral = 'flyer-bieb',
      outcome = 'geweest', cancel_reason = 'was ziek', message_to_jongere = 'tot dan!', language = 'en'`;
  await ground.sql`
    insert into appointment_notes (appointment_id, staff_id, at, text) values (${id}, ${noor}, now(), 'notitie over moeder')`;
  await bookFor('11:00', email);
  await ground.sql`update appointments set status = 'cancelled', cancelled_at = now() where id <> ${id}`;
  const asking = await chat();
  await ground.sql`
    insert into chat_messages (conversation_id, seq, client_id, author, kind, appointment_id, data, created_at)
    values (${asking}, 3, ${randomUUID()}, 'system', 'booked', ${id}, '{"offer": 1}', now())`;
  const left = await chat({ email });
  await ground.sql`
    insert into referral_proposals (id, conversation_id, seq, organisation_id, made_by, topic_id, told, token_hash, created_at, expires_at, state)
    select ${randomUUID()}, ${left}, 3, organisation_id, id, 'kort', 'zoekt een maatje', 'hash-of-proposal', now(), now() + interval '1 day', 'proposed'
    from staff where id = ${noor}`;
  const others = await chat({ email: 'iemand@example.nl' });
  await bookFor('12:00', 'iemand@example.nl', 'Robin');
  const held = await placeHold(ground.ctx, request('13:00'));
  assert.ok(held.ok);
  await ground.sql`update appointments set name = 'Sam', email = ${email} where id = ${held.hold.id}`;

  const found = await look(' SAM@example.nl ');
  assert.deepEqual(
    found.appointments.map(({ status }) => status),
    ['booked', 'cancelled', 'held'],
  );
  assert.equal(found.conversations.length, 2);
  const said = JSON.stringify(found);
  for (const told of [
    ...[
      email,
      '+31612345678',
      'bellen',
      'liefst na schooltijd',
      'Tigrinya',
      'flyer-bieb',
      'geweest',
      'was ziek',
      'tot dan!',
    ],
    ...['ik ben gestopt', 'wat goed dat je het zegt', 'fijn geholpen', 'Noor', 'booked', 'zoekt een maatje'],
  ])
    assert.ok(said.includes(told), told);
  const hashes = await ground.sql<{ hash: string }[]>`
    select token_hash as hash from appointments where token_hash is not null
    union select hold_token_hash from appointments where hold_token_hash is not null
    union select token_hash from chat_conversations`;
  const secrets = [token, held.hold.token, ...hashes.map(({ hash }) => hash), asking, left, others, id];
  for (const secret of [...secrets, 'notitie', 'Robin', 'iemand@', 'hash-of'])
    assert.ok(!said.includes(secret), secret);
  assert.equal(found.appointments[0]?.notesOfColleagues, 1);
  const byPhone = await look('06 12345678');
  assert.equal(byPhone.appointments.length, 1);
});

test('under an address of a family, what is of one of them is handed over alone', async () => {
  await bookFor('10:00', 'thuis@example.nl', 'Ömer');
  await bookFor('11:00', 'thuis@example.nl', 'Lisa');
  await chat({ email: 'thuis@example.nl', firstName: 'Lisa' });
  const all = await look('thuis@example.nl');
  assert.deepEqual(all.names, ['Ömer', 'Lisa']);
  const one = await look('thuis@example.nl', 'omer');
  assert.deepEqual(
    [one.appointments.map(({ name }) => name), one.conversations.length, one.names],
    [['Ömer'], 0, ['Ömer', 'Lisa']],
  );
});

/** A referral by a school, of which the contact is the jongere's own or of who referred. */
async function referredBy(values: { firstName: string; email: string; contactOf: string }): Promise<string> {
  const id = randomUUID();
  const { firstName, email, contactOf } = values;
  await ground.sql`
    insert into referrals (id, source, from_name, from_organisation, from_email, first_name, first_name_folded, email, contact_of,
      age_group, language, topic_id, told, consent_text, consent_version, consent_language, consented_at, created_at)
    values (${id}, 'form', 'Meester Jan', 'De School', 'jan@school.example', ${firstName}, ${firstName.toLowerCase()}, ${email},
      ${contactOf}, '18-22', 'nl', 'kort', 'komt niet meer op school', 'Ik vind dit goed.', 'v1', 'nl', now(), now())`;
  await ground.sql`
    insert into referral_invitations (id, referral_id, token_hash, created_at, expires_at)
    values (${randomUUID()}, ${id}, ${`hash-of-${id}`}, now(), now() + interval '14 days')`;
  await ground.sql`
    insert into referral_changes (referral_id, at, by, before)
    values (${id}, now(), 'jongere', ${JSON.stringify({ told: 'zit vaak thuis', email })}::text::jsonb)`;
  await ground.sql`
    insert into referral_messages (referral_id, at, author, staff_id, body)
    values (${id}, now(), 'casemanager', ${noor}, 'we spraken elkaar')`;
  return id;
}

test('how somebody was brought here is handed over, and how who referred is reached is not', async () => {
  const { id, token } = await bookFor('10:00', 'sam@example.nl');
  const attached = await referredBy({
    firstName: 'Sam',
    email: 'werker@brug.example',
    contactOf: 'jongerenwerker',
  });
  await ground.sql`update appointments set referral_id = ${attached} where id = ${id}`;
  await referredBy({ firstName: 'Sam', email: 'sam@example.nl', contactOf: 'jongere' });

  const found = await look('sam@example.nl');
  assert.equal(found.referrals.length, 2);
  const said = JSON.stringify(found.referrals);
  for (const told of [
    'Meester Jan',
    'De School',
    'komt niet meer op school',
    'zit vaak thuis',
    'we spraken elkaar',
  ])
    assert.ok(said.includes(told), told);
  for (const hidden of ['werker@', 'jan@', 'hash-of', attached]) assert.ok(!said.includes(hidden), hidden);
  const own = await readOwnHeld(ground.ctx, token);
  assert.equal(own?.broughtBy?.told, 'komt niet meer op school');
  assert.ok(!JSON.stringify(own).includes('werker@'));

  await ground.sql`update appointments set email = 'werker@brug.example' where id = ${id}`;
  const ofWorker = await look('werker@brug.example');
  assert.equal(ofWorker.appointments.length + ofWorker.referrals.length, 0, 'is of who was brought here');
});

test('each look is recorded, also one that finds nothing, without what was looked up; and there is an end to it', async () => {
  await bookFor('10:00', 'sam@example.nl');
  await look('sam@example.nl');
  await look('niemand@example.nl');
  const rows = await ground.sql`
    select details, staff_id from history where what = 'held-shown' order by id`;
  assert.deepEqual(
    rows.map(({ details }) => details),
    [
      {
        as: 'page',
        verified: 'called-back',
        by: 'email',
        appointments: '1',
        conversations: '0',
        referrals: '0',
        places: '0',
        jongeren: '0',
      },
      {
        as: 'page',
        verified: 'called-back',
        by: 'email',
        appointments: '0',
        conversations: '0',
        referrals: '0',
        places: '0',
        jongeren: '0',
      },
    ],
  );
  let refused = 0;
  const limited = { ...manager, limits: createLimits(ground.clock, 'secret of tests', true) };
  for (let i = 0; i < 40; i++) {
    const found = await findHeld(limited, asked('niemand@example.nl'), 'json');
    if (!found.ok) refused += 1;
  }
  assert.equal(refused, 10);
  const casemanager = staffCtx(ground.ctx, noor, {});
  await assert.rejects(findHeld(casemanager, asked('sam@example.nl'), 'page'), NotAllowed);
});

test('a private link shows its own afspraak, and tells nothing of what else its contact has', async () => {
  const first = await bookFor('10:00', 'sam@example.nl');
  await bookFor('11:00', 'sam@example.nl');
  await chat({ email: 'sam@example.nl' });
  await ground.sql`
    insert into appointment_notes (appointment_id, staff_id, at, text)
    values (${first.id}, ${noor}, now(), 'notitie over moeder')`;
  const own = await readOwnHeld(ground.ctx, first.token);
  assert.ok(own);
  assert.equal(own.start.getTime(), first.start);
  const said = JSON.stringify(own);
  for (const hidden of ['notitie', 'gestopt', 'T10:00', first.token, 'notesOfColleagues'])
    assert.ok(!said.includes(hidden), hidden);
  assert.equal(await readOwnHeld(ground.ctx, `${first.token.slice(0, -1)}x`), null);
});

test('an address or a number is read as people write it, and nothing else is', () => {
  for (const [typed, kind] of [
    ['Sam@Example.nl', 'email'],
    ['06-12345678', 'phone'],
    ['+31 6 12 34 56 78', 'phone'],
  ] as const)
    assert.equal(asked(typed).whose.kind, kind, typed);
  for (const typed of ['', ' ', 'sam', '@', '0900-1234', "' or 1=1"])
    assert.ok(!findHeldSchema.safeParse({ contact: typed, verified: 'called-back' }).success, typed);
  assert.ok(!findHeldSchema.safeParse({ contact: 'sam@example.nl' }).success);
});
