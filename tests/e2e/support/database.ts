import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { busChannel, busMessage } from '#server/kernel/bus.ts';
import { addDays, dateInAmsterdam, startOfDate } from '#server/kernel/time.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { freeTimes, topic } from './api.ts';
import { type OwnPlace, rosterChanged } from './ownPlace.ts';
import type { Site } from './site.ts';

/** Lets ten minutes pass for one hold. */
export async function letHoldExpire({ sql }: Site, token: string): Promise<void> {
  const rows = await sql`
    update appointments set expires_at = now() - interval '1 second'
    where hold_token_hash = ${hashToken(token)} and status = 'held' returning id`;
  if (rows.length !== 1) throw new Error('expected a hold to let expire');
}

/** The time that a hold keeps, in epoch ms. */
export async function startOfHold({ sql }: Site, token: string): Promise<number> {
  const [row] = await sql`select starts_at from appointments where hold_token_hash = ${hashToken(token)}`;
  return Date.parse(String(row?.starts_at));
}

/** How many afspraken somebody of this name has that still stand. */
export async function countBooked({ sql }: Site, name: string): Promise<number> {
  const rows = await sql`select from appointments where name = ${name} and status = 'booked'`;
  return rows.length;
}

/**
 * An afspraak of the own casemanager that began a moment ago, today: nobody can book that. Gives its id.
 * In the last minute of a day it waits for the next: what is today must stay so for as long as a test looks.
 */
export async function insertBegunToday({ sql }: Site, own: OwnPlace, name: string): Promise<string> {
  const midnight = startOfDate(addDays(dateInAmsterdam(Date.now()), 1));
  if (midnight - Date.now() < 60_000) await setTimeout(midnight - Date.now() + 1000);
  const now = Date.now();
  const date = dateInAmsterdam(now);
  // One at a time: they would overlap.
  await sql`delete from appointments where casemanager_id = ${own.casemanager.id} and local_date = ${date}`;
  const id = randomUUID();
  const start = new Date(Math.max(startOfDate(date), now - 600_000)).toISOString();
  const end = new Date(Math.min(now + 1_800_000, startOfDate(addDays(date, 1)) - 1000)).toISOString();
  const reference = `T-${id.slice(0, 8)}`;
  await sql`
    insert into appointments (id, status, topic_id, location_id, modality, casemanager_id, starts_at, ends_at, during,
      local_date, reference, token_hash, name, phone, age_group, note, created_at, booked_at)
    values (${id}, 'booked', ${topic}, ${own.location}, 'telefoon', ${own.casemanager.id}, ${start}, ${end},
      tstzrange(${start}, ${end}), ${date}, ${reference}, ${hashToken(id)}, ${name}, '+31612345678', '18-22',
      'Mag mijn zus mee?', ${start}, ${start})`;
  // As another process would: an agenda that was just rendered is rendered anew.
  await sql.notify(busChannel, busMessage({ agenda: [own.casemanager.id] }, 'a test'));
  return id;
}

/** Takes away all hours of the own casemanager while `during` runs. */
export async function withoutHours(site: Site, own: OwnPlace, during: () => Promise<void>): Promise<void> {
  const { sql } = site;
  await sql`
    insert into availability_exceptions (casemanager_id, kind, date_from, date_until, reason)
    values (${own.casemanager.id}, 'absence', '2020-01-01', '2100-01-01', 'ziek')`;
  try {
    await rosterChanged(site, async () => (await freeTimes(site, own)).length === 0);
    await during();
  } finally {
    await sql`delete from availability_exceptions where casemanager_id = ${own.casemanager.id}`;
    await rosterChanged(site, async () => (await freeTimes(site, own)).length > 0);
  }
}

/** Puts somebody in the line of today at Jongerenpunt070 of the demo. */
export async function insertInLine({ sql }: Site, firstName: string): Promise<void> {
  await sql`
    insert into walk_ins (id, location_id, local_date, number, first_name, topic_id, arrived_at)
    select gen_random_uuid(), 'jongerenpunt070', today, coalesce(max(number), 0) + 1, ${firstName}, 'school', now()
    from (select (now() at time zone 'Europe/Amsterdam')::date as today) d
      left join walk_ins on location_id = 'jongerenpunt070' and local_date = today
    group by today`;
}
