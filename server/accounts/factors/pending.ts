import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { pendingMs } from './rules.ts';

/** Who knew a password and has still to prove that it is they. */
export interface Pending {
  /** The SHA-256 of its token. */
  id: string;
  staffId: string;
  email: string;
  firstName: string;
  lastName: string;
}

/**
 * Begins a sign-in that waits for its second factor, for who knew the password of which `stored` is the hash. Answers the value
 * of a `Set-Cookie` header; null when it is no longer that one.
 */
export async function beginPending(ctx: Ctx, staffId: string, stored: string): Promise<string | null> {
  const token = ctx.pendingCookie.makeToken();
  const until = new Date(ctx.clock.now() + pendingMs).toISOString();
  const made = await write(
    ctx,
    // Locked, so that whoever changes the password finds this row afterwards, or is seen here.
    (w) => w.tx`
      insert into pending_sign_ins (id, staff_id, expires_at)
      select ${hashToken(token)}, id, ${until} from staff
      where id = ${staffId} and active and password_hash = ${stored} for share
      returning id`,
  );
  return made.length === 0 ? null : ctx.pendingCookie.cookie(token, pendingMs);
}

const pendingSchema = z.object({
  id: z.string(),
  staffId: z.uuid(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
});

/** Whose sign-in waits in this browser; undefined when there is none, or its time is over. */
export async function readPending(
  ctx: Ctx,
  cookies: string | null | undefined,
): Promise<Pending | undefined> {
  may(ctx, 'session.begin');
  const token = ctx.pendingCookie.tokenIn(cookies);
  if (token === null) return undefined;
  const [row] = await ctx.sql`
    select p.id, staff_id as "staffId", email, first_name as "firstName", last_name as "lastName"
    from pending_sign_ins p join staff on staff.id = staff_id
    where p.id = ${hashToken(token)} and expires_at > ${new Date(ctx.clock.now()).toISOString()} and active`;
  return row && pendingSchema.parse(row);
}

/** Uses it up: of two who do so at once, one. The account is locked first, so that nothing of it changes until the end. */
export async function takePending(w: Write<Ctx>, { id, staffId }: Pending): Promise<boolean> {
  await w.tx`select from staff where id = ${staffId} for no key update`;
  const taken = await w.tx`
    delete from pending_sign_ins using staff
    where pending_sign_ins.id = ${id} and staff.id = staff_id and active and expires_at > ${w.now}
    returning pending_sign_ins.id`;
  return taken.length > 0;
}
