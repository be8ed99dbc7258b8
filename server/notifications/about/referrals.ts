import { inArray } from 'drizzle-orm';
import { z } from 'zod';
import { referrals } from '#db/schema/index.ts';
import { dayMs, hourMs } from '#server/kernel/time.ts';
import { wording } from '#server/kernel/wording.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from '#server/notifications/context.ts';
import { plainStaffLetter } from '#server/notifications/plainLetter.ts';
import { plainMessage } from '#server/notifications/plainMessage.ts';
import { type Due, threadOf } from '#server/notifications/readDue.ts';
import { holdBack, readToldLately } from '#server/notifications/readToldLately.ts';
import type { Decision } from '#server/notifications/settle.ts';
import { staffMessage } from '#server/notifications/staffMessage.ts';
import { decideToSend, type Message } from '#server/notifications/toOutgoing.ts';
import { askedAmong } from '#server/referral/changes.ts';
import { invitationToken } from '#server/referral/invite.ts';
import { invitationPath } from '#server/referral/paths.ts';
import { readLongWaiting } from '#server/referral/readLongWaiting.ts';
import { type ReferralRecord, selectReferrals, statusOf } from '#server/referral/selectReferrals.ts';
import type { Roster } from '#server/roster/types.ts';

/** What is told of referrals: the link to the jongere, news to who referred, and to coordinators that one waits too long. */
export async function decideAboutReferrals(
  { ctx, tx, now }: Write<Ctx>,
  due: readonly Due[],
): Promise<Decision[]> {
  const roster = await ctx.roster.current();
  const { settings } = roster;
  const ids = [...new Set(due.map(({ aboutId }) => aboutId))];
  const found = await selectReferrals(ctx, inArray(referrals.id, ids), ids.length);
  const records = new Map(found.map((record) => [record.row.id, record]));
  const asked = await askedAmong(ctx, ids);
  const told = await readStatusTold(tx, ids);
  const toldOfWaiting = await readToldLately(tx, 'referral-waits', now);
  const longAgo = Date.parse(now) - settings.referral.waitingHours * hourMs;
  const isOfWaiting = due.some(({ kind }) => kind === 'referral-waits');
  const waiting = new Map(
    (isOfWaiting ? await readLongWaiting(ctx, longAgo) : []).map(({ id, since }) => [id, since]),
  );
  return due.map((one) => {
    const { id } = one;
    const record = records.get(one.aboutId);
    const said = record ? sayOf(one, record) : { drop: 'gone' };
    if ('drop' in said) return { decided: { id, drop: said.drop } };
    if ('held' in said) return { decided: said.held };
    const decision = decideToSend(ctx, one, said.message, said);
    if (decision.outgoing) said.noted?.();
    return decision;
  });

  type Held = NonNullable<ReturnType<typeof holdBack>>;
  interface Said {
    message: Message;
    told?: { status: string };
    until?: number;
    /** What counts for the next message of this turn. */
    noted?(): void;
  }

  function sayOf(one: Due, record: ReferralRecord): Said | { drop: string } | { held: Held } {
    const { kind, staffId } = one;
    if (staffId === null) return linkTo(ctx, roster, one, record);
    const { status } = statusOf(record, ctx.clock.now(), 'organisation');
    const own = `${ctx.publicUrl}/jongerenwerk/${record.row.id}`;
    switch (kind) {
      case 'referral-question':
        if (record.row.sharingEndedAt !== null || !asked.has(record.row.id)) return { drop: 'no-longer' };
        return { message: toStaff(kind, own) };
      case 'referral-news': {
        const thread = threadOf(one);
        if (record.row.sharingEndedAt !== null) return { drop: 'no-longer' };
        if (told.get(thread) === status) return { drop: 'said' };
        return {
          message: toStaff(kind, own),
          told: { status },
          noted: () => void told.set(thread, status),
        };
      }
      default: {
        if (waiting.get(record.row.id) !== one.version) return { drop: 'no-longer' };
        const held = holdBack(one, toldOfWaiting.get(staffId));
        if (held) return { held };
        const open = `${ctx.publicUrl}/medewerker/aanmeldingen`;
        return {
          message: toStaff('referral-waits', open),
          noted: () => void toldOfWaiting.set(staffId, Date.parse(now)),
        };
      }
    }

    function toStaff(
      template: 'referral-news' | 'referral-question' | 'referral-waits',
      url: string,
    ): Message {
      const values = { hours: settings.referral.waitingHours };
      return staffMessage(one, settings, plainStaffLetter({ template, values, url }));
    }
  }
}

/** The link to book with, for a jongere whose own contact it is and while it opens something. */
function linkTo(
  ctx: Ctx,
  { settings, topics }: Roster,
  { kind, version }: Due,
  { row, invitation, organisation }: ReferralRecord,
): { message: Message; until: number } | { drop: string } {
  const isOpen = invitation !== null && invitation.usedAt === null && invitation.endedAt === null;
  if (!isOpen || invitation.expiresAt !== version || version <= ctx.clock.now()) return { drop: 'no-longer' };
  if (row.withdrawnAt !== null || row.closedAt !== null) return { drop: 'no-longer' };
  if (row.contactOf !== 'jongere') return { drop: 'no-address' };
  const level = topics.find((topic) => topic.id === row.topicId)?.messages ?? 'full';
  if (level === 'none') return { drop: 'topic-is-silent' };
  const { language, email, phone, id } = row;
  // The link is over at an instant; of a day that is not whole, the one before is the last that is sure.
  const lastDay = wording(language).day(invitation.expiresAt - dayMs);
  const words = {
    template: kind === 'referral-reminder' ? 'referral-reminder' : 'referral-link',
    values: { lastDay, organisation: organisation ?? settings.municipality },
    url: `${ctx.publicUrl}${invitationPath(invitationToken(ctx, invitation.id), language)}`,
  } as const;
  return {
    message: plainMessage(words, {
      email,
      phone,
      language,
      settings,
      discreet: level === 'only-appointment',
      version,
      thread: id,
    }),
    until: invitation.expiresAt,
  };
}

const toldSchema = z.array(
  z.object({
    aboutId: z.uuid(),
    receiver: z.literal('staff'),
    staffId: z.uuid(),
    channel: z.literal('email'),
    status: z.string(),
  }),
);

/** Which status of these referrals somebody of staff was told last, by thread. */
async function readStatusTold(tx: Write<Ctx>['tx'], ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx`
    select distinct on (referral_id, staff_id) referral_id as "aboutId", receiver, staff_id as "staffId", channel,
      told->>'status' as status
    from outbox
    where referral_id = any(${[...ids]}::uuid[]) and kind = 'referral-news' and state in ('sending', 'delivered') and told is not null
    order by referral_id, staff_id, sent_at desc`;
  return new Map(toldSchema.parse([...rows]).map(({ status, ...thread }) => [threadOf(thread), status]));
}
