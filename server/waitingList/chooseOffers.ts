import type { waitingModalities } from '#db/schema/words.ts';
import { type DayPart, partOfDay } from '#server/kernel/dayPart.ts';
import { addDays, dateInAmsterdam, offsetAt } from '#server/kernel/time.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import type { Interval, Slot } from '#server/slots/types.ts';

// Who is offered which time, and until when. Pure: the job and the tests ask the same. Instants are epoch ms.

/** What somebody will take. An empty list is anything. */
export interface Wishes {
  locations: readonly string[];
  modalities: readonly (typeof waitingModalities)[number][];
  /** ISO weekdays. */
  weekdays: readonly number[];
  dayParts: readonly DayPart[];
  /** So many days from today at least. */
  daysAhead: number;
  /** The last date, or null for who waits until the afspraak that they have. */
  until: string | null;
}

/** Who waits, with all that decides what they can be offered. */
export interface Waiting {
  id: string;
  joinedAt: number;
  topic: string;
  wishes: Wishes;
  /** Start of the afspraak that they want earlier; null for who has none. */
  before: number | null;
  /** Further afspraken of theirs. */
  has: readonly Interval[];
  /** They can be called. */
  hasPhone: boolean;
  /** What they were offered so far, without what was withdrawn. */
  offers: { count: number; starts: readonly number[]; lastOn: string | null; isOpen: boolean };
}

/** A time that is free, of a topic. */
export interface FreeTime extends Slot {
  topic: string;
}

export interface Offer {
  waiting: Waiting;
  time: FreeTime;
  /** Until when it is held. */
  until: number;
}

/** What of the settings counts here. */
export interface OfferRules {
  offerMinutes: number;
  mostOffers: number;
  nightFrom: number;
  nightUntil: number;
  answerBy: number;
  noticeMinutes: number;
  /** Afspraken still to come that one person may have. */
  mostAppointments: number;
}

const minute = 60_000;
const hour = 60 * minute;

/** The instant of a whole hour on a date in Amsterdam; no hour here is one that the clock skips or repeats. */
function atHour(date: string, hours: number): number {
  const asUtc = Date.parse(date) + hours * hour;
  return asUtc - offsetAt(asUtc - hour);
}

/**
 * Until when a time that starts at `start` is held for somebody to whom it is offered now: some minutes, by night until the
 * hour to answer by; never nearer to the start than the shortest notice, unless that leaves less than those minutes.
 */
export function offerUntil(now: number, start: number, rules: OfferRules): number {
  const today = dateInAmsterdam(now);
  const soonest = now + rules.offerMinutes * minute;
  const isLate = now >= atHour(today, rules.nightFrom);
  const isNight = isLate || now < atHour(today, rules.nightUntil);
  const morning = atHour(isLate ? addDays(today, 1) : today, rules.answerBy);
  const until = isNight ? Math.max(morning, soonest) : soonest;
  return Math.min(until, Math.max(soonest, start - rules.noticeMinutes * minute));
}

/** Whether somebody can be offered anything on this date: once a day, so many times in all, one at a time. */
export function canBeOffered({ offers, has, before }: Waiting, today: string, rules: OfferRules): boolean {
  const isFull = before === null && has.length >= rules.mostAppointments;
  return !isFull && !offers.isOpen && offers.lastOn !== today && offers.count < rules.mostOffers;
}

const weekdayOf = (date: string): number => new Date(date).getUTCDay() || 7;
const takes = <T>(wished: readonly T[], one: T): boolean => wished.length === 0 || wished.includes(one);

/** Whether a time is one that somebody will take, and can. What they were offered before is not offered again. */
export function fits(waiting: Waiting, time: FreeTime, now: number, rules: OfferRules): boolean {
  const { wishes, before, has, hasPhone, offers } = waiting;
  const { start, end, modality, location } = time;
  if (time.topic !== waiting.topic || !wishes.modalities.some((way) => way === modality)) return false;
  if (before !== null && end > before) return false;
  if (meetsAtLocation(modality) && !takes(wishes.locations, location)) return false;
  if (modality === 'telefoon' && !hasPhone) return false;
  if (start < now + Math.max(rules.offerMinutes, rules.noticeMinutes) * minute) return false;
  if (!takes(wishes.dayParts, partOfDay(start))) return false;
  const date = dateInAmsterdam(start);
  if (date < addDays(dateInAmsterdam(now), wishes.daysAhead)) return false;
  if (wishes.until !== null && date > wishes.until) return false;
  if (!takes(wishes.weekdays, weekdayOf(date))) return false;
  return !offers.starts.includes(start) && !has.some((one) => one.start < end && start < one.end);
}

/** Who has waited longest first. */
export const byWaiting = (one: Waiting, other: Waiting): number =>
  one.joinedAt - other.joinedAt || (one.id < other.id ? -1 : 1);

/**
 * Who is offered what of the free times: each in turn, who waits longest first, gets the earliest that fits and that nobody
 * before them got. An offer takes one casemanager for the time and what lies around it (`occupied`); so a time that several
 * can take is offered to several. At most so many offers.
 */
export function chooseOffers(
  waiting: readonly Waiting[],
  times: readonly FreeTime[],
  now: number,
  rules: OfferRules,
  { occupied = (time) => time, most = Number.POSITIVE_INFINITY }: ChooseOptions = {},
): Offer[] {
  const today = dateInAmsterdam(now);
  const taken = new Map<string, Interval[]>();
  const freeFor = (time: FreeTime) => {
    const { start, end } = occupied(time);
    const isFree = (id: string) =>
      !(taken.get(id) ?? []).some((other) => other.start < end && start < other.end);
    return time.casemanagers.find(isFree);
  };
  const earliestFirst = times.toSorted((a, b) => a.start - b.start);
  const line = waiting.filter((one) => canBeOffered(one, today, rules)).toSorted(byWaiting);
  const offers: Offer[] = [];
  for (const one of line) {
    if (offers.length >= most) break;
    const time = earliestFirst.find((free) => fits(one, free, now, rules) && freeFor(free) !== undefined);
    const casemanager = time && freeFor(time);
    if (time === undefined || casemanager === undefined) continue;
    taken.set(casemanager, [...(taken.get(casemanager) ?? []), occupied(time)]);
    offers.push({ waiting: one, time, until: offerUntil(now, time.start, rules) });
  }
  return offers;
}

interface ChooseOptions {
  /** What a time takes of a casemanager, with the buffers or the way there; the time itself unless given. */
  occupied?: (time: FreeTime) => Interval;
  most?: number;
}
