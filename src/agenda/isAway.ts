import type { AgendaDay } from '#server/agenda/types.ts';

/** Whether nobody works at all on a day: then there is nothing to say about hours. */
export const isAway = ({ absences, closures }: AgendaDay) =>
  absences.some(({ allDay }) => allDay) || closures.some(({ location }) => location === null);
