import type { RouteConfig } from '@hono/zod-openapi';
import { openAnswer, packed } from './answer.ts';
import { answers, answersProblems } from './describe.ts';
import type { Handler } from './register.ts';
import { locationsAnswer } from './schemas.ts';

export const locationsRoute: RouteConfig = {
  method: 'get',
  path: '/locations',
  operationId: 'listLocations',
  tags: ['Choosing'],
  summary: 'Where an afspraak can be',
  responses: {
    200: answers('The locations, in the order to show them', locationsAnswer),
    ...answersProblems(),
  },
};

export const listLocations: Handler = async ({ ctx, req }) => {
  const roster = await ctx.roster.current();
  const locations = roster.locations
    .filter(({ active }) => active)
    .map(({ id, name, address, modalities, amenities }) => ({ id, name, address, modalities, amenities }));
  return openAnswer(req, packed({ locations }));
};
