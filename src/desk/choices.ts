import { peopleInScope } from '#server/access/scope.ts';
import { staffOf } from '#server/accounts/staffOf.ts';
import type { Ctx } from '#server/http/context.ts';
import type { Roster, Topic } from '#server/roster/types.ts';
import { type Manner, mannersOf, mannerValue } from '../booking/manner.ts';

/** With whom, when that does not matter. */
export const anybody = 'anybody';
/** How and where, when that does not matter. */
export const anyManner = 'any';

/** What can be chosen at the desk, and what is chosen: what was asked for, or what is likely. */
export interface DeskChoices {
  topics: readonly Topic[];
  manners: readonly Manner[];
  /** The team, whoever is signed in first. */
  people: readonly { id: string; firstName: string; lastName: string }[];
  topic: Topic | undefined;
  /** Undefined: any. */
  manner: Manner | undefined;
  /** An id of the team, or `anybody`. */
  who: string;
}

interface Asked {
  topic?: string | null | undefined;
  manner?: string | null | undefined;
  who?: string | null | undefined;
}

export function deskChoices(ctx: Ctx, roster: Roster, asked: Asked): DeskChoices {
  const people = peopleInScope(ctx, 'appointment.book-for', roster.casemanagers);
  const topics = roster.topics.filter(({ active }) => active);
  const manners = mannersOf({ ...roster, casemanagers: people }, 'staff');
  // Who asks for a walk says no place yet.
  const manner =
    manners.find((one) => mannerValue(one) === asked.manner) ??
    manners.find(({ modality }) => modality === 'wandelen' && modality === asked.manner);
  const own = people.filter(({ id }) => id === staffOf(ctx).id);
  const offers = mannersOf({ ...roster, casemanagers: own }, 'staff').map(mannerValue);
  const mayBeOwn = manner === undefined || offers.includes(mannerValue(manner));
  const likely = mayBeOwn ? own[0]?.id : undefined;
  const isKnown = asked.who === anybody || people.some(({ id }) => id === asked.who);
  return {
    topics,
    manners,
    people,
    who: isKnown && asked.who ? asked.who : (likely ?? anybody),
    topic: topics.find(({ id }) => id === asked.topic) ?? topics[0],
    manner,
  };
}
