import { z } from 'zod';
import { answerWays, chatModalities, presenceStatuses } from '#db/schema/words.ts';
import {
  acrossFields,
  contactSchema,
  languageSchema,
  nameSchema,
  neededNoteSchema,
  noteSchema,
  personSchema,
  reachBySchema,
} from '#server/booking/schema.ts';
import { anyText, visibleText } from '#server/kernel/schema.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import { faces, messageLength, mostOfferedTimes, ratingLineLength } from './rules.ts';

// Messages of errors are keys of `server/kernel/texts`: whoever shows them says them in the reader's language.

/** A message: plain text, shown as text and never as markup. */
export const bodySchema = visibleText({
  most: messageLength,
  lines: 'many',
  words: { required: 'message-required', tooLong: 'message-too-long', notAllowed: 'text-not-allowed' },
});

// In lower case, as the database writes them, because rooms are found by this id.
export const clientIdSchema = z.uuid({ error: 'value-invalid' }).toLowerCase();
export const conversationIdSchema = z.uuid({ error: 'value-invalid' }).toLowerCase();
/** The number of a message; 0 is before the first. */
export const seqSchema = z.int({ error: 'value-invalid' }).min(0).max(2_000_000_000);
/** A secret of the tab, 32 characters or more, so that a start can be repeated when its answer was lost. */
const startKeySchema = z
  .string({ error: 'value-invalid' })
  .regex(/^[\w-]{32,64}$/, { error: 'value-invalid' });
const topicSchema = z.string({ error: 'topic-unknown' }).max(64, { error: 'topic-unknown' });

/** What a jongere may tell before the chat starts; all of it is optional. */
export const startSchema = z.object({
  startKey: startKeySchema,
  language: languageSchema,
  topic: topicSchema.optional(),
  name: nameSchema.optional(),
});
export type StartInput = z.output<typeof startSchema>;

/** A question to be answered later; contact details are required. */
export const questionSchema = z.object({
  startKey: startKeySchema,
  language: languageSchema,
  topic: topicSchema.optional(),
  name: nameSchema.optional(),
  question: bodySchema,
  contact: contactSchema,
  reachBy: reachBySchema.optional(),
});
export type QuestionInput = z.output<typeof questionSchema>;

export const sendSchema = z.object({ clientId: clientIdSchema, body: bodySchema });
export type SendInput = z.output<typeof sendSchema>;

/** The payload of an event that needs none. */
export const nothingSchema = z.strictObject({}).optional();

/** Up to which number messages of the other side were received, and seen. */
export const receiptSchema = z.object({ delivered: seqSchema, seen: seqSchema });
export type Receipt = z.output<typeof receiptSchema>;

/** Asks for the messages after a number, or with null for the newest page. */
export const replaySchema = z.object({ after: seqSchema.nullable() });
/** Asks for the page before a number. */
export const earlierSchema = z.object({ before: seqSchema });

export const ratingSchema = z.object({
  face: z.literal(faces, { error: 'value-invalid' }),
  line: anyText({
    most: ratingLineLength,
    lines: 'many',
    words: { required: 'text-not-allowed', tooLong: 'message-too-long', notAllowed: 'text-not-allowed' },
  }).optional(),
});
export type RatingInput = z.output<typeof ratingSchema>;

/** The end of the year 9999: a day of later than that is not written with four digits. */
const lastInstant = Date.UTC(9999, 11, 31);
const modalityChoice = z.enum(chatModalities, { error: 'modality-unknown' });
const locationChoice = z.string({ error: 'location-unknown' }).max(64, { error: 'location-unknown' });

/** An offer of times by a casemanager: the topic, and optionally modality, location and the times themselves. */
export const offerSchema = z
  .object({
    clientId: clientIdSchema,
    topic: topicSchema,
    modality: modalityChoice.optional(),
    location: locationChoice.optional(),
    /** Starts, epoch ms. They are of one way to meet. */
    times: z
      .array(z.int({ error: 'start-invalid' }).min(0).max(lastInstant), { error: 'start-invalid' })
      .min(1, { error: 'start-invalid' })
      .max(mostOfferedTimes, { error: 'start-invalid' })
      .optional(),
  })
  .refine(({ times, modality }) => times === undefined || modality !== undefined, {
    ...acrossFields,
    path: ['modality'],
    error: 'modality-unknown',
  })
  .refine(
    ({ times, modality, location }) =>
      times === undefined || !meetsAtLocation(modality) || location !== undefined,
    { ...acrossFields, path: ['location'], error: 'location-required' },
  );
/** Which free times a casemanager wants to see, to offer some of them. */
export const freeTimesSchema = z.object({
  topic: topicSchema,
  modality: modalityChoice,
  location: locationChoice.optional(),
  /** The first date; today when it is left out. */
  from: z.iso.date({ error: 'value-invalid' }).optional(),
});
export type OfferInput = z.output<typeof offerSchema>;

/** The choice from an offer: the fields of a booking and the number of the offer. */
export const bookOfferedSchema = z
  .object({
    clientId: clientIdSchema,
    offer: seqSchema,
    start: z.iso.datetime({ offset: true, error: 'start-invalid' }),
    modality: modalityChoice,
    location: locationChoice.optional(),
    ...personSchema.pick({ name: true, ageGroup: true, contact: true, reachBy: true, messages: true }).shape,
  })
  .refine(({ modality, location }) => !meetsAtLocation(modality) || location !== undefined, {
    ...acrossFields,
    path: ['location'],
    error: 'location-required',
  });
export type BookOfferedInput = z.output<typeof bookOfferedSchema>;

/** A casemanager proposes an organisation, for a topic, with what would be told. */
export const proposeSchema = z.object({
  clientId: clientIdSchema,
  organisation: z.uuid({ error: 'value-invalid' }),
  topic: topicSchema,
  told: noteSchema.transform((text) => text || undefined).optional(),
});
export type ProposeInput = z.output<typeof proposeSchema>;

/** Which proposal of a conversation: the number of its message. */
export const proposalSchema = z.object({ proposal: seqSchema });

export const chatNoteSchema = z.object({
  clientId: clientIdSchema,
  text: neededNoteSchema,
});
export const handOverChatSchema = z.object({ to: z.uuid(), note: noteSchema.optional() });
export const presenceSchema = z.enum(presenceStatuses, { error: 'value-invalid' });
export type PresenceStatus = z.output<typeof presenceSchema>;
export const answerWaySchema = z.enum(answerWays, { error: 'value-invalid' });
export type AnswerWay = z.output<typeof answerWaySchema>;
