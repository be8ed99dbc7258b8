import { meetsAtLocation } from './rules.ts';
import type { Modality } from './schema.ts';
import type { CasemanagerAvailability, Closure, WhyNot } from './types.ts';
import { minuteMs } from './wallTime.ts';
import { whyNot } from './why.ts';

/** What an afspraak takes of somebody's hours. Instants are epoch ms. */
export interface Booked {
  start: number;
  end: number;
  location: string;
  modality: Modality;
}

/** Why an afspraak stands outside the hours. */
export type OutsideReason = Extract<
  WhyNot,
  'closed' | 'absent' | 'not-working' | 'other-location' | 'modality'
>;

/** How a casemanager works, as the roster has it; undefined for somebody who does not work here any more. */
type Hours = (Omit<CasemanagerAvailability, 'busy' | 'booked'> & { places: readonly string[] }) | undefined;

/**
 * The booked afspraken of one casemanager that their hours do not cover, each with the reason, in the order given.
 * Looks at hours only: not at what else is booked, nor at the limits on when a jongere may book. An afspraak has
 * the length that it was booked with, whatever its topic takes by now. By phone or video, and for a
 * home visit, any place will do; travel may lie outside the hours, as it may for a slot.
 */
export function outsideHours<T extends Booked>(
  casemanager: Hours,
  closures: readonly Closure[],
  appointments: readonly T[],
): (T & { reason: OutsideReason })[] {
  const idle = casemanager && { ...casemanager, busy: [], booked: [] };
  return appointments.flatMap((appointment) => {
    const { start, end, modality } = appointment;
    const window = { now: start, noticeMinutes: 0, horizonDays: 0, travelMinutes: {} };
    const durationMinutes = (end - start) / minuteMs;
    const topic = { durationMinutes, gridMinutes: 1, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };
    const reasonAt = (location: string) =>
      idle ? whyNot({ window, topic }, idle, closures, { start, location, modality }) : 'not-working';
    const reason = reasonAt(appointment.location);
    if (!isOutside(reason)) return [];
    const elsewhere = meetsAtLocation(modality) ? [] : (casemanager?.places ?? []);
    return elsewhere.some((place) => reasonAt(place) === null) ? [] : [{ ...appointment, reason }];
  });
}

const outsideReasons: readonly (WhyNot | null)[] = [
  'closed',
  'absent',
  'not-working',
  'other-location',
  'modality',
] satisfies OutsideReason[];

const isOutside = (reason: WhyNot | null): reason is OutsideReason => outsideReasons.includes(reason);
