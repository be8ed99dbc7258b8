import { may } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { asTold, changeableOf } from './changes.ts';
import { describeReferral, topicOf } from './describeReferral.ts';
import { findReferral } from './findReferral.ts';
import { canRemind, canStill, type ReferralStatus } from './rules.ts';
import { type ReferralRecord, statusOf } from './selectReferrals.ts';
import type { OwnReferral } from './types.ts';

/**
 * One referral of the own organisation: what was sent, what became of it, and what may still be done. Never what casemanagers
 * noted, nor what the jongere changed.
 */
export async function readReferral(
  ctx: Ctx,
  id: string,
): Promise<{ ok: true; referral: OwnReferral } | NotFound> {
  const { staff: me } = may(ctx, 'referral.read');
  const result = await findReferral(ctx, 'referral.read', id);
  if (!result.ok) return result;
  const { found } = result;
  const { row, invitation, madeBy, takenBy } = found;
  const isFromChat = row.source === 'chat';
  const isMine = (isFromChat ? row.takenBy : row.madeBy) === me.id;
  const now = ctx.clock.now();
  const status = statusOf(found, now, 'organisation');
  const { referral, changes, messages } = await describeReferral(ctx, found);
  const told = asTold(changeableOf(row), changes);
  const roster = await ctx.roster.current();
  viewed(ctx, 'referral.read', { kind: 'referral', id });
  return {
    ok: true,
    referral: {
      ...referral,
      ...told,
      ...(canReach(found) ? {} : noContact),
      topic: topicOf(roster, told.topicId),
      source: row.source,
      madeBy: isFromChat ? takenBy : madeBy,
      isMine,
      handedOver: isFromChat
        ? { by: madeBy, takenAt: row.takenAt?.getTime() ?? null, canReach: canReach(found) }
        : null,
      status,
      changes: changes.filter(({ by }) => by.kind === 'staff'),
      messages: row.sharingEndedAt === null ? messages : [],
      invitation: invitation && { expiresAt: invitation.expiresAt, remindedAt: invitation.remindedAt },
      place: await placeOf(ctx, found, status),
      can: {
        withdraw: canStill('withdraw', status),
        change: canStill('change', status),
        remind: canRemind(status, invitation, now),
        again: canStill('again', status),
        answer: canStill('write', status) && messages.some(({ author }) => author === 'casemanager'),
        show: canStill('show', status),
        take: canStill('take', status) && !isMine,
        noteContact: canStill('note-contact', status) && isMine,
      },
    },
  };
}

const noContact = { email: null, phone: null, reachBy: null, reachNote: null };

/** Of a chat it is shown how to reach the jongere once somebody has it, and not any more when it was given back or closed. */
const canReach = ({ row, takenBy }: ReferralRecord): boolean =>
  row.source !== 'chat' || (takenBy !== null && row.withdrawnAt === null && row.closedAt === null);

/** Where the afspraak is that stands, for who comes along or passes on what the jongere must know. */
async function placeOf(
  ctx: Ctx,
  { row, appointments }: ReferralRecord,
  status: ReferralStatus,
): Promise<OwnReferral['place']> {
  const isInvolved = row.companion === 'jongerenwerker' || row.contactOf === 'jongerenwerker';
  const last = appointments.at(-1);
  if (status.status !== 'appointment' || !isInvolved || !last) return null;
  const { locations } = await ctx.roster.current();
  const location = locations.find(({ id }) => id === last.locationId);
  return location ? { end: last.end, modality: last.modality, location } : null;
}
