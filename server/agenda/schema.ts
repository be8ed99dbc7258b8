import { z } from 'zod';
import { outcomes } from '#db/schema/words.ts';
import { messageSchema, moveSchema, neededNoteSchema } from '#server/booking/schema.ts';
import { versionSchema } from '#server/kernel/schema.ts';

/** How it went, or `open` to take back what was noted. Messages are the ends of keys `staff.error.<message>`. */
export const notableOutcomes = [...outcomes, 'open'] as const;

export const recordOutcomeSchema = z.object({
  outcome: z.enum(notableOutcomes, { error: 'outcome-required' }),
  /** Of the afspraak on the page: it must not have been moved or cancelled since. */
  version: versionSchema.optional(),
});
export type RecordOutcomeInput = z.output<typeof recordOutcomeSchema>;

/** A change of one afspraak: its version on the page, and a word to the jongere. */
export const changeSchema = z.object({ version: versionSchema, message: messageSchema.optional() });
export type ChangeInput = z.output<typeof changeSchema>;

export const handOverSchema = z.object({
  ...changeSchema.shape,
  to: z.uuid({ error: 'colleague-required' }),
});
export type HandOverInput = z.output<typeof handOverSchema>;

/** `ja` where staff know that the jongere has another afspraak at that time, and want this one all the same. */
const insistsSchema = z.literal('yes').optional().catch(undefined);

export const moveForJongereSchema = z.object({
  ...changeSchema.shape,
  ...moveSchema.shape,
  /** The colleague whose time it is; left out, the casemanager of the afspraak. */
  casemanager: z.uuid({ error: 'colleague-required' }).optional(),
  insists: insistsSchema,
});
export type MoveForJongereInput = z.output<typeof moveForJongereSchema>;

export const noteInputSchema = z.object({ text: neededNoteSchema });
export type NoteInput = z.output<typeof noteInputSchema>;

export const followUpSchema = z.object({
  ...moveSchema.pick({ start: true, location: true, modality: true }).shape,
  /** Made with the form, so that sending it twice makes one afspraak. */
  key: z.uuid({ error: 'form-broken' }),
  insists: insistsSchema,
});
export type FollowUpInput = z.output<typeof followUpSchema>;

/** After how many weeks to meet again. */
export const followUpWeeks = [1, 2, 4] as const;

/** An ISO week as it stands in a URL, `2026-W48`. */
export const isoWeekSchema = z.string().regex(/^20\d\d-W\d\d$/);

/** A date as it stands in a URL, `2026-11-24`, of this century. */
export const dateInUrlSchema = z.iso.date().startsWith('20');
