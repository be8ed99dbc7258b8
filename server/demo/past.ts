import { randomUUID } from 'node:crypto';
import { demoNotesAbsent, demoNotesAfter } from '#db/demo/past.ts';
import type { appointmentNotes, appointments, history } from '#db/schema/index.ts';
import type { Random } from './random.ts';

export type NewAppointment = typeof appointments.$inferInsert;
export type NewEvent = typeof history.$inferInsert & { appointmentId: string };
export type NewNote = typeof appointmentNotes.$inferInsert;

const minute = 60_000;
const day = 1440 * minute;
/** How long after one afspraak the next one of the same jongere is. */
const returnsAfter = { atLeast: 5 * day, atMost: 42 * day };

/**
 * Lets jongeren come back: of the afspraken of one casemanager a part is the next one of somebody who was there some weeks
 * before, planned right after that. Also says what casemanagers wrote down about those that are over.
 */
export function tellPast(
  rows: readonly NewAppointment[],
  events: readonly NewEvent[],
  { now, random }: { now: number; random: Random },
) {
  const followUps = new Map<string, NewAppointment>();
  const booked = rows
    .filter(({ status }) => status === 'booked')
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  for (const ofOne of Map.groupBy(booked, ({ casemanagerId }) => casemanagerId).values()) {
    /** The last afspraak of everybody who may come again. */
    let known: NewAppointment[] = [];
    for (const row of ofOne) {
      const at = row.startsAt.getTime();
      known = known.filter(({ startsAt }) => at - startsAt.getTime() <= returnsAfter.atMost);
      const earlier =
        row.sequence === 0 && random.next() < 0.4 ? known.find((one) => canFollow(row, one, now)) : undefined;
      const shown = earlier ? followUp(row, earlier) : row;
      if (earlier) {
        known = known.filter((one) => one !== earlier);
        followUps.set(row.id, shown);
      }
      if (
        shown.endsAt.getTime() < now &&
        (shown.outcome === 'geweest' || shown.outcome === 'niet-verschenen')
      ) {
        known.push(shown);
      }
    }
  }
  const told = rows.map((row) => followUps.get(row.id) ?? row);
  return {
    rows: told,
    events: events.map((event) => {
      const row = event.what === 'booked' ? followUps.get(event.appointmentId) : undefined;
      return row
        ? { ...event, actor: 'staff' as const, staffId: row.casemanagerId, at: row.bookedAt ?? event.at }
        : event;
    }),
    notes: told.flatMap((row) => noteAfter(row, random)),
  };
}

function canFollow(row: NewAppointment, earlier: NewAppointment, now: number): boolean {
  const at = row.startsAt.getTime();
  const gap = at - earlier.startsAt.getTime();
  // The demo has few numbers, and nobody may have many afspraken to come.
  const reached =
    at > now
      ? earlier.phone === null && row.modality !== 'telefoon'
      : earlier.phone !== null || row.modality !== 'telefoon';
  return gap >= returnsAfter.atLeast && row.topicId === earlier.topicId && reached;
}

function followUp(row: NewAppointment, earlier: NewAppointment): NewAppointment {
  const { name, nameFolded, email, phone, ageGroup, reachBy, language } = earlier;
  const at = new Date(earlier.endsAt.getTime() - minute);
  const person = { name, nameFolded, email, phone, ageGroup, reachBy, language, note: null };
  return { ...row, ...person, followsId: earlier.id, createdAt: at, bookedAt: at };
}

function noteAfter(row: NewAppointment, random: Random): NewNote[] {
  const came = row.outcome === 'geweest';
  if (!came && row.outcome !== 'niet-verschenen') return [];
  if (random.next() < 0.4) return [];
  const text = random.pick(came ? (demoNotesAfter[row.topicId] ?? demoNotesAbsent) : demoNotesAbsent);
  const at = new Date(row.endsAt.getTime() + 5 * minute);
  return [{ id: randomUUID(), appointmentId: row.id, staffId: row.casemanagerId, at, text }];
}
