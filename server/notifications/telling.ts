import { z } from 'zod';
import { appointmentStatuses, modalities } from '#db/schema/words.ts';
import type { AppointmentNoticeKind } from '#server/kernel/outbox.ts';

// What a message about an afspraak says, decided when it is sent: from how the afspraak stands then and how the receiver was last
// told that it stood. So what changed twice is told once, what was taken back before it was told is not told, and nobody
// hears of what is not any more. Pure.

/** How an afspraak stands, as far as a receiver hears of it; instants are epoch ms. */
export const toldSchema = z.object({
  status: z.enum(appointmentStatuses),
  start: z.number(),
  end: z.number(),
  location: z.string(),
  modality: z.enum(modalities),
  casemanager: z.string(),
  /** Of the private link. */
  generation: z.number().int(),
  sequence: z.number().int(),
});
export type Told = z.output<typeof toldSchema>;

export interface Standing extends Told {
  /** Since when the jongere is asked to choose again; null when they are not. */
  chooseAgainAt: number | null;
  didNotCome: boolean;
  isWiped: boolean;
}

/** Why nothing is said any more. */
export type Dropped = 'wiped' | 'over' | 'said' | 'no-longer';
export type Telling = { say: AppointmentNoticeKind } | { drop: Dropped };

/** How long before the start each reminder is meant (ms), and until when it still helps. */
export const reminders = {
  'reminder-day': { before: 24 * 3_600_000, until: 3 * 3_600_000 },
  'reminder-hours': { before: 2 * 3_600_000, until: 10 * 60_000 },
} as const;
export type ReminderKind = keyof typeof reminders;
const isReminder = (kind: AppointmentNoticeKind): kind is ReminderKind => Object.hasOwn(reminders, kind);

/** The jongere's message of a kind and version, for an afspraak that stands so now and was last told as `told`. */
export function tellingTo(
  { kind, version }: { kind: AppointmentNoticeKind; version: number },
  told: Told | null,
  standing: Standing,
  now: number,
): Telling {
  if (standing.isWiped) return { drop: 'wiped' };
  if (isReminder(kind)) return isDue(kind, version, standing, now) ? { say: kind } : { drop: 'no-longer' };
  if (kind === 'not-come')
    return standing.didNotCome && standing.status === 'booked' ? { say: kind } : { drop: 'no-longer' };
  if (standing.end <= now) return { drop: 'over' };
  if (standing.status === 'cancelled')
    return told?.status === 'cancelled' ? { drop: 'said' } : { say: 'cancelled' };
  if (kind === 'choose-again')
    return standing.chooseAgainAt !== null && standing.start > now ? { say: kind } : { drop: 'no-longer' };
  return changedSince(kind, told, standing);
}

/** A reminder is for the time that it was made for, while it stands and lies far enough ahead to help. */
function isDue(kind: ReminderKind, version: number, standing: Standing, now: number): boolean {
  return (
    standing.status === 'booked' &&
    standing.chooseAgainAt === null &&
    standing.start === version &&
    standing.start - now >= reminders[kind].until
  );
}

/** Whether this still reminds who was told of the afspraak at an instant: not when that was after the moment that it is meant for. */
export const isStillReminded = (kind: AppointmentNoticeKind, { start }: Told, toldAt: number): boolean =>
  !isReminder(kind) || toldAt < start - reminders[kind].before;

function changedSince(kind: AppointmentNoticeKind, told: Told | null, standing: Standing): Telling {
  // Who was told nothing of it yet: what was booked before messages were sent, or is told for the first time.
  // From where it moved says nothing to them.
  if (told === null) return { say: kind === 'cancelled' || kind === 'moved' ? 'confirmed' : kind };
  if (told.status === 'cancelled') return { say: 'confirmed' };
  const isElsewhere = told.location !== standing.location || told.modality !== standing.modality;
  if (told.start !== standing.start || told.end !== standing.end || isElsewhere) return { say: 'moved' };
  if (told.casemanager !== standing.casemanager) return { say: 'handed-over' };
  if (told.generation !== standing.generation) return { say: 'link-renewed' };
  return { drop: 'said' };
}

/** A casemanager's message: whether the afspraak stands in their agenda, as a calendar takes it (RFC 5546 3.2). */
export function tellingToStaff(staffId: string, told: Told | null, standing: Standing, now: number): Telling {
  if (standing.end <= now) return { drop: 'over' };
  const isTheirs = standing.status === 'booked' && standing.casemanager === staffId;
  const hadIt = told?.status === 'booked' && told.casemanager === staffId;
  if (!isTheirs) return hadIt ? { say: 'off-agenda' } : { drop: 'said' };
  return hadIt && told.sequence === standing.sequence ? { drop: 'said' } : { say: 'in-agenda' };
}
