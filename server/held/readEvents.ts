import { asc, count, eq, inArray } from 'drizzle-orm';
import { appointmentNotes, chatNotes, history, staff } from '#db/schema/index.ts';
import { type actorKinds, historyWords } from '#db/schema/words.ts';
import type { Ctx } from '#server/booking/context.ts';

// What other tables say of what is kept.

/** Something that happened to one of a kind, in the words of its history, and who did it; of staff the first name. */
export interface HeldEventOf<Kind extends keyof typeof historyWords> {
  at: Date;
  what: (typeof historyWords)[Kind][number];
  by: { kind: (typeof actorKinds)[number]; name: string | null };
}

type Db = Pick<Ctx, 'db'>;
type Kind = 'appointment' | 'conversation';
/** Of these nothing is written that is for colleagues alone. */
type Told = Kind | 'referral' | 'waiting-list' | 'jongere' | 'melding' | 'traject';

const eventOf = {
  appointment: history.appointmentId,
  conversation: history.conversationId,
  referral: history.referralId,
  'waiting-list': history.waitingId,
  jongere: history.jongereId,
  melding: history.meldingId,
  traject: history.trajectId,
} as const;
const notesOf = {
  appointment: { notes: appointmentNotes, note: appointmentNotes.appointmentId },
  conversation: { notes: chatNotes, note: chatNotes.conversationId },
} as const;

/** What happened to each of them, oldest first, by its id. */
export async function readEvents<K extends Told>(
  { db }: Db,
  kind: K,
  ids: readonly string[],
): Promise<Map<string, HeldEventOf<K>[]>> {
  const events = new Map<string, HeldEventOf<K>[]>();
  if (ids.length === 0) return events;
  const words: readonly (typeof historyWords)[K][number][] = historyWords[kind];
  const event = eventOf[kind];
  const rows = await db
    .select({ id: event, at: history.at, what: history.what, kind: history.actor, name: staff.firstName })
    .from(history)
    .leftJoin(staff, eq(staff.id, history.staffId))
    .where(inArray(event, [...ids]))
    .orderBy(asc(history.at), asc(history.id));
  for (const { id, at, what: said, kind: by, name } of rows) {
    const what = words.find((word) => word === said);
    if (id === null || what === undefined) throw new Error(`expected something that happened, not "${said}"`);
    events.set(id, [...(events.get(id) ?? []), { at, what, by: { kind: by, name } }]);
  }
  return events;
}

/** How many notes colleagues wrote about each of them, by its id; who has none is left out. */
export async function countNotes(
  { db }: Db,
  kind: Kind,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const { notes, note } = notesOf[kind];
  const rows = await db
    .select({ id: note, notes: count() })
    .from(notes)
    .where(inArray(note, [...ids]))
    .groupBy(note);
  return new Map(rows.map((row) => [row.id, row.notes]));
}
