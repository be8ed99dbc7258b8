import type { AgendaDetails, HistoryEntry, RelatedAppointment, WorkingNote } from '#server/agenda/types.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';

/** One thing that happened to an afspraak, or to the same person; `at` is epoch ms. */
export type FeedEntry = { at: number } & (
  | { kind: 'event'; event: HistoryEntry }
  | { kind: 'note'; note: WorkingNote }
  /** Another afspraak with the same person, at its own time. */
  | { kind: 'meeting'; meeting: RelatedAppointment }
);

export interface FeedDay {
  date: string;
  entries: FeedEntry[];
}

/** All that happened, in one list: newest first, by day. Pure. */
export function feedOf({
  history,
  notes,
  related,
}: Pick<AgendaDetails, 'history' | 'notes' | 'related'>): FeedDay[] {
  // Of one instant the later of the history is the newer, and a note is beside what it is about.
  const entries: FeedEntry[] = [
    ...related.map((meeting) => ({ kind: 'meeting' as const, at: meeting.start, meeting })),
    ...notes.map((note) => ({ kind: 'note' as const, at: note.at, note })).reverse(),
    ...history.map((event) => ({ kind: 'event' as const, at: event.at, event })).reverse(),
  ];
  const days = Map.groupBy(
    entries.toSorted((a, b) => b.at - a.at),
    ({ at }) => dateInAmsterdam(at),
  );
  return [...days].map(([date, ofDay]) => ({ date, entries: ofDay }));
}
