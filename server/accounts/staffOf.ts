import type { Ctx } from '#server/accounts/context.ts';
import type { StaffMember } from '#server/kernel/context.ts';

/**
 * Who is signed in. Verbs for staff begin with this.
 * @throws Error for anybody else: the middleware keeps them away, so getting here is a bug.
 */
export function staffOf(ctx: Pick<Ctx, 'actor'>): StaffMember {
  if (ctx.actor.kind !== 'staff') throw new Error(`expected somebody of staff, not ${ctx.actor.kind}`);
  return ctx.actor.staff;
}
