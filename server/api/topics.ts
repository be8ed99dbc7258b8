import type { RouteConfig } from '@hono/zod-openapi';
import { mayBook } from '#server/booking/mayBook.ts';
import { openAnswer, packed } from './answer.ts';
import { answers, answersProblems } from './describe.ts';
import type { Handler } from './register.ts';
import { topicsAnswer } from './schemas.ts';

export const topicsRoute: RouteConfig = {
  method: 'get',
  path: '/topics',
  operationId: 'listTopics',
  tags: ['Choosing'],
  summary: 'What an afspraak can be about',
  responses: { 200: answers('The topics, in the order to show them', topicsAnswer), ...answersProblems() },
};

export const listTopics: Handler = async ({ ctx, req }) => {
  const roster = await ctx.roster.current();
  const topics = roster.topics
    .filter((topic) => topic.active && mayBook(topic, 'anybody'))
    .map(({ id, label, durationMinutes }) => ({ id, label: label[ctx.language], durationMinutes }));
  const headers = { 'content-language': ctx.language, vary: 'Accept-Language' };
  return openAnswer(req, packed({ topics }), { headers });
};
