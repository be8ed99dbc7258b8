import type { TeamDays } from '#server/agenda/readTeamDays.ts';
import type { Whose } from '#server/agenda/types.ts';
import type { DayOf } from './view.ts';

/** More than these beside each other nobody can read. */
const most = 4;

/** The colleagues who are laid over an agenda, by their ids in an address; who is not of the team is left out. */
export function readOver(searchParams: URLSearchParams, whose: Whose): string[] {
  const asked = new Set(searchParams.get('over')?.split(','));
  return whose.team
    .map(({ id }) => id)
    .filter((id) => id !== whose.id && asked.has(id))
    .slice(0, most);
}

/** What these colleagues do on a date. */
export const overOn = (agendas: TeamDays['agendas'], date: string): NonNullable<DayOf['over']> =>
  agendas.map(({ person, days }) => ({
    firstName: person.firstName,
    items: days.find((day) => day.date === date)?.items ?? [],
  }));
