import type { Ctx } from '../context.ts';

/** Of one network under way at once, of what has to be computed. One process computes one thing at a time anyhow. */
export const computedAtOnce = 1;
/** Who waits for their turn, of one network: a school behind one address stays far below it. */
export const mostWaiting = 200;
/** Seconds to wait for who finds the queue full. */
export const queueFullSeconds = 5;

/**
 * Computes something when it is the turn of the largest network that a jongere comes from: many questions of one network
 * wait for each other, and no visitor from elsewhere waits for all of them. Staff need no turn. The turn is over when the
 * task is. Rejects with `QueueFull` when too many of that network wait.
 */
export function inTurn<Result>(
  { actor, computing }: Pick<Ctx, 'actor' | 'computing'>,
  task: () => Promise<Result>,
): Promise<Result> {
  if (actor.kind !== 'jongere') return task();
  return computing.run(actor.networks.at(-1) ?? '', task);
}
