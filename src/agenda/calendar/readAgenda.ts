import { readDays } from '#server/agenda/readDays.ts';
import { readTeamDays, type TeamDays } from '#server/agenda/readTeamDays.ts';
import type { AgendaDay, Whose } from '#server/agenda/types.ts';
import type { Ctx } from '#server/booking/context.ts';
import { readOver } from './over.ts';

/** The agenda of one casemanager, as the address of a day or a week asks for it. */
export interface ReadAgenda {
  whose: Whose;
  /** The colleague whose agenda it is; left out, one's own. */
  who: string | undefined;
  days: AgendaDay[];
  /** Ids of the colleagues who are laid over it, and what they do. */
  over: readonly string[];
  colleagues: TeamDays['agendas'];
  /** Whether what was called off is in sight. */
  cancelled: boolean;
}

/** Reads the agenda between two dates; null of somebody whose agenda is not to be seen. */
export async function readAgenda(
  ctx: Ctx,
  span: { from: string; to: string },
  searchParams: URLSearchParams,
): Promise<ReadAgenda | null> {
  const found = await readDays(ctx, { ...span, who: searchParams.get('who') });
  if (!found.ok) return null;
  const { whose, days } = found;
  const over = readOver(searchParams, whose);
  return {
    whose,
    who: whose.own ? undefined : whose.id,
    days,
    over,
    colleagues: over.length === 0 ? [] : (await readTeamDays(ctx, { ...span, only: over })).agendas,
    cancelled: searchParams.get('cancelled') === 'show',
  };
}
