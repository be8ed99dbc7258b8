import { z } from '@hono/zod-openapi';
import { amenities, modalities } from '#db/schema/words.ts';
import { timeZone } from '#server/kernel/time.ts';
import { bronnen, plichten, routes, startkwalificaties } from '#server/startkwalificatie/words.ts';

// What the API answers, for its description. What it takes in stands in the capabilities' own `schema.ts`.

export const instant = z.iso.datetime({ offset: true }).openapi({
  description: 'ISO 8601 with the offset of Europe/Amsterdam, whole seconds',
  example: '2026-11-23T09:00:00+01:00',
});
const end = instant.openapi({ example: '2026-11-23T09:45:00+01:00' });
const location = z.string().openapi({ description: 'id of a location', example: 'centrum' });
const modality = z.enum(modalities).openapi({
  description: 'How you meet: wandelen begins at the location, huisbezoek is at your home',
  example: 'op-locatie',
});
export const token = z.string().openapi({ example: 'q4mTn0eW2xJ8sVb1KfUy6LzRhDpC3gAo' });

export const locationsAnswer = z
  .object({
    locations: z.array(
      z.object({
        id: location,
        name: z.string().openapi({ example: 'Centrum' }),
        address: z.string().openapi({ example: 'Voorbeeldplein 1, 2500 AA Den Haag' }),
        modalities: z.array(modality),
        amenities: z
          .array(z.enum(amenities))
          .openapi({ description: 'What is there; `wheelchair` is without stairs', example: ['wheelchair'] }),
      }),
    ),
  })
  .openapi('Locations');

export const topicsAnswer = z
  .object({
    topics: z.array(
      z.object({
        id: z.string().openapi({ example: 'school' }),
        label: z
          .string()
          .openapi({ description: 'In the language asked for', example: 'School of studie kiezen' }),
        durationMinutes: z.int().openapi({ example: 45 }),
      }),
    ),
  })
  .openapi('Topics');

export const slotAnswer = z
  .object({
    start: instant,
    end,
    location,
    modality,
    available: z.int().min(1).openapi({ description: 'How many casemanagers can take it', example: 3 }),
  })
  .openapi('Slot');

export const slotsAnswer = z
  .object({ timeZone: z.literal(timeZone), slots: z.array(slotAnswer) })
  .openapi('Slots');

export const holdAnswer = z
  .object({
    hold: token.openapi({ description: 'Book or let go with this' }),
    expiresAt: instant.openapi({ example: '2026-11-20T10:10:00+01:00' }),
    slot: slotAnswer.omit({ available: true }),
  })
  .openapi('Hold');

export const appointmentAnswer = z
  .object({
    reference: z.string().openapi({ description: 'To say out loud; opens nothing', example: 'K7M-4QF' }),
    token: token.openapi({ description: 'Opens the afspraak: keep it private' }),
    status: z.enum(['booked', 'cancelled']).openapi({ example: 'booked' }),
    topic: z.string().openapi({ description: 'id of a topic', example: 'school' }),
    start: instant,
    end,
    location,
    modality,
    casemanager: z.string().openapi({ description: 'First name', example: 'Noor' }),
    name: z.string().nullable().openapi({ example: 'Sam' }),
    manageUrl: z.url().openapi({
      description: 'The private link: see, move, cancel, wipe',
      example: 'https://doorstart.example.nl/mijn-afspraak/q4mTn0eW2xJ8sVb1KfUy6LzRhDpC3gAo',
    }),
    calendarUrl: z.url().openapi({
      example:
        'https://doorstart.example.nl/api/v1/appointments/q4mTn0eW2xJ8sVb1KfUy6LzRhDpC3gAo/calendar.ics',
    }),
  })
  .openapi('Appointment');

export const uitkomstAnswer = z
  .object({
    startkwalificatie: z.enum(startkwalificaties).openapi({ example: 'nee' }),
    plicht: z.enum(plichten).openapi({ example: 'geen' }),
    route: z.enum(routes).openapi({ example: 'casemanager' }),
    vsv: z.boolean().openapi({ description: 'Voortijdig schoolverlater', example: true }),
    grondslag: z
      .array(z.object({ bron: z.enum(bronnen), artikel: z.string() }))
      .min(1)
      .openapi({
        description: 'What decided; where the law does not reach, artikel names a policy of the gemeente',
        example: [{ bron: bronnen.leerplichtwet, artikel: '4a' }],
      }),
  })
  .openapi('Uitkomst');

export const problemAnswer = z
  .object({
    type: z.string().openapi({
      description: 'urn:doorstart:problem: and a name that stays the same',
      example: 'urn:doorstart:problem:not-found',
    }),
    title: z.string().openapi({ example: 'Niet gevonden' }),
    status: z.int().openapi({ example: 404 }),
    detail: z
      .string()
      .openapi({ description: 'What to do next, in the language asked for', example: 'Kijk de link na.' }),
  })
  .openapi('Problem');

export const invalidAnswer = problemAnswer
  .extend({
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .openapi({ example: [{ field: 'contact.email', message: 'Vul een e-mailadres in.' }] }),
  })
  .openapi('Invalid');

export const takenAnswer = problemAnswer
  .extend({
    alternatives: z.array(slotAnswer).optional().openapi({ description: 'The nearest free times' }),
    consent: z
      .looseObject({})
      .optional()
      .openapi({ description: 'Of consent-changed: what GET /referrals/consent says' }),
    door: z.looseObject({}).optional().openapi({ description: 'Of chat-closed: what GET /chat says' }),
  })
  .openapi('Conflict');
