import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { TrajectHandover } from '#server/trajecten/readHandover.ts';
import type { TrajectNote } from '#server/trajecten/readNotes.ts';
import type {
  StoryAppointment,
  StoryAttempt,
  StoryEvent,
  StoryMelding,
  StoryReferral,
} from '#server/trajecten/readStory.ts';
import type { Traject } from '#server/trajecten/readTraject.ts';

/** One thing that happened; `at` is epoch ms. */
export type FeedEntry = { at: number } & (
  | { kind: 'melding'; melding: StoryMelding }
  | { kind: 'addition'; school: string | null; body: string }
  | { kind: 'attempt'; attempt: StoryAttempt }
  | { kind: 'event'; event: StoryEvent }
  | { kind: 'appointment'; appointment: StoryAppointment }
  | { kind: 'referral'; referral: StoryReferral }
  | { kind: 'note'; note: TrajectNote }
  | { kind: 'offered'; handover: TrajectHandover }
  | { kind: 'settled'; handover: TrajectHandover }
  | { kind: 'sealed'; opened: boolean }
  | { kind: 'joined' | 'parted'; name: string; by: string | null }
);

export interface FeedDay {
  /** ISO. */
  date: string;
  entries: FeedEntry[];
}

/** All that happened in one list: newest first, by day. Pure. */
export function feedOf({
  story,
  notes,
  handovers,
  joins,
}: Pick<Traject, 'story' | 'notes' | 'handovers' | 'joins'>): FeedDay[] {
  const entries: FeedEntry[] = [
    ...story.meldingen.map((melding) => ({ kind: 'melding' as const, at: melding.at, melding })),
    ...story.meldingen.flatMap(({ organisation, additions }) =>
      additions.map(({ at, body }) => ({
        kind: 'addition' as const,
        at,
        school: organisation?.name ?? null,
        body,
      })),
    ),
    ...story.events.map((event) => ({ kind: 'event' as const, at: event.at, event })),
    ...story.attempts.map((attempt) => ({ kind: 'attempt' as const, at: attempt.at, attempt })),
    ...story.appointments.map((appointment) => ({
      kind: 'appointment' as const,
      at: appointment.at,
      appointment,
    })),
    ...story.referrals.map((referral) => ({ kind: 'referral' as const, at: referral.at, referral })),
    ...notes.map((note) => ({ kind: 'note' as const, at: note.at, note })),
    ...handovers.map((handover) => ({ kind: 'offered' as const, at: handover.at, handover })),
    ...handovers.flatMap((handover) =>
      handover.settledAt === null ? [] : [{ kind: 'settled' as const, at: handover.settledAt, handover }],
    ),
    ...joins.map(({ at, name, by }) => ({ kind: 'joined' as const, at, name, by })),
    ...joins.flatMap(({ partedAt, partedBy, name }) =>
      partedAt === null ? [] : [{ kind: 'parted' as const, at: partedAt, name, by: partedBy }],
    ),
    ...handovers.flatMap(({ sealed }) =>
      (sealed?.openings ?? []).map(({ at, opened }) => ({ kind: 'sealed' as const, at, opened })),
    ),
  ];
  const newest = entries.toReversed().toSorted((a, b) => b.at - a.at);
  const days = Map.groupBy(newest, ({ at }) => dateInAmsterdam(at));
  return [...days].map(([date, ofDay]) => ({ date, entries: ofDay }));
}
