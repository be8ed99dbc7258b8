import type ICAL from 'ical.js';
import type { BusyQuestion } from '../source.ts';
import { type CalendarEvent, textOf } from './readEvent.ts';

export type Counts = Pick<BusyQuestion, 'me' | 'countsTentative' | 'countsAllDay'>;

/**
 * Whether somebody is busy for an event. Never for what is cancelled, transparent (RFC 5545 3.8.2.7) or, as Outlook says it, free:
 * it leaves a cancelled meeting confirmed and opaque. Nor for an invitation that they declined or have not answered.
 */
export function takesTime({ component, isAllDay }: CalendarEvent, counts: Counts): boolean {
  const status = textOf(component, 'status');
  if (status === 'CANCELLED' || textOf(component, 'transp') === 'TRANSPARENT') return false;
  const outlook = textOf(component, 'x-microsoft-cdo-busystatus');
  if (outlook === 'FREE' || outlook === 'WORKINGELSEWHERE') return false;
  if (isAllDay && !counts.countsAllDay) return false;
  const answer = answerOf(component, counts.me);
  if (answer === 'DECLINED' || answer === 'NEEDS-ACTION') return false;
  const isTentative = status === 'TENTATIVE' || outlook === 'TENTATIVE' || answer === 'TENTATIVE';
  return counts.countsTentative || !isTentative;
}

/** What they answered to an invitation; null for who was not invited, or invites. */
function answerOf(component: ICAL.Component, me: readonly string[]): string | null {
  const attendees = component.getAllProperties('attendee').filter((property) => isOne(property, me));
  const organizer = component.getFirstProperty('organizer');
  if (attendees.length === 0 || (organizer && isOne(organizer, me))) return null;
  // RFC 5545 3.2.12: who said nothing has yet to answer. Somebody named twice answered by either.
  const answers = attendees.map(
    (property) => property.getFirstParameter('partstat')?.toUpperCase() || 'NEEDS-ACTION',
  );
  return answers.find((answer) => answer === 'ACCEPTED') ?? answers[0] ?? null;
}

function isOne(property: ICAL.Property, me: readonly string[]): boolean {
  const address = (text: string | undefined) =>
    text
      ?.trim()
      .toLowerCase()
      .replace(/^mailto:/, '') ?? '';
  const named = [String(property.getFirstValue()), property.getFirstParameter('email')].map(address);
  return me.some((one) => named.includes(one));
}
