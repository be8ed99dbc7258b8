import { z } from 'zod';
import type { Role } from '#server/access/policy.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { needsFactor } from './rules.ts';
import { isTrusted } from './trustedDevices.ts';

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

/** Whether a right password is not enough, by what the browser brings along. */
export async function asksFactor(
  ctx: Ctx,
  account: Account,
  cookies: string | null | undefined,
): Promise<boolean> {
  const { has, required } = await factorStanding(ctx, account);
  return has ? !(await isTrusted(ctx, account.id, cookies)) : required;
}
