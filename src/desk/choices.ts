import { peopleInScope } from '#server/access/scope.ts';
import { staffOf } from '#server/accounts/staffOf.ts';
import type { Ctx } from '#server/http/context.ts';
import type { Casemanager, Roster, Topic } from '#server/roster/types.ts';
import { dayNumber, wallDays } from '#server/slots/wallTime.ts';
import { workPeriods, worksOn } from '#server/slots/windows.ts';
import { type Manner, mannersOf, mannerValue } from '../booking/manner.ts';

/** With whom, when that does not matter. */
export const anybody = 'iedereen';

/** What can be chosen at the desk, and what is chosen: what was asked for, or what is likely. */
export interface DeskChoices {
  topics: readonly Topic[];
  manners: readonly Manner[];
  /** The team, whoever is signed in first. */
  people: readonly { id: string; firstName: string; lastName: string }[];
  topic: Topic | undefined;
  manner: Manner | undefined;
  /** An id of the team, or `anybody`. */
  who: string;
}

interface Asked {
  topic?: string | null | undefined;
  manner?: string | null | undefined;
  who?: string | null | undefined;
}

/** `date` is the first date that is looked at: somebody is likely to be booked where they work then. */
export function deskChoices(ctx: Ctx, roster: Roster, date: string, asked: Asked): DeskChoices {
  const people = peopleInScope(ctx, 'appointment.book-for', roster.casemanagers);
  const topics = roster.topics.filter(({ active }) => active);
  const manners = mannersOf({ ...roster, casemanagers: people });
  const own = people.find(({ id }) => id === staffOf(ctx).id)?.id;
  const isKnown = asked.who === anybody || people.some(({ id }) => id === asked.who);
  const who = isKnown && asked.who ? asked.who : (own ?? anybody);
  return {
    topics,
    manners,
    people,
    who,
    topic: topics.find(({ id }) => id === asked.topic) ?? topics[0],
    manner:
      manners.find((manner) => mannerValue(manner) === asked.manner) ??
      manners.find(({ location }) => location?.id === placeOn(people, who, date)) ??
      manners[0],
  };
}

/** Where somebody works on a date, or else ever. */
function placeOn(people: readonly Casemanager[], who: string, date: string): string | undefined {
  const person = people.find(({ id }) => id === who) ?? people[0];
  const days = wallDays(dayNumber(date), dayNumber(date));
  const periods = person ? workPeriods({ ...person, busy: [], booked: [] }, days) : [];
  const period = periods.find((one) => days.some((day) => worksOn(one, day)));
  return period?.location ?? person?.places[0];
}
