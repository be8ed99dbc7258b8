import { may } from '#server/access/may.ts';
import { notFound, viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { assembleDays } from './assembleDays.ts';
import type { Agenda } from './types.ts';
import { whoseAgenda } from './whoseAgenda.ts';

export interface DaysQuery {
  /** First and last date, both included. */
  from: string;
  to: string;
  /** The id of a colleague; left out, it is the agenda of whoever is signed in. */
  who?: string | null;
}

/**
 * The days of one agenda, one's own or that of a colleague of the same team. Somebody else's and nobody's are the
 * same: not found. Three queries beside the roster's.
 */
export async function readDays(
  ctx: Ctx,
  { from, to, who }: DaysQuery,
): Promise<({ ok: true } & Agenda) | NotFound> {
  may(ctx, 'agenda.read');
  const roster = await ctx.roster.current();
  const whose = whoseAgenda(ctx, roster, who);
  if (!whose) {
    notFound(ctx, 'agenda.read', { kind: 'agenda', id: who ?? '' });
    return { ok: false, error: 'not-found' };
  }
  viewed(ctx, 'agenda.read', { kind: 'agenda', id: whose.id });
  const [agenda] = await assembleDays(ctx, roster, { people: [whose.id], from, to });
  if (!agenda) throw new Error(`expected the days of ${whose.id}`);
  return { ok: true, whose, days: agenda.days };
}
