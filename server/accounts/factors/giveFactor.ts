import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { type Comer, countAttempt, type Tried } from '#server/accounts/countAttempt.ts';
import { letIn, type SignedIn, type SignInBrowser } from '#server/accounts/letIn.ts';
import type { Write } from '#server/kernel/write.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { checkPasskey, usePasskey } from './passkeys.ts';
import { type Pending, takePending } from './pending.ts';
import { useRecoveryCode } from './recoveryCodes.ts';
import type { GivenFactor } from './schema.ts';
import { stepOfCode } from './totp.ts';
import { trustDevice } from './trustedDevices.ts';

type SiteCtx = Ctx & { publicUrl: string };

export type GiveFactorResult =
  | (SignedIn & { by: GivenFactor['does'] })
  /** A wrong code; one that was right, and was used before; a passkey that does not prove it. */
  | { ok: false; error: 'code-wrong' | 'code-used' | 'recovery-wrong' | 'passkey-failed' }
  /** The sign-in ended meanwhile. */
  | { ok: false; error: 'over' }
  | { ok: false; error: 'too-many'; retryAfterSeconds: number };

type Proof =
  | { ok: true; use: (w: Write<Ctx>) => Promise<boolean> }
  | Extract<GiveFactorResult, { error: 'code-wrong' | 'code-used' | 'recovery-wrong' | 'passkey-failed' }>;

/**
 * Lets somebody in whose password was right, with their second factor. Codes are counted together, whichever they are; a
 * passkey cannot be guessed, so that who has one is not held up by whoever guesses codes.
 */
export async function giveFactor(
  ctx: SiteCtx,
  { pending, from }: { pending: Pending; from: SignInBrowser },
  given: GivenFactor,
): Promise<GiveFactorResult> {
  may(ctx, 'session.begin');
  const { staffId, email } = pending;
  const browser = ctx.knownBrowsers.find(from.cookies, staffId);
  const comer: Comer & { staffId: string } = { staffId, email, browser };
  const isCode = given.does !== 'passkey';
  if (isCode) {
    const counted = await countAttempt(ctx, comer, 'code');
    if (!counted.ok) return { ok: false, error: 'too-many', retryAfterSeconds: counted.retryAfterSeconds };
  }
  const proof = await prove(ctx, pending, given);
  if (!proof.ok) return refuse(proof.error, 'refused');
  const tried: readonly Tried[] = isCode ? ['password', 'code'] : ['password'];
  let used = true;
  let trusted: string | null = null;
  const signedIn = await letIn(ctx, comer, {
    from,
    tried,
    async settle(w) {
      trusted = null;
      if (!(await takePending(w, pending))) return false;
      used = await proof.use(w);
      if (used && 'trust' in given) trusted = await trustDevice(w, staffId, from);
      return used;
    },
  });
  if (!signedIn && used) return { ok: false, error: 'over' };
  // A passkey that signed before with a higher count is one that somebody copied.
  if (!signedIn) return refuse(errorOfUsed[given.does], isCode ? 'refused' : 'alarm');
  const cookies = [ctx.pendingCookie.emptyCookie(), ...(trusted === null ? [] : [trusted])];
  return { ...signedIn, cookies: [...signedIn.cookies, ...cookies], by: given.does };

  function refuse(
    error: Exclude<Proof, { ok: true }>['error'],
    result: 'refused' | 'alarm',
  ): GiveFactorResult {
    logSecurity(ctx, { action: 'sign-in', object: `account:${staffId}`, result, reason: error });
    return { ok: false, error };
  }
}

/** What is said of a factor that was right, and could not be used (any more). */
const errorOfUsed = { code: 'code-used', recovery: 'recovery-wrong', passkey: 'passkey-failed' } as const;

async function prove(ctx: SiteCtx, pending: Pending, given: GivenFactor): Promise<Proof> {
  const { staffId } = pending;
  if (given.does === 'recovery') {
    // Whether it is one is known by using it up.
    return { ok: true, use: (w) => useRecoveryCode(w, staffId, given.recovery) };
  }
  if (given.does === 'passkey') {
    const signed = await checkPasskey(ctx, { staffId, owner: pending.id }, given.passkey);
    return signed ? { ok: true, use: (w) => usePasskey(w, signed) } : { ok: false, error: 'passkey-failed' };
  }
  const code = await findCode(ctx, staffId, given.code);
  return code ? { ok: true, use: (w) => useCode(w, code) } : { ok: false, error: 'code-wrong' };
}

const appsSchema = z.array(z.object({ id: z.uuid(), sealed: z.string() }));

/** The app that a code is of, and its step. An app whose secret does not open any more gives no code that counts. */
async function findCode(
  ctx: Ctx,
  staffId: string,
  code: string,
): Promise<{ id: string; step: number } | undefined> {
  const apps = appsSchema.parse(
    await ctx.sql`
      select id, sealed_secret as sealed from sign_in_factors where staff_id = ${staffId} and kind = 'totp' order by id`,
  );
  for (const { id, sealed } of apps) {
    const secret = ctx.seals.open('totp', staffId, sealed);
    const step = secret === null ? null : stepOfCode(secret, code, ctx.clock.now());
    if (step !== null) return { id, step };
  }
  return undefined;
}

/** Uses up a step: the code of it, and of those before it, opens nothing any more, in no process (RFC 6238 5.2). */
async function useCode(w: Write<Ctx>, { id, step }: { id: string; step: number }): Promise<boolean> {
  const used = await w.tx`
    update sign_in_factors set last_step = ${step}, last_used_at = ${w.now}
    where id = ${id} and last_step < ${step} returning id`;
  return used.length > 0;
}
