import { z } from 'zod';
import {
  ageGroups,
  contactOwners,
  contactResults,
  modalities,
  referralCloseReasons,
} from '#db/schema/words.ts';
import {
  acrossFields,
  emailSchema,
  languageSchema,
  messageLevelSchema,
  nameLength,
  needFields,
  noteLength,
  phoneSchema,
  reachBySchema,
  visitAddressSchema,
} from '#server/booking/schema.ts';
import { anyText, versionSchema, visibleText } from '#server/kernel/schema.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';

// What is sent about a referral. Messages are keys of `server/kernel/texts`.

/** Also those for whom there is other help. */
export const referralAges = [...ageGroups, '27-plus'] as const;
/** Whether the jongere lives in this gemeente. */
export const residences = ['here', 'elsewhere'] as const;

export const reachNoteLength = 200;
export const urgentLength = 300;
export const organisationLength = 100;

const notAllowed = 'text-not-allowed';

/** A text that may be left out; an empty one is left out. */
const optionalText = (most: number, tooLong: string) =>
  anyText({ most, lines: 'many', words: { required: notAllowed, tooLong, notAllowed } })
    .transform((text) => (text === '' ? undefined : text.normalize('NFC')))
    .optional();

const line = (most: number, required: string, tooLong: string) =>
  visibleText({ most, lines: 'one', words: { required, tooLong, notAllowed } });

const reasonSchema = visibleText({
  most: noteLength,
  lines: 'many',
  words: { required: 'reason-required', tooLong: 'note-too-long', notAllowed },
});

const contactSchema = z
  .object(
    { email: emailSchema.optional(), phone: phoneSchema.optional() },
    { error: 'referral-contact-required' },
  )
  .refine(({ email, phone }) => email !== undefined || phone !== undefined, {
    error: 'referral-contact-required',
  });

/** What may be corrected by the jongere. */
const corrected = {
  firstName: line(nameLength, 'referral-name-required', 'name-too-long'),
  /** What the casemanager should know. */
  told: optionalText(noteLength, 'note-too-long'),
  /** Words about how and when the jongere may safely be reached. */
  reachNote: optionalText(reachNoteLength, 'reach-note-too-long'),
  ...needFields,
  stepFree: needFields.stepFree.default(false),
};

/** What may be changed by who referred. */
const changed = {
  ...corrected,
  contact: contactSchema,
  contactOf: z.enum(contactOwners, { error: 'contact-owner-required' }),
  reachBy: reachBySchema.optional(),
  topic: z.string({ error: 'topic-required' }),
  /** Why it cannot wait; sent when it cannot. */
  urgent: visibleText({
    most: urgentLength,
    lines: 'many',
    words: { required: 'urgent-required', tooLong: 'urgent-too-long', notAllowed },
  }).optional(),
};

const referFields = {
  ...changed,
  ageGroup: z.enum(referralAges, { error: 'referral-age-required' }),
  residence: z.enum(residences, { error: 'residence-required' }),
  language: languageSchema.optional(),
  /** The jongere agreed to the sentence of this version, in this language. */
  consent: z.literal(true, { error: 'consent-required' }),
  consentVersion: z.string({ error: 'consent-required' }).max(64, { error: 'consent-required' }),
  consentLanguage: languageSchema,
};

/** A referral with which the jongere chooses a time. */
export const referSchema = z.object(referFields);
export type ReferInput = z.output<typeof referSchema>;

/** A free time that is held, or a free one at once. */
export const referTogetherSchema = z
  .object({
    ...referFields,
    hold: z.string({ error: 'hold-invalid' }).max(200, { error: 'hold-invalid' }).optional(),
    start: z.iso.datetime({ offset: true, error: 'start-invalid' }).optional(),
    location: z.string({ error: 'location-unknown' }).optional(),
    modality: z.enum(modalities, { error: 'modality-unknown' }).optional(),
    /** For a home visit. */
    visitAddress: visitAddressSchema.optional(),
    /** How much messages to the jongere say; little where nobody said. */
    messages: messageLevelSchema.optional(),
  })
  .refine(({ hold, start }) => (hold === undefined) !== (start === undefined), {
    ...acrossFields,
    path: ['start'],
    error: 'hold-or-start',
  })
  .refine(({ hold, modality }) => hold !== undefined || modality !== undefined, {
    ...acrossFields,
    path: ['modality'],
    error: 'modality-unknown',
  })
  .refine(
    ({ hold, modality, location }) =>
      hold !== undefined || !meetsAtLocation(modality) || location !== undefined,
    {
      ...acrossFields,
      path: ['location'],
      error: 'location-required',
    },
  );
export type ReferTogetherInput = z.output<typeof referTogetherSchema>;

/** A referral of a professional without an account: with who they are, and how they are reached. */
export const referByFormSchema = z.object({
  ...referFields,
  from: z
    .object({
      name: line(nameLength, 'from-name-required', 'name-too-long'),
      organisation: line(organisationLength, 'from-organisation-required', 'from-organisation-too-long'),
      email: emailSchema.optional(),
      phone: phoneSchema.optional(),
    })
    .refine(({ email, phone }) => email !== undefined || phone !== undefined, {
      ...acrossFields,
      path: ['email'],
      error: 'from-contact-required',
    }),
});
export type ReferByFormInput = z.output<typeof referByFormSchema>;

/** What a referral would be compared with. */
export const alikeSchema = z.object({
  firstName: line(nameLength, 'referral-name-required', 'name-too-long'),
  contact: z.object({ email: emailSchema.optional(), phone: phoneSchema.optional() }),
});
export type AlikeInput = z.output<typeof alikeSchema>;

/** Why it cannot wait, corrected; an empty text says that it can. Left out, it stays as it is. */
const correctedUrgent = anyText({
  most: urgentLength,
  lines: 'many',
  words: { required: notAllowed, tooLong: 'urgent-too-long', notAllowed },
})
  .transform((text) => text.normalize('NFC'))
  .optional();

export const correctReferralSchema = z.object({
  ...corrected,
  urgent: correctedUrgent,
  version: versionSchema,
});
export type CorrectReferralInput = z.output<typeof correctReferralSchema>;

export const changeReferralSchema = z.object({ ...changed, reason: reasonSchema, version: versionSchema });
export type ChangeReferralInput = z.output<typeof changeReferralSchema>;

export const withdrawReferralSchema = z.object({ reason: reasonSchema, version: versionSchema });
export type WithdrawReferralInput = z.output<typeof withdrawReferralSchema>;

export const takeReferralSchema = z.object({ version: versionSchema });
export const noteContactSchema = z.object({
  contact: z.enum(contactResults, { error: 'choice-unknown' }),
  version: versionSchema,
});

/** Why the team closes one; only the jongere detaches. */
export const teamCloseReasons = referralCloseReasons.filter((reason) => reason !== 'detached');
export const closeReferralSchema = z.object({
  reason: z.enum(teamCloseReasons, { error: 'close-reason-required' }),
  version: versionSchema,
});
export type CloseReferralInput = z.output<typeof closeReferralSchema>;

export const referralMessageSchema = z.object({
  text: visibleText({
    most: noteLength,
    lines: 'many',
    words: { required: 'message-required', tooLong: 'note-too-long', notAllowed },
  }).transform((text) => text.normalize('NFC')),
});
export type ReferralMessageInput = z.output<typeof referralMessageSchema>;

export const organisationKeySchema = z.object({
  name: line(nameLength, 'key-name-required', 'name-too-long'),
});
export type OrganisationKeyInput = z.output<typeof organisationKeySchema>;
