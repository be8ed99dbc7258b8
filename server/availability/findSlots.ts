import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/availability/context.ts';
import type { Computed } from '#server/kernel/cache.ts';
import { addDays, dateInAmsterdam, startOfDate } from '#server/kernel/time.ts';
import type { Casemanager, Roster, Topic } from '#server/roster/types.ts';
import { isHomeVisit } from '#server/slots/rules.ts';
import type { Modality } from '#server/slots/schema.ts';
import { computeSlots } from '#server/slots/slots.ts';
import type { CasemanagerAvailability, Slot } from '#server/slots/types.ts';
import { type BusyTimes, readBusy } from './busy.ts';
import { bookingWindow, clipToBookable } from './window.ts';

export interface FindSlotsInput {
  topic: Topic;
  /** First and last date asked for, both included. */
  from: string;
  to: string;
  location?: string | undefined;
  modality?: Modality | undefined;
  /** Id of the only casemanager whose times count; they are picked out of those of everybody. */
  casemanager?: string | undefined;
  /** Home visits count too, for who may book one. With a casemanager they do: whoever names them knows them. */
  visits?: boolean | undefined;
}

const minute = 60_000;

/** Roughly what a slot takes in memory with its text in the API; the ids in it are shared with the roster. */
const slotBytes = 320;
const idBytes = 8;

/** The most bytes of found slots to keep at once. */
export const mostSlotBytes = 12 * 1024 * 1024;

/** Roughly how many bytes found slots take, for a cache. */
export const bytesOfSlots = (slots: readonly Slot[]): number =>
  slots.reduce((sum, { casemanagers }) => sum + slotBytes + idBytes * casemanagers.length, 0);

type Slots = readonly Slot[];

/**
 * The free times of a topic, never older than the last change in this process. At most the horizon is searched. Among
 * times of everybody the same array is the same answer: it is kept until something changes. `whenUnknown` may let those
 * wait whose answer has to be computed.
 */
export async function findSlots(
  ctx: Ctx,
  input: FindSlotsInput,
  whenUnknown: (compute: () => Promise<Slots>) => Promise<Slots> = (compute) => compute(),
): Promise<Slots> {
  may(ctx, 'slots.find');
  const asked = await clip(ctx, input);
  if (asked === null) return [];
  const { key, query } = asked;
  const slots =
    ctx.slots.find(key) ?? (await whenUnknown(() => ctx.slots.get(key, () => search(ctx, query))));
  return onlyWith(slots, input.casemanager);
}

/** What is left to search of a question, and the key for what comes of it; null when nothing of it can be booked. */
async function clip(ctx: Ctx, { topic, from, to, location, modality, casemanager, visits }: FindSlotsInput) {
  const dates = clipToBookable({ from, to }, await ctx.roster.current(), ctx.clock.now());
  if (dates === null) return null;
  const withVisits = visits ?? casemanager !== undefined;
  const key = `${topic.id} ${dates.from} ${dates.to} ${location ?? ''} ${modality ?? ''} ${withVisits}`;
  return { key, query: { topic, ...dates, location, modality, visits: withVisits } };
}

function onlyWith(slots: readonly Slot[], casemanager: string | undefined): readonly Slot[] {
  if (casemanager === undefined) return slots;
  const theirs = slots.filter(({ casemanagers }) => casemanagers.includes(casemanager));
  return theirs.map((slot) => ({ ...slot, casemanagers: [casemanager] }));
}

async function search(ctx: Ctx, query: FindSlotsInput): Promise<Computed<readonly Slot[]>> {
  const { from, to, location } = query;
  const roster = await ctx.roster.current();
  const now = ctx.clock.now();
  const here = roster.casemanagers
    .filter((casemanager) => worksAt(casemanager, location))
    .map((casemanager) => (query.visits ? casemanager : withoutVisits(casemanager)));
  const ids = here.map(({ id }) => id);
  const busy = await readBusy(ctx.sql, { from, to, now }, ids);
  const window = bookingWindow(roster, now);
  const slots = computeSlots({ ...query, window }, withBusy({ casemanagers: here }, busy), roster.closures);
  const midnight = startOfDate(addDays(dateInAmsterdam(now), 1));
  const first = slots[0];
  const tooSoonFrom = first ? first.start - window.noticeMinutes * minute + 1 : midnight;
  return {
    value: slots,
    validUntil: Math.min(midnight, busy.firstExpiry, tooSoonFrom),
    topics: { roster: true, agenda: ids },
  };
}

/** As somebody sees them who may not book a home visit. */
export const withoutVisits = (casemanager: Casemanager): Casemanager => ({
  ...casemanager,
  modalities: casemanager.modalities.filter((modality) => !isHomeVisit(modality)),
});

/** Whether anybody works at this location in any week; at any location when none is given. */
const worksAt = ({ rules, exceptions }: Roster['casemanagers'][number], location: string | undefined) =>
  location === undefined ||
  [...rules, ...exceptions].some((work) => 'location' in work && work.location === location);

/** The casemanagers of the roster with their occupied time. */
export function withBusy(roster: Pick<Roster, 'casemanagers'>, busy: BusyTimes): CasemanagerAvailability[] {
  return roster.casemanagers.map((casemanager) => {
    const theirs = busy.byCasemanager.get(casemanager.id);
    return { ...casemanager, busy: theirs?.intervals ?? [], booked: theirs?.starts ?? [] };
  });
}
