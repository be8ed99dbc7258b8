import type { IncomingMessage } from 'node:http';
import type { RouteConfig } from '@hono/zod-openapi';
import { type FindSlotsInput, findSlots } from '#server/availability/findSlots.ts';
import { clipToBookable } from '#server/availability/window.ts';
import { resolveOnly } from '#server/booking/ownCasemanager.ts';
import type { FieldError } from '#server/booking/schema.ts';
import { findTopic, isKnownLocation } from '#server/booking/wish.ts';
import type { Encoded } from '#server/http/encodings.ts';
import { preferredLanguage } from '#server/http/language.ts';
import type { Ctx, Services } from '#server/kernel/context.ts';
import type { Timed } from '#server/kernel/freshCache.ts';
import { inTurn } from '#server/kernel/limits/inTurn.ts';
import { isoInAmsterdam, timeZone } from '#server/kernel/time.ts';
import type { Topic } from '#server/roster/types.ts';
import type { Slot } from '#server/slots/types.ts';
import { type Answer, openAnswer, packed } from './answer.ts';
import { answers, answersProblems } from './describe.ts';
import { parseInput } from './parse.ts';
import { invalid } from './problems.ts';
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
    'With a casemanager only their times come, and available is 1.',
  request: { query: slotsParams },
  responses: {
    200: answers('The free times, in order of start', slotsAnswer),
    ...answersProblems('invalid'),
  },
};

/**
 * Answers GET /slots, by far the most asked. Mostly the text of a moment ago still holds; only when it does not
 * is a ctx made and the engine asked.
 */
export async function answerSlots(
  services: Services,
  ctxOf: () => Ctx,
  req: IncomingMessage,
): Promise<Answer> {
  const asked = await understand(services, req.url ?? '');
  if (!asked.ok) return invalid(preferredLanguage(req.headers['accept-language']), asked.errors);
  const { topic, query, casemanager } = asked;
  const dates = clipToBookable(query, await services.roster.current(), services.clock.now());
  if (dates === null) return openAnswer(req, packed({ timeZone, slots: [] }));
  const { location = '', modality = '' } = query;
  const key = `${topic.id} ${dates.from} ${dates.to} ${location} ${modality} ${casemanager ?? ''}`;
  const kept = services.slotAnswers.find(key);
  if (kept) return openAnswer(req, kept.value);
  const ctx = ctxOf();
  const { value } = await inTurn(ctx, () =>
    services.slotAnswers.get(key, () => search(ctx, { ...query, ...dates, topic, casemanager })),
  );
  return openAnswer(req, value);
}

type Asked =
  /** `casemanager` is an id, where the query has the word for it. */
  | { ok: true; topic: Topic; query: SlotsQuery; casemanager: string | undefined }
  | { ok: false; errors: FieldError[] };

async function understand(services: Services, url: string): Promise<Asked> {
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
  if (!parsed.ok) return { ok: false, errors: await withUnknown(services, slotsQuery, asked, parsed.errors) };
  const query = parsed.value;
  const roster = await services.roster.current();
  const topic = findTopic(roster, query.topic);
  const errors: FieldError[] = [];
  if (!topic) errors.push({ field: 'topic', message: 'topic-unknown' });
  if (query.location !== undefined && !isKnownLocation(roster, query.location))
    errors.push({ field: 'location', message: 'location-unknown' });
  const own = resolveOnly(services, roster, query.casemanager);
  if (!own.ok) errors.push(...own.errors);
  return topic && own.ok && errors.length === 0
    ? { ok: true, topic, query, casemanager: own.only }
    : { ok: false, errors };
}

async function search(ctx: Ctx, input: FindSlotsInput): Promise<Timed<Encoded>> {
  const { value, validUntil } = await findSlots(ctx, input);
  return { value: packed({ timeZone, slots: showSlots(value.slots) }), validUntil };
}

/** Neighbours begin at the same moment, and writing a moment down is what costs. */
function showSlots(slots: readonly Slot[]) {
  let last = { at: Number.NaN, start: '', end: '' };
  return slots.map(({ start, end, location, modality, casemanagers }) => {
    if (start !== last.at) last = { at: start, start: isoInAmsterdam(start), end: isoInAmsterdam(end) };
    return { start: last.start, end: last.end, location, modality, available: casemanagers.length };
  });
}
