import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { organisations, referralInvitations, referrals, staff, topics } from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';
import { readChanges, readMessages } from '#server/referral/changes.ts';
import type { ReferralChange } from '#server/referral/types.ts';
import { readEvents } from './readEvents.ts';
import type { Contact } from './request.ts';
import type { HeldReferral } from './types.ts';

type Db = Pick<Ctx, 'db'>;

const taker = alias(staff, 'taker');

/** A referral that is kept, with the id by which other tables know it. */
export type KeptReferral = HeldReferral & { id: string };

/** What is asked for: under a contact of the jongere's own, and of these afspraken. */
interface Whose {
  contact: Contact | null;
  appointments: readonly { referralId: string | null }[];
}

/** All that is kept of the referrals of somebody, oldest first: under a contact of their own, and of these afspraken. */
export async function readReferrals({ db }: Db, { contact, appointments }: Whose): Promise<KeptReferral[]> {
  const attached = appointments.flatMap(({ referralId }) => (referralId === null ? [] : [referralId]));
  if (contact === null && attached.length === 0) return [];
  const own = contact && and(eq(referrals[contact.kind], contact.value), eq(referrals.contactOf, 'jongere'));
  const rows = await db
    .select({
      row: referrals,
      topic: { nl: topics.label, en: topics.labelEn },
      organisation: organisations.name,
      madeBy: staff.firstName,
      takenBy: taker.firstName,
    })
    .from(referrals)
    .innerJoin(topics, eq(topics.id, referrals.topicId))
    .leftJoin(organisations, eq(organisations.id, referrals.organisationId))
    .leftJoin(staff, eq(staff.id, referrals.madeBy))
    .leftJoin(taker, eq(taker.id, referrals.takenBy))
    .where(and(isNull(referrals.wipedAt), or(own ?? undefined, inArray(referrals.id, attached))))
    .orderBy(asc(referrals.createdAt), asc(referrals.id));
  const ids = rows.map(({ row }) => row.id);
  const [links, changes, events, messages] = await Promise.all([
    readLinks({ db }, ids),
    readChanges({ db }, ids),
    readEvents({ db }, 'referral', ids),
    readMessages({ db }, ids),
  ]);
  return rows.map(({ row, topic, organisation, madeBy, takenBy }) => {
    // How who referred is reached is theirs.
    const isOwn = row.contactOf === 'jongere';
    return {
      id: row.id,
      source: row.source,
      organisation: organisation ?? row.fromOrganisation,
      madeBy: madeBy ?? row.fromName,
      topic,
      firstName: row.firstName,
      email: isOwn ? row.email : null,
      phone: isOwn ? row.phone : null,
      contactOf: row.contactOf,
      reachBy: row.reachBy,
      reachNote: row.reachNote,
      ageGroup: row.ageGroup,
      language: row.language,
      told: row.told,
      urgent: row.urgent,
      companion: row.companion,
      interpreter: row.interpreter,
      stepFree: row.stepFree,
      consent: { text: row.consentText, at: row.consentedAt },
      createdAt: row.createdAt,
      withdrawnAt: row.withdrawnAt,
      withdrawnReason: row.withdrawnReason,
      sharingEndedAt: row.sharingEndedAt,
      closedAt: row.closedAt,
      closeReason: row.closeReason,
      takenBy,
      takenAt: row.takenAt,
      contact: row.contact,
      contactAt: row.contactAt,
      links: links.get(row.id) ?? [],
      changes: ofJongere(row.contactOf, changes.get(row.id) ?? []),
      messages: (messages.get(row.id) ?? []).map((message) => ({ ...message, at: new Date(message.at) })),
      history: events.get(row.id) ?? [],
    };
  });
}

/** What stood there before each change, without a contact that was that of who referred at the time. */
function ofJongere(
  contactOf: HeldReferral['contactOf'],
  changes: readonly ReferralChange[],
): HeldReferral['changes'] {
  let owner = contactOf;
  return changes
    .toReversed()
    .map(({ at, before: whole, ...change }) => {
      owner = whole.contactOf ?? owner;
      const { email: _, phone: __, ...withoutContact } = whole;
      return { ...change, at: new Date(at), before: owner === 'jongere' ? whole : withoutContact };
    })
    .reverse();
}

/** The links to book with of each of them, without what opens them. */
async function readLinks({ db }: Db, ids: readonly string[]): Promise<Map<string, HeldReferral['links']>> {
  const { referralId, createdAt, expiresAt, usedAt, endedAt, remindedAt } = referralInvitations;
  const rows = await db
    .select({ referralId, createdAt, expiresAt, usedAt, endedAt, remindedAt })
    .from(referralInvitations)
    .where(inArray(referralId, [...ids]))
    .orderBy(asc(createdAt));
  const links = new Map<string, HeldReferral['links']>();
  for (const { referralId: id, ...link } of rows) links.set(id, [...(links.get(id) ?? []), link]);
  return links;
}
