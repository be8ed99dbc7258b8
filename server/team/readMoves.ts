import { may } from '#server/access/may.ts';
import { peopleInScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import { canStill } from '#server/agenda/rules.ts';
import { type Colleague, readTakers, whoCanTakeOf } from '#server/agenda/whoCanTake.ts';
import type { Ctx } from '#server/booking/context.ts';
import { proposeColleagues } from './proposeColleagues.ts';
import { type Asked, isAsked, selectToMove, type ToMove } from './selectToMove.ts';

/** An afspraak with who could take it. */
export interface Movable extends ToMove {
  /** Colleagues of the team who are free then. */
  free: Colleague[];
  /** Of these the one for whom it fits together with the others of the list; null when there is none. */
  proposed: string | null;
  /** Whether its jongere can still be asked to choose another time. */
  canAsk: boolean;
}

/** Some afspraken of the team to come, each with who could take it. A first look: the verbs that move decide. */
export async function readMoves(ctx: Ctx, asked: Asked): Promise<Movable[]> {
  may(ctx, 'team.move');
  const roster = await ctx.roster.current();
  const found = await selectToMove(ctx, roster, isAsked(asked));
  viewed(ctx, 'team.move', { kind: 'team-agenda' });
  const team = peopleInScope(ctx, 'team.move', roster.casemanagers);
  const ground = await readTakers(ctx, { ...roster, casemanagers: team }, found);
  const free = whoCanTakeOf(ground, found);
  const proposed = proposeColleagues(ground, found);
  return found.map((one) => ({
    ...one,
    free: free.get(one.id) ?? [],
    proposed: proposed.get(one.id) ?? null,
    canAsk: canStill(
      'choose-again',
      { status: 'booked', wiped: one.isWiped, start: one.start, end: one.end },
      ctx.clock.now(),
    ),
  }));
}
