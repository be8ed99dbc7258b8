import type { Services } from '#server/booking/context.ts';
import { auditRow, insertAuditOfEach } from '#server/kernel/auditRow.ts';
import { dayMs } from '#server/kernel/time.ts';
import { forgetPerson, wipePerson } from './forget.ts';
import { undoMs } from './undoable.ts';

/**
 * Ends expired holds and announces it to everybody who looks at free times. Skips locked rows: whoever has locked such a hold is
 * about to end or extend it, and waiting here could deadlock.
 */
export async function expireHolds({ sql, clock, bus }: Services): Promise<void> {
  const rows = await sql<{ casemanagerId: string }[]>`
    update appointments set status = 'expired', ${forgetPerson(sql)}
    where id in (
      select id from appointments
      where status = 'held' and expires_at <= ${new Date(clock.now()).toISOString()}
      for update skip locked
    )
    returning casemanager_id as "casemanagerId"`;
  if (rows.length > 0) bus.say({ agenda: [...new Set(rows.map((row) => row.casemanagerId))] });
}

/** Deletes old holds, idempotency keys and what can be taken back no longer, and wipes the personal data of old afspraken. */
export async function forgetOld({ sql, clock, roster, door }: Services): Promise<void> {
  const { settings } = await roster.current();
  const now = clock.now();
  const yesterday = new Date(now - dayMs).toISOString();
  const longAgo = new Date(now - settings.privateLinkDays * dayMs).toISOString();
  await sql`delete from appointments where status = 'expired' and expires_at < ${yesterday}`;
  await sql`delete from idempotency_keys where created_at < ${yesterday}`;
  await sql`delete from undoable where at <= ${new Date(now - undoMs).toISOString()}`;
  const act = { kind: 'changed', action: 'forgotten', about: { kind: 'appointment' } } as const;
  const forgotten = auditRow({ actor: { kind: 'system' }, door }, new Date(now).toISOString(), act);
  // With their notes, in one statement: looking for those of everybody who was ever wiped would read the whole table.
  await sql`
    with gone as (
      update appointments
      set ${wipePerson(sql, new Date(now).toISOString())}
      where wiped_at is null and status in ('booked', 'cancelled') and ends_at < ${longAgo}
      returning id
    ), audited as (${insertAuditOfEach(sql, forgotten, 'gone')})
    delete from appointment_notes where appointment_id = any(array(select id from gone))`;
}
