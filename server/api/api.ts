import type { HttpBindings } from '@hono/node-server';
import { OpenAPIHono } from '@hono/zod-openapi';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Services } from '../context.ts';
import { apiVersion, json, noContent } from './answer.ts';
import * as appointment from './appointment.ts';
import { postAppointment, postAppointmentRoute } from './book.ts';
import * as chat from './chat.ts';
import type { Door } from './door.ts';
import { deleteHold, deleteHoldRoute, postHold, postHoldRoute } from './holds.ts';
import { preferredLanguage } from './language.ts';
import { listLocations, locationsRoute } from './locations.ts';
import { problem } from './problems.ts';
import { type Api, type Endpoint, register, respond } from './register.ts';
import { answerSlots, slotsRoute } from './slots.ts';
import { postStartkwalificatie, postStartkwalificatieRoute } from './startkwalificatie.ts';
import { listTopics, topicsRoute } from './topics.ts';
import { unexpected } from './unexpected.ts';

const endpoints = (services: Services): Endpoint[] => [
  [locationsRoute, listLocations],
  [topicsRoute, listTopics],
  [slotsRoute, ({ ctx, req }) => answerSlots(services, () => ctx, req)],
  [postStartkwalificatieRoute, postStartkwalificatie],
  [postHoldRoute, postHold],
  [deleteHoldRoute, deleteHold],
  [postAppointmentRoute, postAppointment],
  [appointment.getAppointmentRoute, appointment.getAppointment],
  [appointment.patchAppointmentRoute, appointment.patchAppointment],
  [appointment.deleteAppointmentRoute, appointment.deleteAppointment],
  [appointment.getCalendarRoute, appointment.getCalendar],
  [chat.getDoorRoute, chat.getDoor],
  [chat.postConversationRoute, chat.postConversation],
  [chat.postQuestionRoute, chat.postQuestion],
  [chat.postEndRoute, chat.postEnd],
];

/** The API under /api/v1 with its description. What goes wrong is always told as a problem (RFC 9457). */
export function createApi(services: Services, door: Door): Api {
  const api: Api = new OpenAPIHono<{ Bindings: HttpBindings }>();
  api.use(
    methodNotAllowed({
      app: api,
      onMethodNotAllowed(c, methods) {
        const headers = { allow: [...methods, 'OPTIONS'].join(', ') };
        if (c.req.method === 'OPTIONS') return respond(noContent(headers));
        return respond(problem(languageOf(c), 'method-not-allowed', { headers }));
      },
    }),
  );
  for (const endpoint of endpoints(services)) register(api, endpoint, services, door);
  api.get('/api/v1/openapi.json', (c) =>
    respond(json(200, document(api, door.origins.publicUrl(c.env.incoming)))),
  );
  api.notFound((c) => respond(problem(languageOf(c), 'unknown-path')));
  api.onError((error, c) => respond(unexpected(services.log, languageOf(c), error)));
  return api;
}

const languageOf = (c: { req: { header(name: string): string | undefined } }) =>
  preferredLanguage(c.req.header('accept-language'));

function document(api: Api, publicUrl: string) {
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Doorstart',
      version: apiVersion,
      description:
        'Check a startkwalificatie, make an afspraak with a casemanager and start a chat, without an account. Problems are application/problem+json (RFC 9457), in Dutch or English by Accept-Language. Instants are ISO 8601 with an offset, dates are those of Europe/Amsterdam.',
      license: { name: 'EUPL-1.2', url: 'https://eupl.eu/1.2/en/' },
    },
    servers: [{ url: publicUrl }],
  });
}
