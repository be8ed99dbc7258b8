import { z } from 'zod';
import { roles } from '#db/schema/words.ts';
import type { Actor, Ctx } from '#server/kernel/context.ts';
import type { Write, WriteCtx } from '#server/kernel/write.ts';
import { type Action, type policy, type Reach, type Role, reachOf, type Who } from './policy.ts';

/** Somebody asked for what the table of rights does not give them. */
export class NotAllowed extends Error {
  override name = 'NotAllowed';
  readonly action: Action;

  constructor(action: Action, who: readonly Who[]) {
    super(`expected somebody with a right to ${action}, not a ${who.join(' and ')}`);
    this.action = action;
  }
}

const whoIs = (actor: Actor): readonly Who[] => (actor.kind === 'staff' ? actor.staff.roles : [actor.kind]);

type KindOf<Who> = Who extends Role ? 'staff' : Who;
/** The actors who have a right to an action; of several, to any of them. */
export type ActorFor<A extends Action> = A extends Action
  ? Extract<Actor, { kind: KindOf<keyof (typeof policy)[A]> }>
  : never;

const isFor = <A extends Action>(actor: Actor, action: A): actor is ActorFor<A> =>
  reachFor(actor, action) !== undefined;

/** How far the right of an actor to an action goes; undefined for who may not. */
export const reachFor = (actor: Actor, action: Action): Reach | undefined => reachOf(whoIs(actor), action);

/**
 * The first line of a verb: whether who asks may do this at all, before anything of the question is read. Answers who it
 * is, of those who may. To what exactly is for `scope`.
 * @throws NotAllowed for anybody else. Pages and sockets keep them away before, so getting here is a bug or an attempt.
 */
export function may<A extends Action>({ actor }: Pick<Ctx, 'actor'>, action: A): ActorFor<A> {
  if (isFor(actor, action)) return actor;
  throw new NotAllowed(action, whoIs(actor));
}

const rolesSchema = z.object({ roles: z.array(z.enum(roles)) });

/**
 * The same again, within a write that gives or takes access: a right that was taken away after the verb began counts no more. The
 * account of who asks is locked, so that none is taken away before the end. After `lockRoster`, in a write that takes it.
 * @throws NotAllowed
 */
export async function stillMay({ tx, ctx: { actor } }: Write<WriteCtx>, action: Action): Promise<void> {
  if (actor.kind !== 'staff') return;
  const [row] = await tx`select roles from staff where id = ${actor.staff.id} and active for share`;
  const now = row ? rolesSchema.parse(row).roles : [];
  if (reachOf(now, action) === undefined) throw new NotAllowed(action, now);
}
