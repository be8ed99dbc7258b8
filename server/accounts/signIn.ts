import { eq } from 'drizzle-orm';
import { staff } from '../../db/schema/index.ts';
import type { Ctx, StaffMember } from '../context.ts';
import { hashToken } from '../security/tokens.ts';
import type { SignInInput } from './schema.ts';

export type SignInResult =
  | { ok: true; token: string; staff: StaffMember }
  /** Unknown e-mail, inactive account, no password yet or a wrong one: all the same. */
  | { ok: false; error: 'wrong' }
  | { ok: false; error: 'too-many'; retryAfterSeconds: number };

const perSeconds = 15 * 60;

/** Begins a new session for who knows the password of an active account. A success does not count as an attempt. */
export async function signIn(ctx: Ctx, input: SignInInput): Promise<SignInResult> {
  const attempts = await attemptsOf(ctx, input.email);
  for (const { limit, key } of attempts) {
    const counted = await ctx.limits.consume(limit, key);
    if (!counted.ok) return { ok: false, error: 'too-many', retryAfterSeconds: counted.retryAfterSeconds };
  }

  const [row] = await ctx.db.select().from(staff).where(eq(staff.email, input.email));
  const stored = row?.active ? row.passwordHash : null;
  const right = await ctx.passwords.verify(input.password, stored);
  if (!right || !row) return { ok: false, error: 'wrong' };

  for (const { limit, key } of attempts) await ctx.limits.reward(limit, key);
  const { id, firstName, lastName, email, role, team } = row;
  const token = await ctx.sessions.begin(id);
  return { ok: true, token, staff: { id, firstName, lastName, email, role, team } };
}

/** What one attempt counts towards: the address first, so that who is refused there locks nobody's account. */
async function attemptsOf(ctx: Ctx, email: string) {
  const { limits } = (await ctx.roster.current()).settings;
  const account = {
    limit: { name: 'sign-in-account', most: limits.signInsPerAccount, perSeconds },
    key: hashToken(email),
  };
  if (ctx.actor.kind === 'system') return [account];
  const limit = { name: 'sign-in-address', most: limits.signInsPerAddress, perSeconds };
  return [{ limit, key: ctx.actor.addressKey }, account];
}
