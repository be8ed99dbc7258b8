import type { RouteConfig } from '@hono/zod-openapi';
import { book } from '#server/booking/book.ts';
import { bookSchema, toBookInput } from '#server/booking/schema.ts';
import { json } from './answer.ts';
import { answers, answersProblems, bodyProblems, takes } from './describe.ts';
import { idempotencyHeader, readIdempotencyKey } from './idempotencyKey.ts';
import { answerRefusal } from './refusal.ts';
import type { Handler } from './register.ts';
import { appointmentAnswer } from './schemas.ts';
import { appointmentUrl, showAppointment } from './shown.ts';

export const postAppointmentRoute: RouteConfig = {
  method: 'post',
  path: '/appointments',
  operationId: 'bookAppointment',
  tags: ['Booking'],
  summary: 'Make an afspraak, of a hold or of a free time at once',
  description:
    'Give either hold, or start and modality (and location when you come to us, also to walk from there). A ' +
    'huisbezoek takes casemanager and visitAddress. With casemanager only that one ' +
    "will do; a hold is somebody's already.",
  request: {
    headers: idempotencyHeader,
    body: takes(bookSchema, {
      topic: 'school',
      start: '2026-11-23T09:00:00+01:00',
      location: 'centrum',
      modality: 'op-locatie',
      name: 'Sam',
      ageGroup: '18-22',
      contact: { email: 'sam@example.com' },
    }),
  },
  responses: {
    201: answers('The afspraak is made, or was made by the same request before', appointmentAnswer),
    ...answersProblems(
      ...bodyProblems,
      'not-found',
      'same-time',
      'taken',
      'hold-expired',
      'invalid',
      'key-reused',
      'booked-otherwise',
      'too-many',
    ),
  },
};

export const postAppointment: Handler = async ({ ctx, req, body }) => {
  const read = readIdempotencyKey(req.headers['idempotency-key']);
  const input = await body(bookSchema, { others: () => read.errors });
  if (!input.ok) return input.answer;
  const result = await book(ctx, toBookInput(input.value), read.key);
  if (!result.ok) return answerRefusal(ctx.language, result);
  const { appointment } = result;
  const location = appointmentUrl(ctx.publicUrl, appointment.token);
  return json(201, showAppointment(ctx.publicUrl, appointment), { location });
};
