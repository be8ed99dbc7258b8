import { z } from '@hono/zod-openapi';
import type { ChatAvailability } from '#server/chat/types.ts';
import { isoInAmsterdam } from '#server/kernel/time.ts';
import { instant, token } from './schemas.ts';

// What the API answers about the chat, and how it says so.

const opensAt = instant.nullable().openapi({
  description: 'When it opens next; null when that is not within the weeks ahead',
  example: '2026-11-23T09:00:00+01:00',
});

export const availabilityAnswer = z
  .discriminatedUnion('state', [
    z.object({
      state: z.literal('open'),
      waiting: z.int().min(0).openapi({ description: 'How many wait already', example: 1 }),
      minutes: z
        .int()
        .min(1)
        .nullable()
        .openapi({ description: 'Expected wait; null when too few chats are known', example: 4 }),
      casemanagers: z
        .array(z.string())
        .openapi({ description: 'First names of who is there', example: ['Noor'] }),
    }),
    z.object({ state: z.enum(['nobody', 'closed']), opensAt }),
    z.object({
      state: z.literal('not-yet'),
      opensOn: z.iso.date().nullable().openapi({ description: 'The first day of chat, if there is a plan' }),
    }),
  ])
  .openapi('ChatDoor');

export const begunAnswer = z
  .object({
    conversation: z.uuid(),
    token: token.openapi({ description: 'Opens the chat: for this tab alone' }),
  })
  .openapi('ChatBegun');

/** Whether the chat is open, with its moment as it stands on the wire. */
export function showAvailability(availability: ChatAvailability) {
  if (!('opensAt' in availability)) return availability;
  return {
    ...availability,
    opensAt: availability.opensAt === null ? null : isoInAmsterdam(availability.opensAt),
  };
}
