import { asc, desc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { referralChanges, referralMessages, type referrals, staff } from '#db/schema/index.ts';
import { companions, contactOwners, reachWays } from '#db/schema/words.ts';
import type { Ctx } from '#server/booking/context.ts';
import { foldName } from '#server/booking/foldName.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Changeable, ReferralChange, ReferralMessage } from './types.ts';

// What was changed is kept as it stood before, so that what was known at sending can be read back.

const changeableSchema = z.strictObject({
  firstName: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  contactOf: z.enum(contactOwners),
  reachBy: z.enum(reachWays).nullable(),
  reachNote: z.string().nullable(),
  topicId: z.string(),
  told: z.string().nullable(),
  urgent: z.string().nullable(),
  companion: z.enum(companions).nullable(),
  interpreter: z.string().nullable(),
  stepFree: z.boolean(),
} satisfies Record<keyof Changeable, z.ZodType>);
const beforeSchema = changeableSchema.partial();
type Before = z.output<typeof beforeSchema>;

type Row = typeof referrals.$inferSelect;

/** What stands in a referral that is not forgotten. */
export function changeableOf(row: Row): Changeable {
  const { firstName, contactOf } = row;
  if (firstName === null || contactOf === null) throw new Error(`the referral ${row.id} is forgotten`);
  const { email, phone, reachBy, reachNote, topicId, told, urgent, companion, interpreter, stepFree } = row;
  return {
    firstName,
    email,
    phone,
    contactOf,
    reachBy,
    reachNote,
    topicId,
    told,
    urgent,
    companion,
    interpreter,
    stepFree,
  };
}

/** What of a referral another one would change, as it stands now. */
export function differences(now: Changeable, then: Changeable): Before {
  const after = new Map<string, unknown>(Object.entries(then));
  return beforeSchema.parse(
    Object.fromEntries(Object.entries(now).filter(([name, value]) => after.get(name) !== value)),
  );
}

/** Keeps what stood there, as the part of a write that changes it. */
export async function keepChange(
  w: Write,
  { referral, before, reason }: { referral: string; before: Before; reason: string | null },
): Promise<void> {
  const { actor } = w.ctx;
  const tx = w.ctx.db;
  await tx.insert(referralChanges).values({
    referralId: referral,
    at: new Date(w.now),
    by: actor.kind,
    staffId: actor.kind === 'staff' ? actor.staff.id : null,
    reason,
    before,
  });
}

/** The columns of a referral that a change sets. */
export const columnsOf = (then: Changeable) => ({ ...then, firstNameFolded: foldName(then.firstName) });

/** All that was changed in these referrals, oldest first. */
export async function readChanges(
  { db }: Pick<Ctx, 'db'>,
  ids: readonly string[],
): Promise<Map<string, ReferralChange[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ row: referralChanges, name: staff.firstName })
    .from(referralChanges)
    .leftJoin(staff, eq(staff.id, referralChanges.staffId))
    .where(inArray(referralChanges.referralId, [...ids]))
    .orderBy(asc(referralChanges.id));
  const changes = new Map<string, ReferralChange[]>();
  for (const { row, name } of rows) {
    const { referralId, at, by, reason, before } = row;
    const change = { at: at.getTime(), by: { kind: by, name }, reason, before: beforeSchema.parse(before) };
    changes.set(referralId, [...(changes.get(referralId) ?? []), change]);
  }
  return changes;
}

/**
 * A referral without what the jongere corrected: what the organisation said itself. Of a field that both changed, the last
 * word of the organisation stands.
 */
export function asTold(now: Changeable, changes: readonly ReferralChange[]): Changeable {
  const theirs = new Set<string>();
  const told = new Map<string, unknown>(Object.entries(now));
  for (const { by, before } of changes.toReversed()) {
    for (const [name, value] of Object.entries(before)) {
      if (by.kind === 'staff') theirs.add(name);
      else if (!theirs.has(name)) told.set(name, value);
    }
  }
  return changeableSchema.parse(Object.fromEntries(told));
}

/**
 * What the organisation changes of what it told: the fields as it told them before, and the referral as it stands then. What
 * stands otherwise than it was told was corrected by the jongere, and stays.
 */
export function changeAsTold(
  now: Changeable,
  told: Changeable,
  then: Changeable,
): { before: Before; next: Changeable } {
  const corrected = Object.keys(differences(now, told));
  const changed = Object.entries(differences(told, then)).filter(([name]) => !corrected.includes(name));
  const before = beforeSchema.parse(Object.fromEntries(changed));
  const after = Object.entries(then).filter(([name]) => name in before);
  return { before, next: changeableSchema.parse({ ...now, ...Object.fromEntries(after) }) };
}

/** What casemanager and referrer wrote to each other, oldest first. */
export async function readMessages(
  { db }: Pick<Ctx, 'db'>,
  ids: readonly string[],
): Promise<Map<string, ReferralMessage[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({
      referralId: referralMessages.referralId,
      at: referralMessages.at,
      author: referralMessages.author,
      text: referralMessages.body,
      name: staff.firstName,
    })
    .from(referralMessages)
    .innerJoin(staff, eq(staff.id, referralMessages.staffId))
    .where(inArray(referralMessages.referralId, [...ids]))
    .orderBy(asc(referralMessages.id));
  const messages = new Map<string, ReferralMessage[]>();
  for (const { referralId, at, ...row } of rows)
    messages.set(referralId, [...(messages.get(referralId) ?? []), { ...row, at: at.getTime() }]);
  return messages;
}

/** Those of these referrals of which the last word is a casemanager's. */
export async function askedAmong({ db }: Pick<Ctx, 'db'>, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { referralId, author, id } = referralMessages;
  const last = await db
    .selectDistinctOn([referralId], { referralId, author })
    .from(referralMessages)
    .where(inArray(referralId, [...ids]))
    .orderBy(referralId, desc(id));
  return new Set(last.flatMap((one) => (one.author === 'casemanager' ? [one.referralId] : [])));
}
