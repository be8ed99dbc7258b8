import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { type EndPersonResult, endPerson } from '#server/accounts/endPerson.ts';
import { type SavePersonResult, savePerson } from '#server/accounts/savePerson.ts';
import type { PersonInput } from '#server/accounts/schema.ts';
import { write } from '#server/kernel/write.ts';
import { underRoster } from '#server/roster/underRoster.ts';
import type { Ctx } from './context.ts';
import { endHours } from './endHours.ts';
import { passOnAppointments } from './passOnAppointments.ts';
import { passOnChats } from './passOnChats.ts';
import { passOnReplies } from './passOnReplies.ts';
import { passOnTrajecten } from './passOnTrajecten.ts';
import { colleaguesOf } from './readOpen.ts';
import type { LeavePlan } from './schema.ts';

/** What comes of somebody when all of theirs is passed on: they leave, or go on with other roles and no agenda. */
export type Then = { does: 'end' } | { does: 'save'; person: PersonInput & { version: number } };

export type LeaveResult =
  | { ok: true }
  /** Something was booked, moved or cancelled since the page was shown. */
  | { ok: false; error: 'changed' }
  /** The colleague is not free any more, or is none of the colleagues. */
  | { ok: false; error: 'taken'; start: number }
  /** Nobody who could see to it until the jongere has chosen is without an afspraak at that time. */
  | { ok: false; error: 'no-room'; start: number }
  /** It has begun; `end` is when it is over (epoch ms). */
  | { ok: false; error: 'under-way'; end: number }
  /** Nobody else works here who could own their trajecten. */
  | { ok: false; error: 'nobody-for-trajecten' }
  | Exclude<EndPersonResult | SavePersonResult, { ok: true }>;

/**
 * Passes on what stands under somebody (afspraken, chats, replies), ends their hours, and then their account or their being a
 * casemanager, in one transaction: all of it, or nothing. Bookings under way are waited for and new ones wait, so none is left
 * behind.
 */
export async function leave(ctx: Ctx, id: string, plan: LeavePlan, then: Then): Promise<LeaveResult> {
  const { staff: me } = may(ctx, 'people.save');
  if (then.does === 'end' && id === me.id) return { ok: false, error: 'oneself' };
  if (!z.uuid().safeParse(id).success) return { ok: false, error: 'unknown' };
  return write<LeaveResult, Ctx>(ctx, async (w) => {
    const { w: inside, roster } = await underRoster(w);
    const leaving = roster.casemanagers.find((one) => one.id === id);
    const colleagues = colleaguesOf(roster, { id, team: leaving?.team ?? null });
    const passed = await passOnAppointments(inside, { id, roster, colleagues, plan });
    if (!passed.ok) return w.undo<LeaveResult>(passed);
    const chats = await passOnChats(inside, { id, to: plan.chats, colleagues });
    if (!chats.ok) return w.undo<LeaveResult>(chats);
    if (!(await passOnTrajecten(inside, id)))
      return w.undo<LeaveResult>({ ok: false, error: 'nobody-for-trajecten' });
    await passOnReplies(inside, { id, team: leaving?.team ?? null, to: plan.replies });
    await endHours(inside, id);
    const ended: LeaveResult =
      then.does === 'end' ? await endPerson(inside.ctx, id) : await savePerson(inside.ctx, id, then.person);
    return ended.ok ? ended : w.undo<LeaveResult>(ended);
  });
}
