import { type RouteConfig, z } from '@hono/zod-openapi';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { assess } from '#server/startkwalificatie/assess.ts';
import { antwoordenSchema } from '#server/startkwalificatie/schema.ts';
import { json } from './answer.ts';
import { answers, answersProblems, bodyProblems, takes } from './describe.ts';
import { answerRefusal } from './refusal.ts';
import type { Handler } from './register.ts';
import { uitkomstAnswer } from './schemas.ts';

export const postStartkwalificatieRoute: RouteConfig = {
  method: 'post',
  path: '/startkwalificatie',
  operationId: 'assessStartkwalificatie',
  tags: ['Startkwalificatie'],
  summary: 'Where somebody stands: startkwalificatie, duty and the way on',
  description:
    'An indication, never a decision. Nothing is kept or logged of it. Only geboortedatum is needed; peildatum is today unless given.',
  request: {
    body: takes(antwoordenSchema, { geboortedatum: '2007-01-15', inschrijving: 'geen', diploma: 'vmbo' }),
  },
  responses: {
    200: answers('The outcome, with the articles that decided', uitkomstAnswer),
    ...answersProblems(...bodyProblems, 'invalid'),
  },
};

const dates = z.object({ geboortedatum: z.iso.date(), peildatum: z.iso.date().default('').catch('') });

/** What `assess` says of a date of birth after the peildatum, to be told with what else is wrong. */
function bornLater(asked: unknown, today: string): FieldError[] {
  const { success, data } = dates.safeParse(asked);
  if (!success || data.geboortedatum <= (data.peildatum || today)) return [];
  return [{ field: 'geboortedatum', message: 'birthdate-future' }];
}

export const postStartkwalificatie: Handler = async ({ ctx, body }) => {
  const today = dateInAmsterdam(ctx.clock.now());
  const input = await body(antwoordenSchema, { others: (asked) => bornLater(asked, today) });
  if (!input.ok) return input.answer;
  const result = await assess(ctx, input.value);
  return result.ok ? json(200, result.uitkomst) : answerRefusal(ctx.language, result);
};
