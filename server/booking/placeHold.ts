import { randomUUID } from 'node:crypto';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { whereAndWho } from './candidates.ts';
import { type Attempt, type ClaimQuery, claim } from './claim.ts';
import { checkOpenHolds, countHold, holdTime, lockNames, networksOfHold, tellOfShare } from './limitHolds.ts';
import type { BookedAs } from './mayBook.ts';
import { noNeeds } from './needs.ts';
import { occupy } from './occupy.ts';
import { resolveOnly } from './ownCasemanager.ts';
import type { HoldInput } from './schema.ts';
import { bookedAs, endOf, resolveSlotRequest } from './slotRequest.ts';
import type { Hold, Invalid, Taken, TooMany } from './types.ts';

/**
 * Keeps a free time for a jongere who fills in the rest, for as long as the settings say (10 minutes), or shorter when
 * much of what is free is held. One network may hold a share of it. With a casemanager in the input it is theirs or
 * nobody's, and so are the alternatives when it is taken. The period that may be booked is that of jongeren unless given;
 * `as` says as whom, where it does not follow from who asks and with whom.
 */
export async function placeHold(
  ctx: Ctx,
  input: HoldInput,
  { window, as }: Pick<ClaimQuery<TooMany>, 'window'> & { as?: BookedAs } = {},
): Promise<{ ok: true; hold: Hold } | Invalid | Taken | TooMany> {
  may(ctx, 'hold.place');
  const roster = await ctx.roster.current();
  const own = resolveOnly(ctx, roster, input.casemanager);
  const resolved = resolveSlotRequest(roster, input, as ?? bookedAs(ctx, own.ok ? own.only : undefined));
  if (!resolved.ok) return resolved;
  if (!own.ok) return own;
  const counted = await countHold(ctx);
  if (!counted.ok) return counted;

  const id = randomUUID();
  const token = ctx.tokens.make('hold', id, 1);
  const { request } = resolved;
  const networks = networksOfHold(ctx);
  const [room, time] = await Promise.all([
    networks ? ctx.room.of(request.topic) : 0,
    holdTime(ctx, request.topic),
  ]);
  const query: ClaimQuery<TooMany> = {
    request,
    only: own.only,
    window,
    locks: { names: networks ? lockNames(networks) : [] },
    check: async (tx, now) =>
      networks && checkOpenHolds(tx, { networks, room, settings: roster.settings, now }),
  };
  const result = await claim<Hold, TooMany>(ctx, query, async (claimed) => {
    const { w, candidate } = claimed;
    const expiresAt = ctx.clock.now() + time;
    const written = occupy(claimed, request, {
      id,
      status: 'held',
      holdTokenHash: hashToken(token),
      expiresAt,
      heldFrom: networks,
      reference: null,
      tokenHash: null,
      person: null,
      language: ctx.language,
      followsId: null,
      channel: null,
      bookedBy: null,
    });
    const hold: Hold = {
      id,
      token,
      expiresAt,
      extended: false,
      topic: request.topic,
      ...whereAndWho(claimed.roster, candidate),
      modality: request.modality,
      start: request.start,
      end: endOf(request),
      person: { ...nobodyYet, language: ctx.language },
    };
    const settle = (won: boolean): Attempt<Hold, never> => {
      if (!won) return { kind: 'lost' };
      w.changed({ agenda: [candidate.casemanagerId] });
      return { kind: 'won', value: hold };
    };
    return w.behind(written.then(settle));
  });
  if (result.ok) return { ok: true, hold: result.value };
  if (!('refused' in result)) return result;
  await tellOfShare(ctx, room);
  return result.refused;
}

const nobodyYet = {
  name: null,
  email: null,
  phone: null,
  ageGroup: null,
  reachBy: null,
  messages: 'full' as const,
  note: null,
  visitAddress: null,
  ...noNeeds,
};
