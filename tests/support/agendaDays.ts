import type { AgendaAppointment, AgendaDay } from '#server/agenda/types.ts';

/** A day of an agenda on which nothing happens but what is given. */
export const agendaDay = (date: string, values: Partial<AgendaDay> = {}): AgendaDay => ({
  date,
  hours: [],
  absences: [],
  elsewhere: [],
  closures: [],
  schoolHolidays: [],
  free: [],
  items: [],
  ...values,
});

/** An afspraak on a date, from and until a time on the clock of winter. */
export function agendaItem(
  date: string,
  [from, until]: readonly [string, string],
  values: Partial<AgendaAppointment> = {},
): AgendaAppointment {
  const [start, end] = [from, until].map((time) => Date.parse(`${date}T${time}:00+01:00`));
  if (start === undefined || end === undefined) throw new Error('expected two times');
  return {
    kind: 'appointment',
    id: crypto.randomUUID(),
    status: 'booked',
    sequence: 0,
    start,
    end,
    date,
    topic: 'School kiezen',
    location: 'Centrum',
    modality: 'op-locatie',
    name: 'Sam',
    phone: null,
    ageGroup: null,
    hereAt: null,
    outcome: null,
    choosingAgain: false,
    outside: null,
    busy: { start, end },
    ...values,
  };
}
