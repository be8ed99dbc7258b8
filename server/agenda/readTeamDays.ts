import { may } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import { assembleDays } from './assembleDays.ts';
import type { AgendaDay, Whose } from './types.ts';
import { whoseAgenda } from './whoseAgenda.ts';

interface TeamDaysQuery {
  /** First and last date, both included. */
  from: string;
  to: string;
  /** Ids of those who are asked for; left out, the whole team. Who is not of the team is left out. */
  only?: readonly string[];
}

export interface TeamDays {
  /** The reader, with the team. */
  whose: Whose;
  agendas: { person: Whose['team'][number]; days: AgendaDay[] }[];
}

/** The days of colleagues of the own team beside each other, the reader first. Two queries, however many they are. */
export async function readTeamDays(ctx: Ctx, { from, to, only }: TeamDaysQuery): Promise<TeamDays> {
  may(ctx, 'agenda.read');
  const roster = await ctx.roster.current();
  const whose = whoseAgenda(ctx, roster);
  if (!whose) throw new Error('expected an agenda of whoever is signed in');
  const asked = whose.team.filter(({ id }) => only === undefined || only.includes(id));
  viewed(ctx, 'agenda.read', { kind: 'team-agenda' });
  const found = await assembleDays(ctx, roster, { people: asked.map(({ id }) => id), from, to });
  return {
    whose,
    agendas: asked.flatMap((person, index) => {
      const days = found[index]?.days;
      return days ? [{ person, days }] : [];
    }),
  };
}
