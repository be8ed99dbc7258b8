import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { recoveryCodes, signInFactors } from '#db/schema/index.ts';
import { type factorKinds, roles } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { endAccess } from '#server/accounts/endAccess.ts';
import { logAccount } from '#server/accounts/logAccount.ts';
import { write } from '#server/kernel/write.ts';
import { factorStanding } from './asksFactor.ts';
import { isConfirmed } from './confirmPassword.ts';

/** A factor as its owner sees it. Instants are epoch ms. */
export interface Factor {
  id: string;
  kind: (typeof factorKinds)[number];
  name: string;
  since: number;
  /** Null for one that was not used yet. */
  lastUsed: number | null;
}

export interface OwnFactors {
  factors: Factor[];
  /** Whether whoever asks cannot do without. */
  required: boolean;
  codesLeft: number;
}

/** The own factors, the oldest first. */
export async function readOwnFactors(ctx: Ctx): Promise<OwnFactors> {
  const { staff: me } = may(ctx, 'account.read');
  const [rows, { required }, codesLeft] = await Promise.all([
    ctx.db
      .select()
      .from(signInFactors)
      .where(eq(signInFactors.staffId, me.id))
      .orderBy(asc(signInFactors.createdAt), asc(signInFactors.id)),
    factorStanding(ctx, me),
    ctx.db.$count(recoveryCodes, eq(recoveryCodes.staffId, me.id)),
  ]);
  const factors = rows.map(({ id, kind, name, createdAt, lastUsedAt }) => ({
    id,
    kind,
    name,
    since: createdAt.getTime(),
    lastUsed: lastUsedAt?.getTime() ?? null,
  }));
  return { factors, required, codesLeft };
}

export type ChangeFactorResult =
  | { ok: true }
  /** None of one's own; the last one, of who cannot do without; or the password has to be given again first. */
  | { ok: false; error: 'unknown' | 'last-factor' | 'unconfirmed' };

/** Calls an own factor something else. */
export async function renameFactor(
  ctx: Ctx,
  factorId: string,
  { name }: { name: string },
): Promise<ChangeFactorResult> {
  const { id } = may(ctx, 'account.change').staff;
  return write(ctx, async (w): Promise<ChangeFactorResult> => {
    const renamed = await w.tx`
      update sign_in_factors set name = ${name} where id = ${factorId} and staff_id = ${id} returning id`;
    if (renamed.length === 0) return { ok: false, error: 'unknown' };
    w.record({ about: { kind: 'casemanager', id }, what: 'factor-renamed' });
    return { ok: true };
  });
}

const accountSchema = z.object({ id: z.uuid(), roles: z.array(z.enum(roles)) });

/**
 * Takes away an own factor, for who just gave their password again; never the last one of who cannot do without. Recovery codes
 * go with the last. The other sessions end.
 */
export async function removeFactor(ctx: Ctx, factorId: string): Promise<ChangeFactorResult> {
  const { id, session } = may(ctx, 'account.change').staff;
  const result = await write(ctx, async (w): Promise<ChangeFactorResult> => {
    // Locked, so that of two who remove one each at once the second sees that one is left.
    const [account] = await w.tx`select id, roles from staff where id = ${id} for no key update`;
    if (!(await isConfirmed(w, session))) return { ok: false, error: 'unconfirmed' };
    const others = await w.tx`select from sign_in_factors where staff_id = ${id} and id <> ${factorId}`;
    const { required } = await factorStanding(w.ctx, accountSchema.parse(account));
    if (required && others.length === 0) return { ok: false, error: 'last-factor' };
    const [removed] = await w.tx`
      delete from sign_in_factors where id = ${factorId} and staff_id = ${id} returning kind`;
    if (!removed) return { ok: false, error: 'unknown' };
    if (others.length === 0) {
      await w.tx`delete from recovery_codes where staff_id = ${id}`;
      await w.tx`delete from recovery_sheets where staff_id = ${id}`;
    }
    await endAccess(w, id, session);
    w.record({ about: { kind: 'casemanager', id }, what: 'factor-removed' });
    return { ok: true };
  });
  if (result.ok) logAccount(ctx, id, 'factor-removed');
  return result;
}
