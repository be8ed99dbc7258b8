import type { RouteConfig } from '@hono/zod-openapi';
import { findSlots } from '#server/availability/findSlots.ts';
import { mayMeet } from '#server/booking/mayBook.ts';
import { resolveOnly } from '#server/booking/ownCasemanager.ts';
import { bookedAs, findTopic, isKnownLocation } from '#server/booking/slotRequest.ts';
import type { Ctx } from '#server/http/context.ts';
import type { Encoded } from '#server/http/encodings.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { inTurn } from '#server/kernel/limits/inTurn.ts';
import { isoInAmsterdam, timeZone } from '#server/kernel/time.ts';
import type { Topic } from '#server/roster/types.ts';
import type { Slot } from '#server/slots/types.ts';
import { openAnswer, packed } from './answer.ts';
import { answers, answersProblems } from './describe.ts';
import { parseInput } from './parse.ts';
import { invalid } from './problems.ts';
import type { Handler } from './register.ts';
import { slotsAnswer } from './schemas.ts';
import { type SlotsQuery, slotsParams, slotsQuery } from './slotsQuery.ts';
import { withUnknown } from './withUnknown.ts';

export const slotsRoute: RouteConfig = {
  method: 'get',
  path: '/slots',
  operationId: 'findSlots',
  tags: ['Choosing'],
  summary: 'Free times for a topic',
  description:
    'Times by telephone or video come once per location at which somebody who can take them works then. ' +
    'With a casemanager only their times come, and available is 1. A home visit (huisbezoek) is for who has a casemanager: ' +
    'without one its times do not come.',
  request: { query: slotsParams },
  responses: {
    200: answers('The free times, in order of start', slotsAnswer),
    ...answersProblems('invalid'),
  },
};

export const getSlots: Handler = async ({ ctx, req }) => {
  const asked = await understand(ctx, req.url ?? '');
  if (!asked.ok) return invalid(ctx.language, asked.errors);
  const { topic, query, casemanager } = asked;
  const input = { ...query, topic, casemanager, visits: casemanager !== undefined };
  const slots = await findSlots(ctx, input, (compute) => inTurn(ctx, compute));
  return openAnswer(req, textOf(slots));
};

/** Texts of free times as long as those are kept: writing a text takes as long as finding the times. */
const texts = new WeakMap<readonly Slot[], Encoded>();

function textOf(slots: readonly Slot[]): Encoded {
  const text = texts.get(slots) ?? packed({ timeZone, slots: showSlots(slots) });
  texts.set(slots, text);
  return text;
}

type Asked =
  /** `casemanager` is an id, where the query has the word for it. */
  | { ok: true; topic: Topic; query: SlotsQuery; casemanager: string | undefined }
  | { ok: false; errors: FieldError[] };

/** Free times of any topic may be looked at, as those that are offered in a chat are; booking one asks as whom. */
const toLookAt = 'staff';

async function understand(ctx: Ctx, url: string): Promise<Asked> {
  const [, search = ''] = url.split('?', 2);
  const params = new URLSearchParams(search);
  const asked = {
    topic: params.get('topic') ?? undefined,
    from: params.get('from') ?? undefined,
    to: params.get('to') ?? undefined,
    location: params.get('location') ?? undefined,
    modality: params.get('modality') ?? undefined,
    casemanager: params.get('casemanager') ?? undefined,
  };
  const parsed = parseInput(slotsQuery, asked);
  if (!parsed.ok)
    return { ok: false, errors: await withUnknown(ctx, slotsQuery, asked, parsed.errors, toLookAt) };
  const query = parsed.value;
  const roster = await ctx.roster.current();
  const own = resolveOnly(ctx, roster, query.casemanager);
  const topic = findTopic(roster, query.topic, toLookAt);
  const errors: FieldError[] = [];
  if (!topic) errors.push({ field: 'topic', message: 'topic-unknown' });
  if (query.location !== undefined && !isKnownLocation(roster, query.location))
    errors.push({ field: 'location', message: 'location-unknown' });
  if (!own.ok) errors.push(...own.errors);
  if (own.ok && query.modality && !mayMeet(query.modality, bookedAs(ctx, own.only)))
    errors.push({ field: 'modality', message: 'visit-by-own-casemanager' });
  return topic && own.ok && errors.length === 0
    ? { ok: true, topic, query, casemanager: own.only }
    : { ok: false, errors };
}

/** Neighbours begin at the same moment, and writing a moment down is what costs. */
function showSlots(slots: readonly Slot[]) {
  let last = { at: Number.NaN, start: '', end: '' };
  return slots.map(({ start, end, location, modality, casemanagers }) => {
    if (start !== last.at) last = { at: start, start: isoInAmsterdam(start), end: isoInAmsterdam(end) };
    return { start: last.start, end: last.end, location, modality, available: casemanagers.length };
  });
}
