import type { Ctx } from '#server/kernel/context.ts';
import type { Timed } from '#server/kernel/freshCache.ts';
import { addDays, dateInAmsterdam, startOfDate } from '#server/kernel/time.ts';
import type { Roster, Topic } from '#server/roster/types.ts';
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
}

export interface FoundSlots {
  slots: Slot[];
}

const minute = 60_000;

/** Roughly what a slot takes in memory; the ids in it are shared with the roster. */
const slotBytes = 160;
const idBytes = 8;

/** Roughly how many bytes found slots take, for a cache. */
export function bytesOfSlots({ slots }: FoundSlots): number {
  return slots.reduce((sum, { casemanagers }) => sum + slotBytes + idBytes * casemanagers.length, 0);
}

/** The free times of a topic, never older than the last change in this process. At most the horizon is searched. */
export async function findSlots(ctx: Ctx, input: FindSlotsInput): Promise<Timed<FoundSlots>> {
  const roster = await ctx.roster.current();
  const now = ctx.clock.now();
  const dates = clipToBookable(input, roster, now);
  if (dates === null) {
    return { value: { slots: [] }, validUntil: startOfDate(addDays(dateInAmsterdam(now), 1)) };
  }
  const { topic, location = '', modality = '', casemanager } = input;
  const key = `${topic.id} ${dates.from} ${dates.to} ${location} ${modality}`;
  const found = await ctx.slots.get(key, () => search(ctx, { ...input, ...dates }));
  return casemanager === undefined ? found : onlyWith(found, casemanager);
}

function onlyWith({ value, validUntil }: Timed<FoundSlots>, casemanager: string): Timed<FoundSlots> {
  const theirs = value.slots.filter(({ casemanagers }) => casemanagers.includes(casemanager));
  return { value: { slots: theirs.map((slot) => ({ ...slot, casemanagers: [casemanager] })) }, validUntil };
}

async function search(ctx: Ctx, { topic, from, to, location, modality }: FindSlotsInput) {
  const roster = await ctx.roster.current();
  const now = ctx.clock.now();
  const busy = await readBusy(ctx.sql, { from, to, now });
  const window = bookingWindow(roster, now);
  const slots = computeSlots(
    { window, topic, from, to, location, modality },
    withBusy(roster, busy),
    roster.closures,
  );
  const midnight = startOfDate(addDays(dateInAmsterdam(now), 1));
  const first = slots[0];
  const tooSoonFrom = first ? first.start - window.noticeMinutes * minute + 1 : midnight;
  return { value: { slots }, validUntil: Math.min(midnight, busy.firstExpiry, tooSoonFrom) };
}

/** The casemanagers of the roster with what takes their time. */
export function withBusy(roster: Roster, busy: BusyTimes): CasemanagerAvailability[] {
  return roster.casemanagers.map((casemanager) => {
    const theirs = busy.byCasemanager.get(casemanager.id);
    return { ...casemanager, busy: theirs?.intervals ?? [], booked: theirs?.starts ?? [] };
  });
}
