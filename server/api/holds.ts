import type { RouteConfig } from '@hono/zod-openapi';
import { placeHold } from '#server/booking/placeHold.ts';
import { releaseHold } from '#server/booking/releaseHold.ts';
import { holdSchema } from '#server/booking/schema.ts';
import { json, noContent } from './answer.ts';
import { answers, answersNothing, answersProblems, bodyProblems, takes, tokenParam } from './describe.ts';
import { answerRefusal } from './refusal.ts';
import type { Handler } from './register.ts';
import { holdAnswer } from './schemas.ts';
import { showHold } from './shown.ts';

export const postHoldRoute: RouteConfig = {
  method: 'post',
  path: '/holds',
  operationId: 'placeHold',
  tags: ['Booking'],
  summary: 'Keep a free time for a while',
  description:
    'Meanwhile nobody else can take it. By telephone or video the location may be left out. With casemanager, the ' +
    'word of a private link, only that one will do.',
  request: {
    body: takes(holdSchema, {
      topic: 'school',
      start: '2026-11-23T09:00:00+01:00',
      location: 'centrum',
      modality: 'op-locatie',
    }),
  },
  responses: {
    201: answers('The time is kept until expiresAt', holdAnswer),
    ...answersProblems(...bodyProblems, 'taken', 'invalid', 'too-many'),
  },
};

export const postHold: Handler = async ({ ctx, body }) => {
  const input = await body(holdSchema);
  if (!input.ok) return input.answer;
  const result = await placeHold(ctx, input.value);
  return result.ok ? json(201, showHold(result.hold)) : answerRefusal(ctx.language, result);
};

export const deleteHoldRoute: RouteConfig = {
  method: 'delete',
  path: '/holds/{hold}',
  operationId: 'releaseHold',
  tags: ['Booking'],
  summary: 'Let a time that was kept go',
  request: { params: tokenParam('hold', 'As POST /holds gave it') },
  responses: {
    204: answersNothing('It is let go, or was over already'),
    ...answersProblems('foreign-origin', 'not-found'),
  },
};

export const deleteHold: Handler = async ({ ctx, param }) => {
  const result = await releaseHold(ctx, param('hold'));
  return result.ok ? noContent() : answerRefusal(ctx.language, result);
};
