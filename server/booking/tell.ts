import type { Fragment, TransactionSql } from 'postgres';
import { z } from 'zod';
import { messageLevels, reachWays } from '#db/schema/words.ts';
import type { Notice, NoticeChannel, NoticeKind } from '#server/kernel/outbox.ts';
import type { Write } from '#server/kernel/write.ts';
import { textsArrive } from './contact.ts';
import type { HoldPerson } from './types.ts';

/**
 * By which ways somebody hears of their afspraak by itself: the one that they chose, or else the one that there is. Who asks to be
 * called gets no text message unasked: the telephone may be somebody else's. None goes to a number where none arrives.
 */
export function channelsOf({
  email,
  phone,
  reachBy,
  messages,
}: Pick<HoldPerson, 'email' | 'phone' | 'reachBy' | 'messages'>): NoticeChannel[] {
  if (messages === 'none') return [];
  const texts = phone !== null && textsArrive(phone) !== null;
  if (reachBy === 'bericht' && texts) return ['text'];
  if (email !== null) return ['email'];
  return texts && reachBy !== 'bellen' ? ['text'] : [];
}

/** What the jongere is to be told of a version of their afspraak, one message for each way. */
export function noticesOf(
  { id, sequence, ...person }: { id: string; sequence: number } & Parameters<typeof channelsOf>[0],
  kind: NoticeKind,
): Notice[] {
  const about = { kind: 'appointment', id } as const;
  return channelsOf(person).map((channel) => ({
    kind,
    channel,
    to: { kind: 'jongere' },
    about,
    version: sequence,
  }));
}

/** What a casemanager is to be told: that their agenda changed. Whether it still stands in it is decided when it is sent. */
export const staffNotice = (
  { id, sequence }: { id: string; sequence: number },
  casemanagerId: string,
): Notice => ({
  kind: 'in-agenda',
  channel: 'email',
  to: { kind: 'staff', id: casemanagerId },
  about: { kind: 'appointment', id },
  version: sequence,
});

/** Whether a casemanager wants their agenda mailed to their calendar, as a condition in a statement. */
export const wantsInvitations = (tx: TransactionSql, casemanagerId: string): Fragment =>
  tx`exists (select from staff_calendars where staff_id = ${casemanagerId}::uuid and invitations)`;

const rowSchema = z.object({
  email: z.string().nullable(),
  phone: z.string().nullable(),
  reachBy: z.enum(reachWays).nullable(),
  messages: z.enum(messageLevels),
  sequence: z.number().int(),
  /** Casemanagers who have it, or were told that they do. */
  casemanagers: z.array(z.uuid()),
});

/** Kinds of news that leave an afspraak as it was, so that its sequence does not tell one from another. */
const byMoment = new Set<NoticeKind>(['choose-again', 'not-come']);

/**
 * Puts into the outbox that an afspraak changed, as it stands in this write: for the jongere by the ways in which they can be reached,
 * and for casemanagers who want it in their calendar.
 */
export async function tell(w: Write, id: string, kind: NoticeKind): Promise<void> {
  const [found] = await w.tx`
    select email, phone, reach_by as "reachBy", messages, sequence, array(
      select casemanager_id union select staff_id from outbox where appointment_id = ${id} and staff_id is not null
    ) as casemanagers
    from appointments where id = ${id}`;
  if (found === undefined) return;
  const row = rowSchema.parse(found);
  const sequence = byMoment.has(kind) ? Date.parse(w.now) : row.sequence;
  for (const notice of noticesOf({ id, ...row, sequence }, kind)) w.message(notice);
  if (byMoment.has(kind)) return;
  for (const casemanager of row.casemanagers)
    w.message(staffNotice({ id, sequence }, casemanager), wantsInvitations(w.tx, casemanager));
}
