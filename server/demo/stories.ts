import { randomUUID } from 'node:crypto';
import { demoMessages, demoWorkingNotes } from '#db/demo/jongeren.ts';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import type { NewAppointment, NewEvent, NewNote } from './past.ts';

interface Loaded {
  rows: readonly NewAppointment[];
  events: readonly NewEvent[];
  notes: readonly NewNote[];
}

interface Cast {
  now: number;
  /** Whose agenda the stories are in, and the colleague whom they got an afspraak from; ids of staff. */
  casemanager: string;
  colleague: string;
}

const hour = 3_600_000;

/**
 * Gives one casemanager, in this week and the next, one of each thing that can be in an agenda: somebody who was
 * booked at the desk and left no contact, a follow-up, an afspraak from a colleague, one of which the jongere is
 * asked to choose again, and working notes. Whatever the day of loading, there are enough afspraken for all.
 */
export function tellStories({ rows, events, notes: written }: Loaded, { now, casemanager, colleague }: Cast) {
  const lastDay = addDays(mondayOf(dateInAmsterdam(now)), 13);
  const followed = new Set(rows.map(({ followsId }) => followsId));
  const theirs = rows
    .filter((row) => row.casemanagerId === casemanager && row.status === 'booked' && row.sequence === 0)
    .filter(({ id, followsId }) => !followsId && !followed.has(id))
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const past = theirs.filter(({ outcome }) => outcome === 'geweest');
  const coming = theirs.filter((row) => row.startsAt.getTime() > now && row.localDate <= lastDay);
  const [walkIn, caller] = coming.filter(({ modality }) => modality === 'op-locatie');
  const others = coming.filter((row) => row !== walkIn && row !== caller);
  const [choosing, handed, follows] = others.filter(({ modality }) => modality !== 'telefoon');
  const met = past.at(-1);

  const staff = (appointmentId: string, staffId: string) => ({
    appointmentId,
    staffId,
    actor: 'staff' as const,
    at: new Date(now - hour),
    details: {},
  });
  const changed = new Map<string | undefined, Partial<NewAppointment>>();
  const bookedByStaff = new Set<string | undefined>([walkIn?.id, caller?.id, follows?.id]);
  const more: NewEvent[] = [];
  const notes: NewNote[] = [...written];
  for (const row of [walkIn, caller]) changed.set(row?.id, { email: null, phone: null, reachBy: null });
  if (choosing) {
    changed.set(choosing.id, {
      chooseAgainAt: new Date(now - hour),
      messageToJongere: demoMessages.chooseAgain,
    });
    more.push({ ...staff(choosing.id, casemanager), what: 'choose-again' });
  }
  if (handed) {
    changed.set(handed.id, { sequence: 1, messageToJongere: demoMessages.handedOver });
    const details = { from: colleague, to: casemanager };
    more.push({ ...staff(handed.id, colleague), what: 'handed-over', details });
  }
  if (follows && met) {
    const { name, nameFolded, email, phone, ageGroup, reachBy, language } = met;
    const person = { name, nameFolded, email, phone, ageGroup, reachBy, language, note: null };
    changed.set(follows.id, { ...person, topicId: follows.topicId, followsId: met.id });
  }
  for (const [index, text] of demoWorkingNotes.entries()) {
    const about = [met, follows, handed][index];
    if (about)
      notes.push({
        id: randomUUID(),
        appointmentId: about.id,
        staffId: casemanager,
        at: new Date(now - hour),
        text,
      });
  }
  return {
    rows: rows.map((row) => ({ ...row, ...changed.get(row.id) })),
    events: [
      ...events.map((event) =>
        event.what === 'booked' && bookedByStaff.has(event.appointmentId)
          ? { ...event, actor: 'staff' as const, staffId: casemanager }
          : event,
      ),
      ...more,
    ],
    notes,
  };
}
