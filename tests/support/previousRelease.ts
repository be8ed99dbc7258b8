import { randomUUID } from 'node:crypto';
import type { Sql } from '#db/client.ts';
import { createTokens, hashToken } from '#server/kernel/tokens.ts';

// What the previous release writes and reads, word for word: while a new one starts, a process of it still runs on the
// tables of the new one (docs/operations.md, "Upgrade"). Written for release 0.1.0 as it stood before issue 11; whoever
// makes the next release writes the statements of that one here, and moves `firstNewMigration` on.

/** The first migration that the previous release does not have. */
export const firstNewMigration = '0015_one_history';

/** The secret under which its links were made. */
export const secret = 'a secret that survives an upgrade, of some length';
const tokens = createTokens(secret);

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** What it wrote, as far as it can be asked for. */
export const written = {
  noor: id(1),
  anna: id(2),
  beheer: id(3),
  booked: { id: id(11), token: tokens.make('appointment', id(11), 1) },
  cancelled: { id: id(12), token: tokens.make('appointment', id(12), 1) },
  held: { id: id(13), token: tokens.make('hold', id(13), 1) },
  chat: { id: id(21), token: tokens.make('chat', id(21), 1) },
  sessions: { noor: 'n'.repeat(43), anna: 'a'.repeat(43), beheer: 'b'.repeat(43) },
  form: 'a word in an address',
};

const { noor, anna, beheer, booked, cancelled, held, chat, sessions } = written;
const now = '2026-11-20T09:00:00.000Z';

/** Writes what a gemeente in use has, on the tables of any release. */
export async function writeAsBefore(sql: Sql): Promise<void> {
  await sql`insert into settings (values) values ('{"municipality":"Voorbeeldstad","holdMinutes":15}')`;
  await sql`
    insert into locations (id, name, neighbourhood, address, modalities)
    values ('centrum', 'Centrum', 'Centrum', 'Voorbeeldplein 1', '{op-locatie,telefoon,video}')`;
  await sql`
    insert into topics (id, label, label_en, duration_minutes) values ('school', 'School', 'School', 30)`;
  await sql`
    insert into staff (id, email, first_name, last_name, role, team, daily_maximum) values
      (${noor}, 'noor@example.nl', 'Noor', 'Voorbeeld', 'casemanager', 'Casemanagers', 8),
      (${anna}, 'anna@example.nl', 'Anna', 'Voorbeeld', 'casemanager', 'Zuid', 8),
      (${beheer}, 'beheer@example.nl', 'Bo', 'Voorbeeld', 'beheerder', 'Zuid', 0)`;
  await sql`
    insert into weekly_rules (casemanager_id, location_id, weekday, from_time, until_time, valid_from, modalities)
    select ${noor}, 'centrum', day, '09:00', '17:00', '2020-01-01', '{op-locatie,telefoon}' from generate_series(1, 5) day`;
  await sql`
    insert into availability_exceptions (casemanager_id, kind, date_from, date_until, reason, created_by)
    values (${noor}, 'absence', '2026-11-25', '2026-11-25', 'verlof', ${noor})`;
  await sql`insert into closures (name, date_from, date_until) values ('Studiedag', '2026-11-26', '2026-11-26')`;
  await writeAppointments(sql);
  await writeSessions(sql);
  await writeChat(sql);
}

async function writeAppointments(sql: Sql): Promise<void> {
  const rows = [
    { of: booked, status: 'booked', hour: '09', name: 'Sam' },
    { of: cancelled, status: 'cancelled', hour: '10', name: 'Sem' },
    { of: held, status: 'held', hour: '11', name: null },
  ] as const;
  for (const { of, status, hour, name } of rows) {
    const [from, until] = [`2026-11-23T${hour}:00:00Z`, `2026-11-23T${hour}:30:00Z`];
    const isHeld = status === 'held';
    const reference = isHeld ? null : `K7M-4Q${hour.at(-1) === '9' ? 'A' : 'B'}`;
    await sql`
      insert into appointments (
        id, status, topic_id, location_id, modality, casemanager_id, starts_at, ends_at, during, local_date,
        hold_token_hash, expires_at, held_from, reference, token_hash, created_at, booked_at,
        name, name_folded, email, phone, age_group, reach_by, language, note, referral, follows_id
      )
      values (${of.id}, ${status}, 'school', 'centrum', 'op-locatie', ${noor}, ${from}, ${until},
        ${`[${from},${until})`}::tstzrange, '2026-11-23', ${isHeld ? hashToken(of.token) : null},
        ${isHeld ? '2026-11-20T09:20:00Z' : null}, ${isHeld ? ['a network'] : null}, ${reference},
        ${isHeld ? null : hashToken(of.token)}, ${now}, ${isHeld ? null : now}, ${name}, ${name?.toLowerCase() ?? null},
        ${name && `${name}@example.org`.toLowerCase()}, null, ${name && '18-22'}, ${name && 'email'}, 'nl', null, null, null)`;
  }
  await sql`
    update appointments set cancelled_at = ${now}, cancel_reason = 'Ik ben ziek', sequence = sequence + 1
    where id = ${cancelled.id}`;
  const events = [
    { of: booked, kind: 'booked', actor: 'jongere', by: null, details: {} },
    { of: booked, kind: 'moved', actor: 'staff', by: noor, details: { from: now } },
    { of: cancelled, kind: 'booked', actor: 'jongere', by: null, details: {} },
    { of: cancelled, kind: 'cancelled', actor: 'jongere', by: null, details: {} },
  ] as const;
  for (const { of, kind, actor, by, details } of events) {
    await sql`
      insert into appointment_events (appointment_id, at, kind, actor, staff_id, details)
      values (${of.id}, ${now}, ${kind}, ${actor}, ${by}, ${JSON.stringify(details)}::text::jsonb)`;
  }
  await sql`
    insert into appointment_notes (appointment_id, staff_id, at, text)
    values (${booked.id}, ${noor}, ${now}, 'Bellen als het regent')`;
  await sql`
    insert into idempotency_keys (key_hash, request_hash, appointment_id, created_at)
    values (${hashToken('a key')}, ${hashToken('a body')}, ${booked.id}, ${now})`;
}

async function writeSessions(sql: Sql): Promise<void> {
  for (const [token, of] of [
    [sessions.noor, noor],
    [sessions.anna, anna],
    [sessions.beheer, beheer],
  ] as const) {
    await sql`
      insert into sessions (id, user_id, created_at, last_used_at, expires_at)
      values (${hashToken(token)}, ${of}, ${now}, ${now}, '2026-11-20T21:00:00Z')`;
  }
  await sql`
    insert into sign_in_attempts (key, staff_id, failures, last_failed_at) values ('a hash', ${noor}, 2, ${now})`;
  await sql`
    insert into typed_forms (id_hash, session_id, appointment_id, path, content, kept_at)
    values (${hashToken(written.form)}, ${hashToken(sessions.noor)}, ${booked.id}, '/medewerker/instellingen',
      '{"values":{"note":"Wat ik typte"}}', ${now})`;
}

async function writeChat(sql: Sql): Promise<void> {
  await sql`
    insert into chat_conversations (id, kind, status, token_hash, start_key_hash, language, topic_id, first_name,
      started_at, waiting_since, visitor_key, ahead)
    values (${chat.id}, 'chat', 'waiting', ${hashToken(chat.token)}, ${hashToken('a tab')}, 'nl', 'school', 'Sam',
      ${now}, ${now}, 'a browser', 0)`;
  await sql`
    update chat_conversations set status = 'active', casemanager_id = ${noor}, taken_at = ${now} where id = ${chat.id}`;
  for (const [author, by, body] of [
    ['jongere', null, 'Hoi'],
    ['casemanager', noor, 'Dag Sam'],
  ] as const) {
    await sql`
      with grown as (
        update chat_conversations set last_seq = last_seq + 1 where id = ${chat.id} returning last_seq
      )
      insert into chat_messages
        (conversation_id, seq, client_id, author, kind, staff_id, body, data, danger, appointment_id, created_at)
      select ${chat.id}, last_seq, ${randomUUID()}, ${author}, 'text', ${by}, ${body}, '{}'::jsonb, false, null, ${now}
      from grown`;
  }
  await sql`
    insert into chat_notes (id, conversation_id, staff_id, at, text)
    values (${randomUUID()}, ${chat.id}, ${noor}, ${now}, 'Eerst bellen')`;
  await sql`
    insert into chat_canned_replies (id, staff_id, team, shortcut, body) values
      (${randomUUID()}, ${noor}, 'Casemanagers', 'hoi', 'Hoi!'), (${randomUUID()}, null, 'Casemanagers', 'dag', 'Dag!'),
      (${randomUUID()}, null, 'Zuid', 'zuid', 'Dag uit Zuid!')`;
  await sql`
    insert into chat_presence (staff_id, status, seen_at) values (${noor}, 'present', ${now})
    on conflict (staff_id) do update set status = excluded.status`;
  await sql`insert into chat_day_secrets (day, secret) values ('2026-11-20', 'of today') on conflict do nothing`;
}

/** What it reads of all this, with its own statements, in words to compare. */
export async function readAsBefore(sql: Sql): Promise<Record<string, unknown>> {
  const rows = async (answer: PromiseLike<readonly unknown[]>) => [...(await answer)];
  return {
    signedIn: await rows(sql`
      select s.id, s.last_used_at, u.first_name, u.role, u.team, u.active from sessions s
      join staff u on s.user_id = u.id where s.id = ${hashToken(sessions.noor)}`),
    byToken: await rows(sql`
      select status, name, email, sequence, casemanager_id from appointments
      where token_hash = ${hashToken(booked.token)} and generation = 1`),
    history: await rows(sql`
      select e.kind, e.actor, s.first_name, e.details from appointment_events e
      left join staff s on s.id = e.staff_id where e.appointment_id = ${booked.id} order by e.id`),
    team: await rows(sql`select first_name from staff where team = 'Zuid' and active order by first_name`),
    replies: await rows(sql`
      select shortcut from chat_canned_replies
      where staff_id = ${noor} or (staff_id is null and team = 'Casemanagers') order by shortcut`),
    messages: await rows(sql`
      select m.seq, m.author, m.body, s.team from chat_messages m
      join chat_conversations c on c.id = m.conversation_id left join staff s on s.id = c.casemanager_id
      where m.conversation_id = ${chat.id} and m.seq > 0 order by m.seq`),
    settings: await rows(sql`select values ->> 'municipality' as municipality from settings`),
  };
}
