import { z } from 'zod';
import type { Role } from '#server/access/policy.ts';
import type { Ctx } from '#server/accounts/context.ts';
import type { Write } from '#server/kernel/write.ts';
import { needsFactor } from './rules.ts';
import { type Device, isTrusted } from './trustedDevices.ts';

interface Account {
  id: string;
  roles: readonly Role[];
}

const standingSchema = z.object({ has: z.boolean(), demo: z.boolean() });

/** Whether somebody has a second factor, and whether they cannot do without: what a database is for decides, no setting does. */
export async function factorStanding(
  { sql }: Pick<Ctx, 'sql'>,
  { id, roles }: Account,
): Promise<{ has: boolean; required: boolean }> {
  const [row] = await sql`
    select exists (select from sign_in_factors where staff_id = ${id}) as has,
      exists (select from database_purpose where purpose = 'demo') as demo`;
  const { has, demo } = standingSchema.parse(row);
  return { has, required: !demo && needsFactor(roles) };
}

/** Whether a right password is not enough, by the device that it is given in. Part of a write. */
export async function asksFactor(w: Write<Ctx>, account: Account, device: Device | null): Promise<boolean> {
  const { has, required } = await factorStanding(w.ctx, account);
  return has ? !(device && (await isTrusted(w, account.id, device))) : required;
}
