import type { chatModalities } from '#db/schema/words.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';

type ChatModality = (typeof chatModalities)[number];

/** A free time as GET /api/v1/slots gives it. */
export interface Slot {
  /** ISO 8601 with offset. */
  start: string;
  location: string;
  modality: ChatModality;
}

/** How and where, as one value of a form: `telefoon`, `video` or `op-locatie/<id>`. */
export const mannerOf = ({ modality, location }: Pick<Slot, 'modality' | 'location'>): string =>
  meetsAtLocation(modality) ? `${modality}/${location}` : modality;

/** The ways there are, each once: by phone and video first, as they come without a way to go. */
export function mannersIn(slots: readonly Slot[]): string[] {
  const all = new Set(slots.map(mannerOf));
  const first = ['telefoon', 'video'];
  const rank = (manner: string) => (first.includes(manner) ? first.indexOf(manner) : first.length);
  return [...all].sort((a, b) => rank(a) - rank(b));
}

export interface OfferedDay {
  /** `2026-11-24`, in Amsterdam. */
  date: string;
  /** In order, each start once. */
  slots: Slot[];
}

/** The times of one manner by day. By phone or video a time comes once for every place: which one does not matter. */
export function daysOf(slots: readonly Slot[], manner: string | undefined): OfferedDay[] {
  const days = new Map<string, OfferedDay>();
  const seen = new Set<number>();
  for (const slot of slots) {
    const at = Date.parse(slot.start);
    if (mannerOf(slot) !== manner || seen.has(at)) continue;
    seen.add(at);
    const date = dateInAmsterdam(at);
    const day = days.get(date) ?? { date, slots: [] };
    day.slots.push(slot);
    days.set(date, day);
  }
  return [...days.values()];
}

/** At most so many of a list, evenly from its first to its last. */
export function spread<Thing>(all: readonly Thing[], most: number): Thing[] {
  if (all.length <= most) return [...all];
  const step = (all.length - 1) / (most - 1);
  return all.filter((_, index) => Math.round(Math.round(index / step) * step) === index);
}
