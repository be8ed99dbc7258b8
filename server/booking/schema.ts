import { z } from 'zod';
import { ageGroups, companions, messageLevels, modalities, outcomes, reachWays } from '#db/schema/words.ts';
import { languageList } from '#server/kernel/languages.ts';
import {
  anyText,
  isVisible,
  mailSchema,
  tidyContact,
  versionSchema,
  visibleText,
} from '#server/kernel/schema.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import type { Modality } from '#server/slots/schema.ts';

// Messages are keys of `server/kernel/texts`: whoever shows them says them in the reader's language.

export const ageGroupSchema = z.enum(ageGroups, { error: 'age-group-required' });
export type AgeGroup = z.infer<typeof ageGroupSchema>;

export const reachBySchema = z.enum(reachWays, { error: 'reach-by-unknown' });
export type ReachBy = z.infer<typeof reachBySchema>;

/** How much messages say; see server/notifications/strictest.ts. */
export const messageLevelSchema = z.enum(messageLevels, { error: 'choice-unknown' });
export type MessageLevel = z.infer<typeof messageLevelSchema>;

/** What a jongere changes about messages, by the private link. */
export const messagesSchema = z.object({ reachBy: reachBySchema.optional(), messages: messageLevelSchema });
export type MessagesInput = z.output<typeof messagesSchema>;

export const outcomeSchema = z.enum(outcomes, { error: 'outcome-required' });
export type Outcome = z.infer<typeof outcomeSchema>;

export const languageSchema = z.enum(languageList, { error: 'language-unknown' });

export const nameLength = 80;
export const noteLength = 500;

export const nameSchema = visibleText({
  most: nameLength,
  lines: 'one',
  words: { required: 'name-required', tooLong: 'name-too-long', notAllowed: 'text-not-allowed' },
});

const longText = {
  most: noteLength,
  lines: 'many',
  words: { required: 'text-not-allowed', tooLong: 'note-too-long', notAllowed: 'text-not-allowed' },
} as const;
const plainText = anyText(longText).transform((text) => text.normalize('NFC'));

/** Up to 500 characters of plain text; shown as text, never as markup. */
export const noteSchema = plainText;
export const cancelReasonSchema = plainText;
/** A word of a casemanager to the jongere. */
export const messageSchema = plainText;
/** A note of which the text is all there is. */
export const neededNoteSchema = visibleText({
  ...longText,
  words: { ...longText.words, required: 'note-required' },
}).transform((text) => text.normalize('NFC'));

export const visitAddressLength = { min: 5, max: 200 };

/** Where a jongere lives, as they write it: for a home visit. */
export const visitAddressSchema = visibleText({
  most: visitAddressLength.max,
  lines: 'one',
  words: {
    required: 'visit-address-required',
    tooLong: 'visit-address-too-long',
    notAllowed: 'text-not-allowed',
  },
}).refine((text) => text === '' || [...text].length >= visitAddressLength.min, {
  error: 'visit-address-too-short',
});

export const emailSchema = mailSchema({ required: 'email-invalid', invalid: 'email-invalid' });

/** As people type it; `readPersonalPhone` in contact.ts decides whether it is somebody's number. */
export const phoneSchema = z
  .string({ error: 'phone-invalid' })
  .max(200, { error: 'phone-invalid' })
  .transform(tidyContact)
  .refine((text) => isVisible(text) && text.length <= 40, { error: 'phone-invalid' });

export const contactSchema = z
  .object({ email: emailSchema.optional(), phone: phoneSchema.optional() }, { error: 'contact-required' })
  .refine((contact) => contact.email !== undefined || contact.phone !== undefined, {
    error: 'contact-required',
  });

const referralSchema = anyText({
  most: 100,
  lines: 'one',
  words: { required: 'referral-invalid', tooLong: 'referral-invalid', notAllowed: 'referral-invalid' },
});

export const interpreterLength = 40;

/** What a jongere needs, also where they are referred. */
export const needFields = {
  companion: z.enum(companions, { error: 'choice-unknown' }).optional(),
  /** Sent when an interpreter is needed. */
  interpreter: visibleText({
    most: interpreterLength,
    lines: 'one',
    words: {
      required: 'interpreter-required',
      tooLong: 'interpreter-too-long',
      notAllowed: 'text-not-allowed',
    },
  }).optional(),
  stepFree: z.boolean({ error: 'choice-unknown' }).optional(),
};
/** The address is asked of who gets a home visit. */
export const needsSchema = z.object({ ...needFields, visitAddress: visitAddressSchema.optional() });
export type NeedsInput = z.output<typeof needsSchema>;

/** Who the afspraak is for: what is asked on "about you". */
export const personSchema = z.object({
  name: nameSchema,
  ageGroup: ageGroupSchema,
  contact: contactSchema,
  reachBy: reachBySchema.optional(),
  /** All of it unless said. */
  messages: messageLevelSchema.optional(),
  language: languageSchema.optional(),
  note: noteSchema.optional(),
  /** For a home visit, which needs it; otherwise it is not kept. */
  visitAddress: visitAddressSchema.optional(),
  ...needFields,
  referral: referralSchema.optional(),
});
export type Person = z.output<typeof personSchema>;

/** A time to claim. For telefoon, video and a home visit the location may be left out: it does not matter to the jongere. */
const wantedTime = {
  start: z.iso.datetime({ offset: true, error: 'start-invalid' }),
  location: z.string({ error: 'location-unknown' }).optional(),
  modality: z.enum(modalities, { error: 'modality-unknown' }),
};
const topic = z.string({ error: 'topic-unknown' });
/** The word of ownCasemanager.ts: with this casemanager and nobody else. */
const casemanager = z.string({ error: 'casemanager-unknown' }).optional();

// Made once: zod compiles a schema when it is first used, which costs more than all that a request is read with.
const anyFields = z.looseObject({});

/**
 * A rule about several fields is told together with what is wrong in one of them, not only after that is mended. For
 * that no field may have a check with `abort`, after which zod leaves it out; a transform ends by itself what follows.
 */
export const acrossFields = {
  when: ({ value }: { value: unknown }) => anyFields.safeParse(value).success,
};

/** Somewhere to go needs a place. */
export const hasPlace = (time: { location?: string | undefined; modality?: string | undefined }) =>
  !meetsAtLocation(time.modality) || time.location !== undefined;
const placeMissing = { ...acrossFields, path: ['location'], error: 'location-required' };

export const holdSchema = z.object({ topic, ...wantedTime, casemanager }).refine(hasPlace, placeMissing);
export type HoldInput = z.output<typeof holdSchema>;

export const moveSchema = z.object({
  start: wantedTime.start,
  location: wantedTime.location,
  modality: wantedTime.modality.optional(),
  casemanager,
});
export type MoveInput = z.output<typeof moveSchema>;

/** The version of an afspraak on the page, when a form sends it along. */
export const sentVersionSchema = versionSchema.optional().catch(undefined);

/** What the page to cancel sends. */
export const cancelFormSchema = z.object({
  reason: cancelReasonSchema.optional(),
  version: sentVersionSchema,
});

/** An afspraak for a time that is held, or for a free time at once. */
export const bookSchema = z
  .object({
    topic,
    hold: z.string({ error: 'hold-invalid' }).max(200, { error: 'hold-invalid' }).optional(),
    start: wantedTime.start.optional(),
    location: wantedTime.location,
    modality: wantedTime.modality.optional(),
    casemanager,
    ...personSchema.shape,
  })
  .refine((input) => input.hold !== undefined || input.start !== undefined, {
    ...acrossFields,
    path: ['start'],
    error: 'hold-or-start',
  })
  .refine((input) => input.hold === undefined || input.start === undefined, {
    ...acrossFields,
    path: ['hold'],
    error: 'hold-or-start',
  })
  .refine((input) => input.hold !== undefined || input.modality !== undefined, {
    ...acrossFields,
    path: ['modality'],
    error: 'modality-unknown',
  })
  .refine((input) => input.hold !== undefined || hasPlace(input), placeMissing);
type BookFields = z.output<typeof bookSchema>;
/** An afspraak for a time that is held. */
export type BookHoldInput = BookFields & { hold: string };
/** An afspraak for a free time at once. */
export type BookFreeInput = BookFields & { hold?: undefined; start: string; modality: Modality };
export type BookInput = BookHoldInput | BookFreeInput;

/** What the schema let through, as the one or the other. */
export function toBookInput(fields: BookFields): BookInput {
  const { hold, start, modality } = fields;
  if (hold !== undefined) return { ...fields, hold };
  if (start === undefined || modality === undefined)
    throw new Error('expected a hold, or a start and a modality');
  return { ...fields, hold, start, modality };
}

/** An afspraak that staff make for somebody: without a limit on who that is, and contact may be missing. */
export const bookForSchema = z
  .object({
    topic,
    ...wantedTime,
    /** Id of the one casemanager who will do; left out, anybody of the team. */
    casemanager: z.uuid({ error: 'value-invalid' }).optional(),
    ...personSchema.omit({ referral: true }).shape,
    contact: z.object({ email: emailSchema.optional(), phone: phoneSchema.optional() }),
  })
  .refine(hasPlace, placeMissing);
export type BookForInput = z.output<typeof bookForSchema>;
