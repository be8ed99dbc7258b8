import { z } from 'zod';
import {
  contactOutcomes,
  contactParties,
  contactWays,
  destinationChecks,
  destinations,
  handoverParts,
  handoverTalks,
  lookAsks,
  lookOutcomes,
  meldingCloseReasons,
  nextActions,
  trajectStates,
} from '#db/schema/words.ts';
import { mailSchema, optionalText, versionSchema, visibleText } from '#server/kernel/schema.ts';

// What is sent about a traject. Messages are keys of `server/kernel/texts`.

const words = { required: 'text-required', tooLong: 'text-too-long', notAllowed: 'text-not-allowed' };
const optional = (most: number, lines: 'one' | 'many') => optionalText({ most, lines, words });

const dateSchema = z.iso.date({ error: 'date-invalid' });

/** What the owner does next, and when. */
export const nextSchema = z.object({
  version: versionSchema,
  action: z.enum(nextActions, { error: 'next-required' }),
  on: dateSchema,
  note: optional(200, 'one'),
});
export type NextInput = z.output<typeof nextSchema>;

export const moveOnSchema = z.object({
  version: versionSchema,
  state: z.enum(trajectStates, { error: 'state-required' }),
  /** Asked where it stands still until then. */
  lookAgainOn: dateSchema.optional(),
});
export type MoveOnInput = z.output<typeof moveOnSchema>;

export const contactSchema = z.object({
  version: versionSchema,
  way: z.enum(contactWays, { error: 'way-required' }),
  party: z.enum(contactParties, { error: 'party-required' }),
  outcome: z.enum(contactOutcomes, { error: 'outcome-required' }),
  note: optional(500, 'many'),
  /** Instead of what is proposed. */
  next: z.object({ action: z.enum(nextActions), on: dateSchema }).optional(),
});
export type ContactInput = z.output<typeof contactSchema>;

/** Where a way that was checked is needed (`trajecten_checked` of the database). */
const checked: readonly string[] = ['training', 'work-and-learn', 'work', 'care'];

export const closeSchema = z
  .object({
    version: versionSchema,
    // Handed over it closes by itself, when that is accepted.
    destination: z.enum(destinations, { error: 'destination-required' }).exclude(['handed-over']),
    check: z.enum(destinationChecks, { error: 'check-required' }).optional(),
    note: optional(300, 'one'),
    /** Why the meldingen that are open are closed with it; asked where there are. */
    meldingen: z.enum(meldingCloseReasons, { error: 'close-reason-required' }).optional(),
    /** Who can be asked how it goes there, and how they are reached. */
    askWho: optional(200, 'one'),
  })
  .refine(({ destination, check }) => !checked.includes(destination) || check !== undefined, {
    path: ['check'],
    error: 'check-required',
  });
export type CloseInput = z.output<typeof closeSchema>;

/** That one looks again on a date, and whom one asks. */
export const planLookSchema = z.object({
  on: dateSchema,
  ask: z.enum(lookAsks, { error: 'ask-required' }),
  askWho: optional(200, 'one'),
});
export type PlanLookInput = z.output<typeof planLookSchema>;

/** What came of looking. Who is watched no more: why. */
export const lookSchema = z
  .object({
    outcome: z.enum(lookOutcomes, { error: 'look-outcome-required' }).exclude(['lapsed'], {
      error: 'look-outcome-required',
    }),
    note: optional(500, 'many'),
    /** When one looks again, of who is still there. */
    againOn: dateSchema.optional(),
  })
  .refine(({ outcome, note }) => outcome !== 'not-needed' || note !== undefined, {
    path: ['note'],
    error: 'look-note-required',
  });
export type LookInput = z.output<typeof lookSchema>;

export const takeOverSchema = z.object({
  version: versionSchema,
  /** Read by the owner, and kept. */
  reason: visibleText({ most: 300, lines: 'many', words: { ...words, required: 'reason-required' } }),
});
export type TakeOverInput = z.output<typeof takeOverSchema>;

/** Trajecten, each as a page showed it, and who gets them. */
export const assignSchema = z.object({
  to: z.uuid({ error: 'owner-required' }),
  trajecten: z
    .array(z.object({ id: z.uuid(), version: versionSchema }), { error: 'nothing-chosen' })
    .min(1, { error: 'nothing-chosen' })
    .max(500, { error: 'too-many-chosen' }),
});
export type AssignInput = z.output<typeof assignSchema>;

/** All trajecten of somebody, and who gets them. */
export const caseloadSchema = z.object({
  from: z.uuid({ error: 'owner-required' }),
  /** To one, or to several among whom it is dealt out. */
  to: z
    .array(z.uuid({ error: 'owner-required' }))
    .min(1, { error: 'owner-required' })
    .max(50),
});
export type CaseloadInput = z.output<typeof caseloadSchema>;

const part = (required: string) => visibleText({ most: 4000, lines: 'many', words: { ...words, required } });

/** Which audiences a note can be for; a school reads a terugkoppeling alone. */
export const noteAudiences = ['team', 'leerplicht', 'woongemeente', 'jongere', 'parents'] as const;

export const noteSchema = z.object({
  /** Of the note to be: the same one sent twice is one. */
  id: z.uuid({ error: 'form-broken' }),
  audience: z.enum(noteAudiences, { error: 'audience-required' }),
  facts: part('note-required'),
});
export type NoteInput = z.output<typeof noteSchema>;

export const verslagSchema = noteSchema.extend({
  facts: part('facts-required'),
  reasons: optional(4000, 'many'),
  agreements: optional(4000, 'many'),
  /** The jongere agrees that this audience reads the reasons. */
  reasonsAgreed: z.boolean().default(false),
});
export type VerslagInput = z.output<typeof verslagSchema>;

export const feedbackSchema = z.object({
  id: z.uuid({ error: 'form-broken' }),
  school: z.uuid({ error: 'school-required' }),
  facts: part('feedback-required'),
});
export type FeedbackInput = z.output<typeof feedbackSchema>;

export const sendSchema = z.object({ way: z.enum(['email', 'letter'], { error: 'way-required' }) });
export type SendInput = z.output<typeof sendSchema>;

/** Whether a note stays out of what is handed over to the jongere. */
const withholdSchema = z.object({ withheld: z.boolean() });
export type WithholdInput = z.output<typeof withholdSchema>;

export const offerSchema = z
  .object({
    version: versionSchema,
    /** Somebody, a team, or a gemeente without accounts here. */
    to: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('staff'), id: z.uuid() }),
      z.object({ kind: z.literal('team'), id: z.uuid() }),
      z.object({
        kind: z.literal('outside'),
        /** The gemeente and who there. */
        name: visibleText({ most: 120, lines: 'one', words: { ...words, required: 'outside-required' } }),
        email: mailSchema({ required: 'outside-email-required', invalid: 'outside-email-required' }),
      }),
    ]),
    reason: visibleText({ most: 500, lines: 'many', words: { ...words, required: 'reason-required' } }),
    talk: z.enum(handoverTalks).optional(),
    talkOn: dateSchema.optional(),
    /** What the jongere agreed to be shared before it is accepted, and after. */
    parts: z.array(z.enum(handoverParts)).max(handoverParts.length),
  })
  .refine(({ talk, talkOn }) => talk === undefined || talkOn !== undefined, {
    path: ['talkOn'],
    error: 'talk-on-required',
  })
  .refine(({ talk, talkOn }) => talkOn === undefined || talk !== undefined, {
    path: ['talk'],
    error: 'talk-required',
  });
export type OfferInput = z.output<typeof offerSchema>;

export const refuseSchema = z.object({
  refusal: visibleText({ most: 500, lines: 'many', words: { ...words, required: 'reason-required' } }),
});
export type RefuseInput = z.output<typeof refuseSchema>;
