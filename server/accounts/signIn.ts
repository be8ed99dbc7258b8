import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { staff } from '#db/schema/index.ts';
import { roles } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { write } from '#server/kernel/write.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { type Comer, countAttempt } from './countAttempt.ts';
import { asksFactor } from './factors/asksFactor.ts';
import { beginPending } from './factors/pending.ts';
import { deviceIn } from './factors/trustedDevices.ts';
import { letIn, type SignedIn, type SignInBrowser } from './letIn.ts';
import type { SignInInput } from './schema.ts';

export type SignInResult =
  | SignedIn
  /** Unknown e-mail, inactive account, no password yet or a wrong one: all the same. */
  | { ok: false; error: 'wrong' }
  /** The password was right, and they have still to prove that it is they. `cookies` brings the browser to where that is asked. */
  | { ok: false; error: 'factor'; cookies: string[] }
  | { ok: false; error: 'too-many'; retryAfterSeconds: number };

/** Stands for the account of an e-mail address that nobody has: no browser knows it. */
const nobody = '00000000-0000-0000-0000-000000000000';

const standingSchema = z.object({ id: z.uuid(), roles: z.array(z.enum(roles)) });

/**
 * Begins a new session for who knows the password of an active account, or asks for a second factor first. A success does not
 * count as an attempt. Who signs in with a browser that they signed in with before has attempts of their own: nobody elsewhere
 * can use them up.
 */
export async function signIn(ctx: Ctx, input: SignInInput, from: SignInBrowser = {}): Promise<SignInResult> {
  may(ctx, 'session.begin');
  const [row] = await ctx.db.select().from(staff).where(eq(staff.email, input.email));
  const browser = ctx.knownBrowsers.find(from.cookies, row?.id ?? nobody);
  const comer: Comer = { staffId: row?.id ?? null, email: input.email, browser };
  const counted = await countAttempt(ctx, comer, 'password');
  if (!counted.ok) return { ok: false, error: 'too-many', retryAfterSeconds: counted.retryAfterSeconds };

  const stored = row?.active ? row.passwordHash : null;
  const right = await ctx.passwords.verify(input.password, stored);
  if (!right || !row || stored === null) {
    const reason = row ? (row.active ? 'wrong-password' : 'inactive') : 'unknown';
    const object = row ? `account:${row.id}` : 'account';
    logSecurity(ctx, { action: 'sign-in', object, result: 'refused', reason });
    return { ok: false, error: 'wrong' };
  }

  const { id: staffId } = row;
  const device = await deviceIn(ctx, from.cookies);
  let asks = await write(ctx, (w) => asksFactor(w, row, device));
  if (asks) return askFactor(stored);
  const signedIn = await letIn(
    ctx,
    { ...comer, staffId },
    {
      from,
      tried: ['password'],
      // A password that was changed while this one was looked at opens nothing any more. Nor does one alone, when a factor was
      // added meanwhile, or a role was given that asks for one.
      async settle(w) {
        const [still] = await w.tx`
          select id, roles from staff where id = ${staffId} and active and password_hash = ${stored} for share`;
        if (!still) return false;
        asks = await asksFactor(w, standingSchema.parse(still), device);
        return !asks;
      },
    },
  );
  if (signedIn) return signedIn;
  return asks ? askFactor(stored) : { ok: false, error: 'wrong' };

  /** It goes on counting as an attempt that failed until the factor is there. */
  async function askFactor(hash: string): Promise<SignInResult> {
    const cookie = await beginPending(ctx, staffId, hash);
    return cookie === null
      ? { ok: false, error: 'wrong' }
      : { ok: false, error: 'factor', cookies: [cookie] };
  }
}
