import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { endAccess } from '#server/accounts/endAccess.ts';
import { letIn, type SignedIn, type SignInBrowser } from '#server/accounts/letIn.ts';
import { logAccount } from '#server/accounts/logAccount.ts';
import { type Undone, type Write, write } from '#server/kernel/write.ts';
import { isConfirmed } from './confirmPassword.ts';
import { checkNewPasskey, type NewPasskey, type PasskeyOwner, takesPasskeys } from './passkeys.ts';
import { type Pending, takePending } from './pending.ts';
import { makeRecoveryCodes } from './recoveryCodes.ts';
import { mostFactors } from './rules.ts';
import type { NewFactorInput } from './schema.ts';
import { stepOfCode } from './totp.ts';

type SiteCtx = Ctx & { publicUrl: string };

/** A code that is not of that app, a passkey that is none of this site, or more than anybody needs. */
type Wrong = { ok: false; error: 'code-wrong' | 'passkey-failed' | 'too-many-factors' };

/** What was sent, and what the factor is called until its owner calls it something else. */
interface NewFactor {
  input: NewFactorInput;
  name: string;
}

type Checked =
  | { ok: true; kind: 'totp'; name: string; secret: string; step: number }
  | { ok: true; kind: 'passkey'; name: string; passkey: NewPasskey }
  | Wrong;

/** Whether what was sent proves that its sender has that factor. */
async function check(ctx: SiteCtx, who: PasskeyOwner, { input, name }: NewFactor): Promise<Checked> {
  if (input.does === 'passkey') {
    const passkey = takesPasskeys(ctx) ? await checkNewPasskey(ctx, who, input.passkey) : null;
    return passkey ? { ok: true, kind: 'passkey', name, passkey } : { ok: false, error: 'passkey-failed' };
  }
  const secret = ctx.seals.open('totp-set-up', who.owner, input.sealed);
  const step = secret === null ? null : stepOfCode(secret, input.code, ctx.clock.now());
  if (secret === null || step === null) return { ok: false, error: 'code-wrong' };
  return { ok: true, kind: 'totp', name, secret, step };
}

/** Writes a factor down; false when there are too many, or the passkey is somebody's already. */
async function insert(w: Write<Ctx>, staffId: string, factor: Checked & { ok: true }): Promise<boolean> {
  const known = await w.tx`select from sign_in_factors where staff_id = ${staffId}`;
  if (known.length >= mostFactors) return false;
  const { name } = factor;
  const made =
    factor.kind === 'totp'
      ? await w.tx`
          insert into sign_in_factors (staff_id, kind, name, created_at, sealed_secret, last_step)
          values (${staffId}, 'totp', ${name}, ${w.now}, ${w.ctx.seals.seal('totp', staffId, factor.secret)},
            ${factor.step})
          returning id`
      : await w.tx`
          insert into sign_in_factors
            (staff_id, kind, name, created_at, credential_id, public_key, counter, transports)
          values (${staffId}, 'passkey', ${name}, ${w.now}, ${factor.passkey.credentialId},
            ${factor.passkey.publicKey}, ${factor.passkey.counter}, ${factor.passkey.transports})
          on conflict (credential_id) do nothing
          returning id`;
  if (made.length > 0)
    w.record({
      about: { kind: 'casemanager', id: staffId },
      what: 'factor-added',
      details: { kind: factor.kind },
    });
  return made.length > 0;
}

export type AddFactorResult = { ok: true; codes: boolean } | Wrong | { ok: false; error: 'unconfirmed' };

/**
 * Adds a factor for whoever is signed in and just gave their password again. With the first one come recovery codes (`codes`).
 * The other sessions end.
 */
export async function addFactor(ctx: SiteCtx, added: NewFactor): Promise<AddFactorResult> {
  const { id, session } = may(ctx, 'account.change').staff;
  const factor = await check(ctx, { staffId: id, owner: session }, added);
  if (!factor.ok) return factor;
  const result = await write(ctx, async (w): Promise<AddFactorResult | Undone<AddFactorResult>> => {
    await w.tx`select from staff where id = ${id} for no key update`;
    if (!(await isConfirmed(w, session))) return { ok: false, error: 'unconfirmed' };
    if (!(await insert(w, id, factor)))
      return w.undo<AddFactorResult>({ ok: false, error: 'too-many-factors' });
    const codes = await w.tx`select from recovery_codes where staff_id = ${id}`;
    if (codes.length === 0) await makeRecoveryCodes(w, id, session);
    await endAccess(w, id, session);
    return { ok: true, codes: codes.length === 0 };
  });
  if (result.ok) logAccount(ctx, id, `factor-added-${factor.kind}`);
  return result;
}

export type SetUpResult = SignedIn | Wrong | { ok: false; error: 'over' };

/**
 * The first factor of somebody who may not do without: it lets them in, with recovery codes to write down. `over` when the
 * sign-in ended, or they have a factor already, which is to be given instead.
 */
export async function setUpFirst(
  ctx: SiteCtx,
  { pending, from }: { pending: Pending; from: SignInBrowser },
  added: NewFactor,
): Promise<SetUpResult> {
  may(ctx, 'session.begin');
  const { staffId, email } = pending;
  const factor = await check(ctx, { staffId, owner: pending.id }, added);
  if (!factor.ok) return factor;
  const browser = ctx.knownBrowsers.find(from.cookies, staffId);
  const signedIn = await letIn(
    ctx,
    { staffId, email, browser },
    {
      from,
      tried: ['password'],
      async settle(w, session) {
        if (!(await takePending(w, pending))) return false;
        const known = await w.tx`select from sign_in_factors where staff_id = ${staffId}`;
        if (known.length > 0 || !(await insert(w, staffId, factor))) return false;
        await makeRecoveryCodes(w, staffId, session);
        await endAccess(w, staffId, session);
        return true;
      },
    },
  );
  if (!signedIn) return { ok: false, error: 'over' };
  logAccount(ctx, staffId, `factor-added-${factor.kind}`);
  return { ...signedIn, cookies: [...signedIn.cookies, ctx.pendingCookie.emptyCookie()] };
}
