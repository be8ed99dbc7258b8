import {
  type contactOutcomes,
  type contactParties,
  type contactWays,
  type nextActions,
  noticeChannels,
} from '#db/schema/words.ts';
import { addWorkingDays } from './workingDays.ts';

// What is proposed after a try to reach somebody: another way each time, and in the end an announced visit. Pure.

export type NextAction = (typeof nextActions)[number];
export type ContactWay = (typeof contactWays)[number];
export type ContactOutcome = (typeof contactOutcomes)[number];

export interface Attempt {
  way: ContactWay;
  party: (typeof contactParties)[number];
  outcome: ContactOutcome;
}

/** An action and the date (ISO) on which it is due. */
export interface NextStep {
  action: NextAction;
  on: string;
}

/** The rungs, in their order, and after how many working days each is tried. */
const rungs = [
  { action: 'call', ways: ['call'], afterDays: 1 },
  { action: 'message', ways: noticeChannels, afterDays: 1 },
  { action: 'letter', ways: ['letter'], afterDays: 3 },
  { action: 'visit', ways: ['visit'], afterDays: 5 },
] as const satisfies readonly { action: NextAction; ways: readonly ContactWay[]; afterDays: number }[];

/** How long something that was sent gets to be answered. */
const answerDays = 5;
/** When one looks again at who could not be reached by any way, or refused. */
const lookAgainDays = 20;

/**
 * What to do after these tries, oldest first, seen from a date (ISO). Whoever was reached is planned a gesprek with. What was sent is
 * waited for. Otherwise the next rung, never the one that just failed, and none of which the number or address is wrong.
 */
export function proposeNext(attempts: readonly Attempt[], today: string): NextStep {
  const last = attempts.at(-1);
  if (!last) return { action: 'call', on: addWorkingDays(today, 1) };
  if (last.outcome === 'refused') return { action: 'look-again', on: addWorkingDays(today, lookAgainDays) };
  if (last.outcome === 'reached' && last.party === 'jongere')
    return { action: 'plan', on: addWorkingDays(today, 1) };
  const at = rungs.findIndex(({ ways }) => ways.some((way) => way === last.way));
  const wrong = new Set(attempts.filter(({ outcome }) => outcome === 'wrong-contact').map(({ way }) => way));
  const usable = rungs.filter(({ ways }) => ways.some((way) => !wrong.has(way)));
  const next = usable.find((rung) => rungs.indexOf(rung) > at);
  if (!next) return { action: 'look-again', on: addWorkingDays(today, lookAgainDays) };
  const days = last.outcome === 'sent' ? answerDays : next.afterDays;
  return { action: next.action, on: addWorkingDays(today, days) };
}
