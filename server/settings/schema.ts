import { z } from 'zod';
import { meldingKinds } from '#db/schema/words.ts';
import { officeHours, weekHoursSchema } from '#server/openingHours/schema.ts';
import { leeftijdsgrenzenSchema } from '#server/startkwalificatie/schema.ts';
import {
  addressSchema,
  daySchema,
  httpsSchema,
  lineSchema,
  phoneSchema,
  schoolHolidaySchema,
} from './fields.ts';
import { logoSchema, themeSchema } from './looks.ts';
import { mailAdditionsSchema } from './mailAdditions.ts';
import { singleSignOnSchema } from './singleSignOn.ts';
import { accessibilitySchema, privacySchema, securitySchema } from './statements.ts';
import { trajectTermsSchema } from './trajectTerms.ts';
import { gemeenteWordsSchema, inLanguages } from './wordsOfGemeente.ts';

/** How many and how often, for the public writes; see server/kernel/limits. */
const limitsSchema = z.object({
  /** Open holds at one time from one address: a school class behind one address fits. */
  openHoldsPerAddress: z.int().min(1).default(60),
  holdsPerAddressPerHour: z.int().min(1).default(300),
  appointmentsPerAddressPerHour: z.int().min(1).default(120),
  waitingListPerAddressPerHour: z.int().min(1).default(60),
  chatStartsPerAddressPerHour: z.int().min(1).default(120),
  questionsPerAddressPerHour: z.int().min(1).default(60),
  /** By the form for professionals without an account. */
  referralsPerAddressPerHour: z.int().min(1).default(30),
  signInsPerAccount: z.int().min(1).default(8),
  signInsPerAddress: z.int().min(1).default(40),
  /** Pages and calls of the API that have to be computed; kept pages, files and colleagues who are signed in do not count. */
  requestsPerAddressPerMinute: z.int().min(1).default(6000),
  /** Open streams of one kind, free times or agendas: from one network, and in one process. */
  streamsPerAddress: z.int().min(1).default(400),
  streamsPerProcess: z.int().min(1).default(2000),
  /** Open connections of the chat: from one network, and in one process. */
  chatConnectionsPerAddress: z.int().min(1).default(600),
  chatConnectionsPerProcess: z.int().min(1).default(8000),
});

/** Words with spaces between; case, accents and other signs make no difference. */
const dangerWordSchema = lineSchema(80)
  .refine((text) => /^[\p{L}\p{M}\p{N}'’ -]+$/u.test(text), { error: 'expected words, without other signs' })
  .refine((text) => text.split(' ').length <= 8, { error: 'expected at most 8 words' })
  .refine((text) => /[\p{L}\p{N}]{3}/u.test(text), { error: 'expected a word of at least 3 letters' });

const chatSchema = z.strictObject({
  /** The first day of chat; null while there is no plan. */
  opensOn: daySchema.nullable().default(null),
  hours: weekHoursSchema.default(officeHours),
  /** Who took a chat says something within so many minutes, or it goes back to the front of the queue. */
  answerMinutes: z.int().min(1).max(60).default(3),
  /** A question that was left waits so many hours before casemanagers are told of it once more. */
  questionHours: z.int().min(1).max(168).default(24),
  /** Words and phrases that point to danger, beside those that ship. */
  dangerWords: z.array(dangerWordSchema).max(200).default([]),
  /** What was said is deleted this long after a chat is over; figures without content stay. */
  retentionDays: z.int().min(1).max(365).default(30),
});

const signInSchema = z.strictObject({
  /** For so many days no second factor is asked in a browser of which its owner said so; 0 is never. */
  trustedDeviceDays: z.int().min(0).max(90).default(30),
});

/** How long a casemanager travels, there and back each, by way to meet; nothing by the others. */
const travelSchema = z.strictObject({
  huisbezoek: z.int().min(0).max(120).default(20),
  wandelen: z.int().min(0).max(120).default(0),
});

const referralSchema = z.strictObject({
  /** The link of an invitation opens for so many days. */
  invitationDays: z.int().min(5).max(60).default(14),
  /** What cannot wait starts at least this long after now. */
  urgentNoticeMinutes: z.int().min(0).max(20160).default(30),
  /** One that waits so long for a coordinator is told to them. */
  waitingHours: z.int().min(1).max(336).default(48),
  /** A referral without an afspraak is forgotten this long after it was made, or its link ended. */
  retentionDays: z.int().min(14).max(365).default(90),
  /** What a jongere agrees to, instead of ours; {organisation} and {municipality} are filled in. */
  consent: inLanguages(500),
});

/** Text messages, which wake people and are paid by the part; mail is not limited. */
const messagesSchema = z.strictObject({
  /** No text message goes between these hours of Amsterdam; what falls there goes in the morning. */
  quietFromHour: z.int().min(18).max(23).default(21),
  quietUntilHour: z.int().min(6).max(10).default(8),
  /** To one number, whatever they are about. */
  textsPerDay: z.int().min(1).max(10).default(3),
  /** To numbers of which countries: a text message to another one costs more. */
  textsTo: z.enum(['nl', 'eu', 'all']).default('eu'),
});

const waitingListSchema = z.strictObject({
  /** Whether somebody can wait for a time that comes free. */
  on: z.boolean().default(true),
  /** A time that is offered is held for so long. */
  offerMinutes: z.int().min(10).max(240).default(30),
  /** After so many offers somebody waits no more. */
  mostOffers: z.int().min(1).max(10).default(3),
  /** What is offered in the quiet time of messages is held until this hour. */
  answerByHour: z.int().min(6).max(12).default(9),
  /** That somebody waited, and how often nothing was free, is deleted after so many months. */
  keptMonths: z.int().min(1).max(24).default(3),
});

/** Longer than the jongere is kept keeps the jongere longer. */
const meldingMonthsSchema = z
  .array(z.strictObject({ kind: z.enum(meldingKinds), months: z.int().min(1).max(240) }))
  .max(meldingKinds.length)
  .refine((all) => new Set(all.map(({ kind }) => kind)).size === all.length, {
    error: 'expected each kind once',
  })
  .default([]);

const trajectenSchema = z.strictObject({
  /** So many days before somebody turns 18 or 27 their owner is told. */
  birthdayDays: z.int().min(7).max(365).default(60),
  /** So many months after somebody was placed one looks how it goes, twice. */
  aftercareMonths: z.int().min(1).max(12).default(1),
  aftercareLaterMonths: z.int().min(1).max(12).default(3),
  /** The private link of an invitation opens for so many days. */
  invitationDays: z.int().min(5).max(60).default(21),
  /** The sealed page of an overdracht opens for so many days. */
  sealedDays: z.int().min(1).max(30).default(14),
  /** So many months after the last traject of a jongere closed, all that says who they were goes. */
  retentionMonths: z.int().min(1).max(240).default(24),
  /** Kinds of melding that are kept for another time, in months after it was settled; others go with the jongere. */
  meldingMonths: meldingMonthsSchema,
  /** Burgerservicenummers are kept from a day on, on a ground in law (UAVG 46); null is never. */
  bsn: z
    .strictObject({ ground: lineSchema(300), since: daySchema })
    .nullable()
    .default(null),
  /** The rows of a list that was read in go after so many days. */
  listDays: z.int().min(7).max(365).default(90),
  /** A school is reminded of a step of the year plan so many days before it is to be done, and so many days after. */
  planRemindDays: z.int().min(1).max(30).default(7),
  planLateDays: z.int().min(1).max(30).default(3),
});

/** What a gemeente decides. Every field has a default, that of the demo. */
export const settingsSchema = z.object({
  municipality: lineSchema(100).default('Den Haag'),
  phone: phoneSchema.default('14070'),
  phoneDirect: phoneSchema.default('(070) 353 54 54'),
  email: addressSchema.default('leerlingzaken@denhaag.nl'),
  /** When the team answers the phone. */
  openingHours: weekHoursSchema.default(officeHours),
  chat: chatSchema.prefault({}),
  /** Shown to staff beside their hours. */
  schoolHolidays: z.array(schoolHolidaySchema).default([]),
  /** The public pages of a gemeente are closed without. */
  privacy: privacySchema.nullable().default(null),
  accessibility: accessibilitySchema.prefault({ status: 'not-examined' }),
  security: securitySchema.prefault({}),
  /** Where "Snel weg" goes. */
  quickExitUrl: httpsSchema.default('https://www.buienradar.nl/'),
  words: gemeenteWordsSchema.prefault({}),
  /** What is added to mail about an afspraak. */
  mailAdditions: mailAdditionsSchema.prefault({}),
  theme: themeSchema.prefault({}),
  logo: logoSchema.nullable().default(null),
  /** A slot starts at least this long after now. */
  noticeMinutes: z.int().min(0).max(20160).default(120),
  /** The last bookable date is today plus this many days. */
  horizonDays: z.int().min(1).max(365).default(56),
  travelMinutes: travelSchema.prefault({}),
  /** Whether a casemanager may have jongeren named in a calendar elsewhere; who does not choose so has no names there. */
  namesInCalendars: z.boolean().default(false),
  holdMinutes: z.int().min(1).max(60).default(10),
  waitingList: waitingListSchema.prefault({}),
  /** Booked afspraken still to come, per e-mail address and per phone number. */
  openAppointmentsPerContact: z.int().min(1).default(3),
  /** Private links stop this long after the afspraak. */
  privateLinkDays: z.int().min(1).default(90),
  /** Leave, illness, training and extra hours are deleted this long after their last day. */
  absenceDays: z.int().min(1).max(730).default(90),
  /** For how many years the audit log is kept, by whole months. The database keeps a year at least. */
  auditYears: z.int().min(1).max(20).default(5),
  /** Ages of the law and of the portal, each with the date from which they hold. */
  ageLimits: leeftijdsgrenzenSchema,
  referral: referralSchema.prefault({}),
  messages: messagesSchema.prefault({}),
  trajecten: trajectenSchema.prefault({}),
  trajectTerms: trajectTermsSchema.prefault({}),
  /** The list of who may do what is signed again so many months after the last time. */
  rightsReviewMonths: z.int().min(1).max(12).default(3),
  signIn: signInSchema.prefault({}),
  limits: limitsSchema.prefault({}),
  singleSignOn: singleSignOnSchema.prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;

/** What counts until the settings were read for the first time. */
export const usualLimits: Settings['limits'] = limitsSchema.parse({});
