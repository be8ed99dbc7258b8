import { and, asc, count, desc, eq, inArray, isNull, min, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { appointments, organisations, referralInvitations, referrals, staff } from '#db/schema/index.ts';
import type { modalities } from '#db/schema/words.ts';
import type { Ctx } from '#server/booking/context.ts';
import { dayMs } from '#server/kernel/time.ts';
import { type AppointmentFacts, type InvitationFacts, type ReferralStatus, referralStatus } from './rules.ts';
import type { OpenCount } from './types.ts';

/** An afspraak that came of a referral, with what else is known of it. */
export interface ReferralAppointment extends AppointmentFacts {
  id: string;
  /** Epoch ms. */
  end: number;
  modality: (typeof modalities)[number];
  locationId: string;
}

/** A referral as it stands, with what its status is derived from. */
export interface ReferralRecord {
  row: typeof referrals.$inferSelect;
  organisation: string | null;
  /** Whether the organisation does not refer any more. */
  organisationEnded: boolean;
  madeBy: string | null;
  /** Whether anybody of the organisation can take up what came from a chat. */
  isStaffed: boolean;
  /** Of a chat: the first name of who took it up; null again when they work here no more. */
  takenBy: string | null;
  /** The last one. */
  invitation: (InvitationFacts & { id: string }) | null;
  appointments: ReferralAppointment[];
}

const maker = alias(staff, 'maker');
const taker = alias(staff, 'taker');
const epoch = (at: Date | null): number | null => at?.getTime() ?? null;

/** With whom the last afspraak of a referral is. */
export const lastCasemanager = sql`(
  select last.casemanager_id from ${appointments} last
  where last.referral_id = ${referrals.id} order by last.booked_at desc limit 1)`;

/** Whether a jongerenwerker works at the organisation. */
const isStaffed = sql<boolean>`exists (
  select from ${staff} worker
  where worker.organisation_id = ${organisations.id} and worker.active and 'jongerenwerker' = any(worker.roles))`;

/**
 * So long an organisation alone has to take up what came from a chat, and to reach the jongere. After that a coordinator may
 * act as well.
 */
const aloneMs = 7 * dayMs;

/**
 * What `isAloneWith` says, in SQL: the organisation took it up, or is about to, and there was no afspraak yet.
 * `organisations` is whose it is.
 */
export const isAloneWithOrganisation = (now: number): SQL => sql`(
  ${referrals.source} = 'chat' and ${organisations.active} and ${isStaffed}
  and (coalesce(${referrals.takenAt}, ${referrals.createdAt}) > ${new Date(now - aloneMs).toISOString()}::timestamptz
    or (${referrals.contact} = 'made'
      and exists (select from ${staff} has where has.id = ${referrals.takenBy} and has.active)))
  and not exists (
    select from ${appointments} any_one
    where any_one.referral_id = ${referrals.id} and any_one.status in ('booked', 'cancelled')))`;

const isAloneWith = ({ row, isStaffed: staffed, takenBy }: ReferralRecord, now: number): boolean =>
  staffed &&
  ((row.takenAt ?? row.createdAt).getTime() > now - aloneMs || (row.contact === 'made' && takenBy !== null));

/** How many a condition finds, as `selectReferrals` takes it; null for none. */
export async function countReferrals(
  { db }: Pick<Ctx, 'db'>,
  where: SQL | undefined,
): Promise<OpenCount | null> {
  const [found] = await db
    .select({ count: count(), oldest: min(referrals.createdAt) })
    .from(referrals)
    .leftJoin(organisations, eq(organisations.id, referrals.organisationId))
    .leftJoin(staff, eq(staff.id, lastCasemanager))
    .where(and(where, isNull(referrals.wipedAt)));
  return found?.oldest ? { count: found.count, oldest: found.oldest.getTime() } : null;
}

/**
 * The referrals that a condition finds and that are not forgotten, newest first unless asked. The condition may be a scope: `organisations`
 * is whose it is, `staff` with whom its last afspraak is.
 */
export async function selectReferrals(
  { db }: Pick<Ctx, 'db'>,
  where: SQL | undefined,
  most: number,
  first: 'newest' | 'oldest' = 'newest',
): Promise<ReferralRecord[]> {
  const inOrder = first === 'newest' ? desc : asc;
  const rows = await db
    .select({
      row: referrals,
      organisation: organisations.name,
      isActive: organisations.active,
      isStaffed,
      madeBy: maker.firstName,
      takenBy: taker.firstName,
    })
    .from(referrals)
    .leftJoin(organisations, eq(organisations.id, referrals.organisationId))
    .leftJoin(maker, eq(maker.id, referrals.madeBy))
    .leftJoin(taker, and(eq(taker.id, referrals.takenBy), eq(taker.active, true)))
    .leftJoin(staff, eq(staff.id, lastCasemanager))
    .where(and(where, isNull(referrals.wipedAt)))
    .orderBy(inOrder(referrals.createdAt), inOrder(referrals.id))
    .limit(most);
  const ids = rows.map(({ row }) => row.id);
  if (ids.length === 0) return [];
  const [invitations, booked] = await Promise.all([
    db
      .select()
      .from(referralInvitations)
      .where(inArray(referralInvitations.referralId, ids))
      .orderBy(asc(referralInvitations.createdAt)),
    db
      .select({
        referralId: appointments.referralId,
        id: appointments.id,
        status: appointments.status,
        outcome: appointments.outcome,
        startsAt: appointments.startsAt,
        endsAt: appointments.endsAt,
        modality: appointments.modality,
        locationId: appointments.locationId,
        bookedAt: appointments.bookedAt,
      })
      .from(appointments)
      .where(
        and(inArray(appointments.referralId, ids), inArray(appointments.status, ['booked', 'cancelled'])),
      )
      .orderBy(asc(appointments.bookedAt)),
  ]);
  const bookedOf = Map.groupBy(booked, ({ referralId }) => referralId);
  const lastOf = new Map(invitations.map((one) => [one.referralId, one]));
  return rows.map(({ isActive, ...found }) => {
    const last = lastOf.get(found.row.id);
    return {
      ...found,
      organisationEnded: isActive === false,
      invitation: last
        ? {
            id: last.id,
            createdAt: last.createdAt.getTime(),
            expiresAt: last.expiresAt.getTime(),
            usedAt: epoch(last.usedAt),
            endedAt: epoch(last.endedAt),
            remindedAt: epoch(last.remindedAt),
          }
        : null,
      appointments: (bookedOf.get(found.row.id) ?? []).map((one) => ({
        id: one.id,
        status: one.status === 'cancelled' ? 'cancelled' : 'booked',
        outcome: one.outcome,
        start: one.startsAt.getTime(),
        end: one.endsAt.getTime(),
        bookedAt: epoch(one.bookedAt) ?? 0,
        modality: one.modality,
        locationId: one.locationId,
      })),
    };
  });
}

/**
 * What became of a referral. To the team a sharing that ended changes nothing: the casemanager still has the afspraak. But who
 * ends what they agreed to in a chat ends all of it.
 */
export function statusOf(
  found: ReferralRecord,
  now: number,
  reader: 'organisation' | 'team',
): ReferralStatus {
  const { row, organisationEnded, invitation, appointments: booked, takenBy } = found;
  const isFromChat = row.source === 'chat';
  const isTaken = takenBy !== null;
  const isWithOrganisation =
    isFromChat && !organisationEnded && (reader === 'organisation' || isAloneWith(found, now));
  const facts = {
    createdAt: row.createdAt.getTime(),
    withdrawnAt: epoch(row.withdrawnAt),
    sharingEndedAt: reader === 'team' && !isFromChat ? null : epoch(row.sharingEndedAt),
    closedAt: epoch(row.closedAt),
    closeReason: row.closeReason,
    handedOver: isWithOrganisation ? { isTaken, contact: isTaken ? row.contact : null } : null,
  };
  return referralStatus(facts, invitation, booked, now);
}
