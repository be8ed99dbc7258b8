import { demoFullLocation } from '#db/demo/casemanagers.ts';
import { timesOf } from '#server/booking/slotRequest.ts';
import { addDays, dateInAmsterdam, mondayOf, startOfDate } from '#server/kernel/time.ts';
import type { Roster, Topic } from '#server/roster/types.ts';
import type { Modality } from '#server/slots/schema.ts';
import { computeSlots } from '#server/slots/slots.ts';
import type { CasemanagerAvailability, Slot, TravelMinutes } from '#server/slots/types.ts';
import type { Random } from './random.ts';

/** An afspraak that somebody could have made, at a time that the slot engine offered. */
export interface PlannedAppointment {
  casemanagerId: string;
  topic: Topic;
  start: number;
  location: string;
  modality: Modality;
  travel: TravelMinutes;
  cancelled: boolean;
  /** The start (epoch ms) of the time that it was moved from, or null. */
  movedFrom: number | null;
}

/** One casemanager as the agenda fills up. */
type Agenda = Omit<CasemanagerAvailability, 'busy' | 'booked'> & {
  busy: { start: number; end: number }[];
  booked: number[];
};

/** How many days back the agenda goes: two months. What is older than the term of private links is wiped by then. */
const pastDays = 61;
const minute = 60_000;

const topicWeights: Record<string, number> = { school: 8, leerwerkplek: 5, geld: 4, anders: 3 };
const modalityWeights: Record<Modality, number> = {
  'op-locatie': 6,
  telefoon: 2,
  video: 2,
  huisbezoek: 4,
  wandelen: 4,
};

/** Whose agenda asks for something else than that of others; ids of staff. */
interface Cast {
  isNew: ReadonlySet<string>;
  /** Whose day of today is full. */
  busyToday: string;
}

/**
 * Fills everybody's agenda from two months ago up to the horizon: about half of their time in the last two weeks, a
 * third before that, 45% of it in the next two weeks, thinning out after that; a fifth of that for who is new. One
 * location is full next week.
 */
export function planAgenda(
  roster: Roster,
  now: number,
  random: Random,
  { isNew, busyToday }: Cast,
): PlannedAppointment[] {
  const today = dateInAmsterdam(now);
  const agendas = roster.casemanagers.map((person) => ({ ...person, busy: [], booked: [] }));
  const planned: PlannedAppointment[] = [];
  const plan = (
    agenda: Agenda,
    date: string,
    limits: { share: number; atLeast: number; atMost?: number; location?: string },
  ) => {
    for (const appointment of fillDay(roster, agenda, date, { ...limits, random, nth: planned.length })) {
      planned.push(appointment);
    }
  };
  for (const agenda of agendas.filter(({ id }) => id === busyToday)) {
    planned.push(...takeAroundNow(roster, agenda, now));
    const atMost = agenda.dailyMaximum - planned.length - 1;
    plan(agenda, today, { share: 0.7, atLeast: 0, atMost });
  }
  const nextWeek = addDays(mondayOf(today), 7);
  for (let day = 0; day < 7; day++) {
    for (const agenda of agendas) {
      plan(agenda, addDays(nextWeek, day), { share: 1, atLeast: 100, location: demoFullLocation });
    }
  }
  for (let away = -pastDays; away <= roster.settings.horizonDays; away++) {
    const average = shareOf(away, roster.settings.horizonDays);
    for (const agenda of agendas) {
      if (away === 0 && agenda.id === busyToday) continue;
      const share = average * (0.6 + 0.8 * random.next()) * (isNew.has(agenda.id) ? 0.2 : 1);
      plan(agenda, addDays(today, away), { share, atLeast: away === 0 && !isNew.has(agenda.id) ? 2 : 0 });
    }
  }
  return planned;
}

function shareOf(daysAway: number, horizonDays: number): number {
  if (daysAway < -14) return 0.35;
  if (daysAway < 0) return 0.55;
  if (daysAway < 14) return 0.45;
  return 0.03 + (0.42 * (horizonDays - daysAway)) / Math.max(horizonDays - 14, 1);
}

interface Fill {
  /** Which part of the day's time is to be taken. */
  share: number;
  /** However little time that is. */
  atLeast: number;
  /** No more than so many. */
  atMost?: number;
  /** Only afspraken here. */
  location?: string;
  random: Random;
  /** How many afspraken were planned before: every so many is cancelled, or was moved. */
  nth: number;
}

/** Takes free times of one casemanager on one date until enough is taken or nothing is free. */
function fillDay(roster: Roster, agenda: Agenda, date: string, fill: Fill): PlannedAppointment[] {
  const planned: PlannedAppointment[] = [];
  const { random, location, share, atLeast, atMost = Infinity } = fill;
  const offer = (topic: Topic) => freeTimes(roster, agenda, date, topic, location);
  const shortest = roster.topics.toSorted((a, b) => a.durationMinutes - b.durationMinutes)[0];
  if (!shortest) return planned;
  const room = new Set(offer(shortest).map(({ start }) => start)).size * shortest.gridMinutes;
  let taken = 0;
  let topics = roster.topics;
  const isEnough = () => planned.length >= atMost || (taken >= share * room && planned.length >= atLeast);
  while (topics.length > 0 && !isEnough()) {
    const topic = random.weigh(topics, ({ id }) => topicWeights[id] ?? 1);
    const slots = offer(topic);
    if (slots.length === 0) {
      topics = topics.filter((other) => other !== topic);
      continue;
    }
    const slot = chooseSlot(slots, random);
    const cancelled = (fill.nth + planned.length) % 17 === 9;
    const moved = !cancelled && (fill.nth + planned.length) % 13 === 4;
    const movedFrom = moved ? slots.find(({ start }) => start !== slot.start)?.start : undefined;
    const { start, modality } = slot;
    const one: PlannedAppointment = {
      casemanagerId: agenda.id,
      topic,
      start,
      location: slot.location,
      modality,
      travel: roster.settings.travelMinutes,
      cancelled,
      movedFrom: movedFrom ?? null,
    };
    planned.push(one);
    if (cancelled) continue;
    taken += occupy(agenda, one) / minute;
  }
  return planned;
}

/** Takes the time of one afspraak. Gives how many milliseconds that are, with what is kept free around it. */
function occupy(agenda: Agenda, one: PlannedAppointment): number {
  const { occupiedFrom, occupiedUntil } = timesOf(one);
  agenda.busy.push({ start: occupiedFrom, end: occupiedUntil });
  agenda.booked.push(one.start);
  return occupiedUntil - occupiedFrom;
}

/** How soon the next afspraak begins at the earliest, and how long ago the last one ended at the least. */
const aroundNow = 5 * minute;

/**
 * What is going on as somebody looks: a talk that was just over and is not noted yet, one by video that begins soon, and
 * later a telephone call. As far as there are working hours for it.
 */
function takeAroundNow(roster: Roster, agenda: Agenda, now: number): PlannedAppointment[] {
  const planned: PlannedAppointment[] = [];
  const take = (topicId: string, wish: (slots: readonly Slot[], length: number) => Slot | undefined) => {
    const topic = roster.topics.find(({ id }) => id === topicId);
    if (!topic) return;
    const slots = freeTimes(roster, agenda, dateInAmsterdam(now), topic, undefined);
    const slot = wish(slots, topic.durationMinutes * minute);
    if (!slot) return;
    const { start, location, modality } = slot;
    const one: PlannedAppointment = {
      casemanagerId: agenda.id,
      topic,
      start,
      location,
      modality,
      travel: roster.settings.travelMinutes,
      cancelled: false,
      movedFrom: null,
    };
    planned.push(one);
    occupy(agenda, one);
  };
  take('anders', (slots, length) => slots.findLast(({ start }) => start + length < now - aroundNow));
  take('geld', (slots) =>
    slots.find(({ start, modality }) => modality === 'video' && start > now + aroundNow),
  );
  take('anders', (slots) =>
    slots.find(({ start, modality }) => modality === 'telefoon' && start > now + 150 * minute),
  );
  return planned;
}

/** What the engine offered at the beginning of that day. */
function freeTimes(roster: Roster, agenda: Agenda, date: string, topic: Topic, location: string | undefined) {
  const { travelMinutes } = roster.settings;
  const window = { now: startOfDate(date), noticeMinutes: 0, horizonDays: 0, travelMinutes };
  return computeSlots({ window, topic, from: date, to: date, location }, [agenda], roster.closures);
}

/** Whole and half hours are what people choose first. */
function chooseSlot(slots: readonly Slot[], random: Random): Slot {
  const modalities = [...new Set(slots.map(({ modality }) => modality))];
  const modality = random.weigh(modalities, (one) => modalityWeights[one]);
  const inThisModality = slots.filter((slot) => slot.modality === modality);
  return random.weigh(inThisModality, ({ start }) => (start % (30 * minute) === 0 ? 4 : 1));
}
