import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { referrals } from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';
import { foldName } from '#server/booking/foldName.ts';
import { dayMs } from '#server/kernel/time.ts';
import type { Write } from '#server/kernel/write.ts';
import type { StoredKey } from './maker.ts';
import type { Order } from './prepare.ts';

/** A clock that says that it was longer ago is wrong. */
const mostMs = 14 * dayMs;

/** When the jongere agreed: never later than now. */
const momentOf = (agreedAt: number | null, now: number): number =>
  agreedAt !== null && agreedAt <= now && agreedAt > now - mostMs ? agreedAt : now;

/** Writes a referral; null when its key made one already. */
export async function insertReferral(
  w: Write,
  { maker, key, referral, consent }: Order,
): Promise<string | null> {
  const { source, organisation, madeBy, from } = maker;
  const now = new Date(w.now);
  const tx = w.ctx.db;
  const [made] = await tx
    .insert(referrals)
    .values({
      ...referral,
      ...key,
      id: randomUUID(),
      source,
      organisationId: organisation,
      madeBy,
      fromName: from?.name,
      fromOrganisation: from?.organisation,
      fromEmail: from?.email,
      fromPhone: from?.phone,
      firstNameFolded: foldName(referral.firstName),
      consentText: consent.text,
      consentVersion: consent.version,
      consentLanguage: consent.language,
      consentedAt: new Date(momentOf(maker.agreedAt, now.getTime())),
      createdAt: now,
    })
    .onConflictDoNothing({ target: referrals.keyHash })
    .returning({ id: referrals.id });
  if (!made) return null;
  w.record({ about: { kind: 'referral', id: made.id }, what: 'referred', details: { source } });
  return made.id;
}

/** The referral that a key made; `key-reused` when it came with something else. */
export async function findMade(
  { db }: Pick<Ctx, 'db'>,
  { keyHash, requestHash }: StoredKey,
): Promise<{ kind: 'made'; id: string; isOver: boolean } | { kind: 'new' } | { kind: 'key-reused' }> {
  const [known] = await db
    .select({
      id: referrals.id,
      requestHash: referrals.requestHash,
      sharingEndedAt: referrals.sharingEndedAt,
      withdrawnAt: referrals.withdrawnAt,
      closedAt: referrals.closedAt,
    })
    .from(referrals)
    .where(eq(referrals.keyHash, keyHash));
  if (!known) return { kind: 'new' };
  if (known.requestHash !== requestHash) return { kind: 'key-reused' };
  const isOver = known.sharingEndedAt !== null || known.withdrawnAt !== null || known.closedAt !== null;
  return { kind: 'made', id: known.id, isOver };
}
