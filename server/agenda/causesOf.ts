import type { StoredException } from '#server/availability/exceptionRows.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Booked, OutsideReason } from '#server/slots/outsideHours.ts';
import { dayNumber, wallDays } from '#server/slots/wallTime.ts';
import { absences } from '#server/slots/windows.ts';

/** The absences because of which afspraken stand outside the hours, in the order given. */
export function causesOf(
  exceptions: readonly StoredException[],
  outside: readonly (Booked & { reason: OutsideReason })[],
): StoredException[] {
  const absent = outside.filter(({ reason }) => reason === 'absent');
  return exceptions.filter((exception) =>
    absent.some(({ start, end }) => {
      const days = wallDays(dayNumber(dateInAmsterdam(start)), dayNumber(dateInAmsterdam(end)));
      return absences({ ...nobody, exceptions: [exception] }, days).some(
        (away) => away.start < end && start < away.end,
      );
    }),
  );
}

const nobody = { id: '', rules: [], busy: [], booked: [], dailyMaximum: 0, modalities: [] };
