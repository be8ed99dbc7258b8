import type { Casemanager } from '#server/roster/types.ts';
import { dayNumber, wallDays } from '#server/slots/wallTime.ts';
import { workPeriods, worksOn } from '#server/slots/windows.ts';

/** When somebody begins and ends on a date by their hours, `09:00`; null when they do not work then. */
export function workOn(
  casemanager: Casemanager | undefined,
  date: string,
): { from: string; until: string } | null {
  if (!casemanager) return null;
  const [day] = wallDays(dayNumber(date), dayNumber(date));
  if (!day) return null;
  const periods = workPeriods({ ...casemanager, busy: [], booked: [] }, [day]).filter((one) =>
    worksOn(one, day),
  );
  if (periods.length === 0) return null;
  return {
    from: written(Math.min(...periods.map(({ from }) => from))),
    until: written(Math.max(...periods.map(({ until }) => until))),
  };
}

function written(minutes: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
