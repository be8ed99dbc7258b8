import { randomUUID } from 'node:crypto';
import { demoAddress, demoCancelReasons, demoNames, demoNotes, demoPhone } from '#db/demo/jongeren.ts';
import { foldName } from '#server/booking/foldName.ts';
import { makeReference } from '#server/booking/reference.ts';
import type { AgeGroup, Outcome, ReachBy } from '#server/booking/schema.ts';
import { timesOf, toRange } from '#server/booking/slotRequest.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { hashToken, type Tokens } from '#server/kernel/tokens.ts';
import type { Modality } from '#server/slots/schema.ts';
import type { PlannedAppointment } from './agenda.ts';
import type { NewAppointment, NewEvent } from './past.ts';
import type { Random } from './random.ts';

const hour = 3_600_000;
const ages: readonly AgeGroup[] = ['tot-18', '18-22', '18-22', '18-22', '23-26', '23-26'];
const reachByPhone: readonly ReachBy[] = ['bellen', 'bericht', 'bericht'];
const outcomes: readonly Outcome[] = [
  ...Array<Outcome>(14).fill('geweest'),
  'niet-verschenen',
  'niet-verschenen',
  'niet-verschenen',
  'afgezegd',
  'verzet',
];

interface Loading {
  now: number;
  tokens: Tokens;
  random: Random;
}

/** The rows of planned afspraken, and what happened to each. What is over has an outcome, but for the last of today. */
export function toRows(planned: readonly PlannedAppointment[], { now, tokens, random }: Loading) {
  const rows: NewAppointment[] = [];
  const events: NewEvent[] = [];
  const references = new Set<string>();
  while (references.size < planned.length) references.add(makeReference(random.below));
  const today = dateInAmsterdam(now);
  let phones = 0;
  const lastToday = new Map<string, number>();
  for (const plan of planned.filter(
    ({ start, cancelled }) => !cancelled && dateInAmsterdam(start) === today,
  )) {
    const last = Math.max(lastToday.get(plan.casemanagerId) ?? 0, timesOf(plan).end <= now ? plan.start : 0);
    lastToday.set(plan.casemanagerId, last);
  }

  for (const [index, reference] of [...references].entries()) {
    const plan = planned[index];
    if (!plan) break;
    const id = randomUUID();
    const person = inventPerson({ index, phones }, plan.modality, random);
    if (person.phone !== null) phones += 1;
    const { start, topic, cancelled, movedFrom } = plan;
    const { end, occupiedFrom, occupiedUntil } = timesOf(plan);
    const latest = Math.min(now, start);
    const bookedAt = latest - Math.round(hour * (1 + 290 * random.next() ** 2));
    const changedAt = Math.round(bookedAt + (latest - bookedAt) * random.next());
    const localDate = dateInAmsterdam(start);
    const isNoted = end <= now && (localDate < today || start !== lastToday.get(plan.casemanagerId));
    const outcome = !cancelled && isNoted ? random.pick(outcomes) : null;
    // As `recordOutcome` leaves them: what did not go on gives its time back.
    const isOff = cancelled || outcome === 'afgezegd' || outcome === 'verzet';
    const offAt = cancelled ? changedAt : end;
    rows.push({
      id,
      status: isOff ? 'cancelled' : 'booked',
      topicId: topic.id,
      locationId: plan.location,
      modality: plan.modality,
      casemanagerId: plan.casemanagerId,
      startsAt: new Date(start),
      endsAt: new Date(end),
      during: toRange(occupiedFrom, occupiedUntil),
      localDate,
      reference,
      tokenHash: hashToken(tokens.make('appointment', id, 1)),
      sequence: cancelled || movedFrom !== null ? 1 : 0,
      ...person,
      outcome,
      cancelReason: cancelled && random.next() < 0.6 ? random.pick(demoCancelReasons) : null,
      createdAt: new Date(bookedAt),
      bookedAt: new Date(bookedAt),
      cancelledAt: isOff ? new Date(offAt) : null,
    });
    const event = { appointmentId: id, actor: 'jongere' as const, details: {} };
    events.push({ ...event, what: 'booked', at: new Date(bookedAt) });
    if (movedFrom !== null) {
      const details = { from: new Date(movedFrom).toISOString(), to: new Date(start).toISOString() };
      events.push({ ...event, what: 'moved', at: new Date(changedAt), details });
    }
    if (cancelled) events.push({ ...event, what: 'cancelled', at: new Date(changedAt) });
    if (outcome !== null) {
      const noted = { actor: 'staff' as const, staffId: plan.casemanagerId, details: { outcome } };
      events.push({ ...event, ...noted, what: 'outcome', at: new Date(end) });
    }
  }
  return { rows, events };
}

/** Somebody who does not exist; for telefoon with a number, else with either or both. */
function inventPerson(
  { index, phones }: { index: number; phones: number },
  modality: Modality,
  random: Random,
) {
  const name = random.pick(demoNames);
  const byPhone = modality === 'telefoon' || random.next() < 0.1;
  const byEmail = !byPhone || random.next() < 0.3;
  const plain = name
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
  const language = random.next() < 0.06 ? 'en' : 'nl';
  return {
    name,
    nameFolded: foldName(name),
    email: byEmail ? `${plain}.${index + 1}@example.nl` : null,
    phone: byPhone ? demoPhone(phones) : null,
    visitAddress: modality === 'huisbezoek' ? demoAddress(index) : null,
    ageGroup: random.pick(ages),
    reachBy: byPhone ? random.pick(reachByPhone) : 'email',
    language,
    note: random.next() < 0.2 ? random.pick(demoNotes[language]) : null,
  } satisfies Partial<NewAppointment>;
}
