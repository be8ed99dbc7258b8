import { modalities } from '#db/schema/words.ts';
import type { AgendaAppointment, AgendaDay } from '#server/agenda/types.ts';
import type { Modality } from '#server/slots/schema.ts';
import { type Look, lookOf } from '../calendar/look.ts';

/** One afspraak as a row of the list. */
export interface ListRow extends AgendaAppointment {
  look: Look;
}

/** What a row can be sorted by. */
export const sortKeys = ['when', 'name', 'topic', 'how', 'status'] as const;
export type SortKey = (typeof sortKeys)[number];

/** What rows can be narrowed down to by how they stand. */
export const standings = [
  'to-come',
  'to-note',
  'done',
  'stayed-away',
  'choosing',
  'outside',
  'cancelled',
] as const;
export type StandingFilter = (typeof standings)[number];

export interface ListAsked {
  sort: SortKey;
  descending: boolean;
  standing: StandingFilter | null;
  /** The label of a topic. */
  topic: string | null;
  modality: Modality | null;
}

/** What an address asks for; what it does not know counts as not asked. */
export function readListAsked(query: URLSearchParams, topic: string | null): ListAsked {
  const text = query.get('sort') ?? '';
  const key = text.replace(/^-/, '');
  return {
    sort: sortKeys.find((one) => one === key) ?? 'when',
    descending: text.startsWith('-'),
    standing: standings.find((one) => one === query.get('status')) ?? null,
    topic,
    modality: modalities.find((one) => one === query.get('modality')) ?? null,
  };
}

const looksOf: Record<StandingFilter, readonly Look['look'][]> = {
  'to-come': ['booked', 'now', 'choosing', 'outside', 'kept'],
  'to-note': ['to-note'],
  done: ['done'],
  'stayed-away': ['stayed-away'],
  choosing: ['choosing'],
  outside: ['outside', 'kept'],
  cancelled: ['cancelled', 'moved'],
};

const compare = new Intl.Collator('nl', { numeric: true, sensitivity: 'base' }).compare;

/** The afspraken of these days that were asked for, in the order asked for; of equals the earliest comes first. */
export function rowsOf(
  days: readonly AgendaDay[],
  asked: ListAsked,
  { now, say }: { now: number; say: (row: ListRow, key: Exclude<SortKey, 'when'>) => string },
): ListRow[] {
  const { sort, standing, topic, modality } = asked;
  const turn = asked.descending ? -1 : 1;
  return days
    .flatMap(({ items }) => items)
    .flatMap((item): ListRow[] => (item.kind === 'appointment' ? [{ ...item, look: lookOf(item, now) }] : []))
    .filter((row) => standing === null || looksOf[standing].includes(row.look.look))
    .filter((row) => topic === null || row.topic === topic)
    .filter((row) => modality === null || row.modality === modality)
    .sort((a, b) =>
      sort === 'when'
        ? turn * (a.start - b.start)
        : turn * compare(say(a, sort), say(b, sort)) || a.start - b.start,
    );
}
