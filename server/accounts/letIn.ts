import type { Ctx } from '#server/accounts/context.ts';
import type { StaffMember } from '#server/kernel/context.ts';
import { type Undone, type Write, write } from '#server/kernel/write.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import type { Missed } from './attempts.ts';
import { browserWords } from './browserWords.ts';
import { type Comer, forgiveAttempts, type Tried } from './countAttempt.ts';

/** What a request says of the browser that somebody signs in with. */
export interface SignInBrowser {
  /** Its `Cookie` header. */
  cookies?: string | null | undefined;
  userAgent?: string | null | undefined;
}

export interface SignedIn {
  ok: true;
  token: string;
  staff: StaffMember;
  /** Values of `Set-Cookie` headers: the session, and that this browser is known from now on. */
  cookies: string[];
  /** How often others failed to sign in to this account since the owner was last told; null when nobody did. */
  missed: Missed | null;
}

/**
 * Begins a session for who has proved everything, when it still is so: `settle` looks, and uses up what serves once, in one
 * write. Null when it is not: then there is no session. The session is there before that write ends, so that whoever changes a
 * password or a factor at the same moment finds it, and ends it too.
 */
export async function letIn(
  ctx: Ctx,
  comer: Comer & { staffId: string },
  {
    from,
    tried,
    settle,
  }: {
    from: SignInBrowser;
    tried: readonly Tried[];
    /** `session` is the id of the session. */
    settle: (w: Write<Ctx>, session: string) => Promise<boolean>;
  },
): Promise<SignedIn | null> {
  const { staffId, browser } = comer;
  const token = await ctx.sessions.begin(staffId, { browser: browserWords(from.userAgent ?? null) });
  const staff = await ctx.sessions.find(token, { touch: false });
  if (staff === null || !(await settleAs(staff))) {
    await ctx.sessions.end(token);
    return null;
  }
  const missed = await forgiveAttempts(ctx, comer, tried);
  if (missed) await ctx.sessions.tellMissed(token, missed);
  logSecurity(ctx, { action: 'sign-in', object: `account:${staffId}`, result: 'done' });
  const cookies = [ctx.sessions.cookie(token), ctx.knownBrowsers.cookie(staffId, browser)];
  return { ok: true, token, staff, cookies, missed };

  /** From here on they are somebody: what is written down says who. */
  function settleAs(me: StaffMember): Promise<boolean> {
    const addressKey = 'addressKey' in ctx.actor ? ctx.actor.addressKey : '';
    const asked: Ctx = { ...ctx, actor: { kind: 'staff', staff: me, addressKey } };
    return write(asked, async (w): Promise<boolean | Undone<boolean>> => {
      return (await settle(w, me.session)) || w.undo(false);
    });
  }
}
