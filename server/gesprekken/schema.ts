import { z } from 'zod';
import { askAgainAfter, dayParts, invitationAnswers, invitationWays } from '#db/schema/words.ts';
import { optionalText, versionSchema } from '#server/kernel/schema.ts';

// What is sent about invitations and gesprekken. Messages are keys of `server/kernel/texts`.

export const inviteSchema = z.object({
  version: versionSchema,
  way: z.enum(invitationWays, { error: 'way-required' }),
});
export type InviteInput = z.output<typeof inviteSchema>;

export const withdrawSchema = z.object({ version: versionSchema });

export const answerSchema = z.object({ answer: z.enum(invitationAnswers, { error: 'form-broken' }) });
export type AnswerInput = z.output<typeof answerSchema>;

const words = { required: 'text-required', tooLong: 'text-too-long', notAllowed: 'text-not-allowed' };

/** What belongs to an answer and may be left out: where they are, on which number and when they are called, when to ask again. */
export const moreSchema = z.object({
  answer: z.enum(invitationAnswers, { error: 'form-broken' }),
  where: optionalText({ most: 200, lines: 'one', words }),
  phone: optionalText({ most: 40, lines: 'one', words }),
  part: z.enum(dayParts).optional(),
  again: z.enum(askAgainAfter).optional(),
});
export type MoreInput = z.output<typeof moreSchema>;

/** An afspraak or referral of the same person, to be a part of a traject. */
export const joinSchema = z.object({
  kind: z.enum(['appointment', 'referral'], { error: 'form-broken' }),
  id: z.uuid({ error: 'form-broken' }),
});
export type JoinInput = z.output<typeof joinSchema>;
