import type { Actor } from '#server/kernel/context.ts';
import { historyRows } from '#server/kernel/history.ts';
import type { Language } from '#server/kernel/languages.ts';
import { insertNotice } from '#server/kernel/outbox.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import type { Channel } from './channel.ts';
import type { Claim } from './claim.ts';
import { foldName } from './foldName.ts';
import { endOldHolds } from './forget.ts';
import { type SlotRequest, timesOf, toRange } from './slotRequest.ts';
import { noticesOf, staffNotice, wantsInvitations } from './tell.ts';
import type { Appointment, HoldPerson } from './types.ts';

/** The row that occupies a casemanager's time: a hold, or directly an afspraak. */
export interface NewRow {
  id: string;
  status: 'held' | 'booked';
  holdTokenHash: string | null;
  /** Epoch ms; null for an afspraak. */
  expiresAt: number | null;
  /** Keyed hashes of the networks that a hold counts for; null where nothing is counted. */
  heldFrom: readonly string[] | null;
  reference: string | null;
  tokenHash: string | null;
  person: (HoldPerson & { referral: string | null }) | null;
  /** The language of the conversation; for a hold that of the page, until the jongere chooses. */
  language: Language;
  /** Id of the former afspraak, for a follow-up. */
  followsId: string | null;
  /** Null for a hold. */
  channel: Channel | null;
  /** Who books it, for the history; null for a hold. */
  bookedBy: Actor | null;
}

/** The row of an afspraak that is booked at once, without a hold before. */
export function bookedRow(
  id: string,
  { reference, token }: Pick<Appointment, 'reference' | 'token'>,
  rest: Pick<NewRow, 'person' | 'language' | 'followsId' | 'channel' | 'bookedBy'>,
): NewRow {
  return {
    id,
    status: 'booked',
    holdTokenHash: null,
    expiresAt: null,
    heldFrom: null,
    reference,
    tokenHash: hashToken(token),
    ...rest,
  };
}

/**
 * Inserts the row when the time is free, and for an afspraak the record of it. Holds that are over but still
 * stand there are ended first.
 * Answers false when the exclusion constraint says no (or, once in a blue moon, the reference exists already).
 */
export async function occupy(
  { w, candidate, date }: Claim,
  request: SlotRequest,
  row: NewRow,
): Promise<boolean> {
  const { tx, now } = w;
  const { end, occupiedFrom, occupiedUntil } = timesOf(request);
  const during = toRange(occupiedFrom, occupiedUntil);
  const iso = (epochMs: number) => new Date(epochMs).toISOString();
  const { person, bookedBy } = row;
  // In the same statement, which knows whether the row was made: another would cost each booking in a rush.
  const noted = (actor: Actor) => {
    const entry = { about: { kind: 'appointment', id: row.id }, what: 'booked' } as const;
    return tx`, ${historyRows(tx, { actor, door: w.ctx.door, trace: w.ctx.trace, at: now }, entry, tx`exists (select from made)`)}`;
  };
  const notices = bookedBy && person ? noticesOf({ id: row.id, sequence: 0, ...person }, 'confirmed') : [];
  const told = notices.reduce(
    (before, notice) =>
      tx`${before}, ${tx(`told_by_${notice.channel}`)} as (${insertNotice(tx, now, notice, tx`exists (select from made)`)})`,
    tx``,
  );
  const { casemanagerId } = candidate;
  // Who walks in sits down at once: no calendar would hear of it in time.
  const staffToo =
    bookedBy && row.channel !== 'walk-in'
      ? tx`, told_staff as (${insertNotice(
          tx,
          now,
          staffNotice({ id: row.id, sequence: 0 }, casemanagerId),
          tx`exists (select from made) and ${wantsInvitations(tx, casemanagerId)}`,
        )})`
      : tx``;
  const rows = await tx`
    with over as (${endOldHolds(tx, { casemanagerId: candidate.casemanagerId, during, now })}), made as (
    insert into appointments (
      id, status, topic_id, location_id, modality, casemanager_id, starts_at, ends_at, during, local_date,
      hold_token_hash, expires_at, held_from, reference, token_hash, created_at, booked_at,
      name, name_folded, email, phone, visit_address, age_group, reach_by, messages, language, note, companion, interpreter, step_free,
      referral, follows_id, channel
    )
    select ${row.id}::uuid, ${row.status}, ${request.topic.id}, ${candidate.location}, ${request.modality},
      ${candidate.casemanagerId}::uuid, ${iso(request.start)}::timestamptz, ${iso(end)}::timestamptz,
      ${during}::tstzrange, ${date}::date, ${row.holdTokenHash},
      ${row.expiresAt === null ? null : iso(row.expiresAt)}::timestamptz,
      ${row.heldFrom && [...row.heldFrom]}::text[], ${row.reference}, ${row.tokenHash},
      ${now}::timestamptz, ${row.status === 'booked' ? now : null}::timestamptz,
      ${person?.name ?? null}, ${person?.name ? foldName(person.name) : null}, ${person?.email ?? null}, ${person?.phone ?? null},
      ${person?.visitAddress ?? null},
      ${person?.ageGroup ?? null}, ${person?.reachBy ?? null}, ${person?.messages ?? 'full'}, ${row.language},
      ${person?.note ?? null}, ${person?.companion ?? null}, ${person?.interpreter ?? null}, ${person?.stepFree ?? false},
      ${person?.referral ?? null},
      ${row.followsId}::uuid, ${row.channel}
    -- Counting them makes PostgreSQL end the old holds before it inserts.
    from (select count(*) from over) as ended
    on conflict do nothing
    returning id
    ) ${bookedBy ? noted(bookedBy) : tx``} ${told} ${staffToo}
    select id from made`;
  return rows.length === 1;
}
