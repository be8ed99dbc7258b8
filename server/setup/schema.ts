import { z } from 'zod';
import { bookers, messageLevels, organisationKinds, roles, teamTasks } from '#db/schema/words.ts';
import {
  type MeetingLinkProblem,
  meetingLinkLength,
  meetingLinkSchema,
} from '#server/accounts/meetingLink.ts';
import { passwordLength } from '#server/accounts/schema.ts';
import { timeOfDaySchema, weekHoursSchema } from '#server/openingHours/schema.ts';
import { amenitySchema } from '#server/roster/schema.ts';
import { addressSchema, daySchema, lineSchema, phoneSchema, textSchema } from '#server/settings/fields.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { modalitySchema, slugSchema, weekParitySchema } from '#server/slots/schema.ts';
import { toProblems } from './problems.ts';

/** Instead of a password: a temporary one is made, and printed once to be handed over. */
export const inviteLater = 'invite later';

/** In order: the first is ISO weekday 1. */
export const weekdays = [
  'maandag',
  'dinsdag',
  'woensdag',
  'donderdag',
  'vrijdag',
  'zaterdag',
  'zondag',
] as const;

const id = z.string().refine((word) => slugSchema.safeParse(word).success, {
  error: 'expected small letters, digits and hyphens, at most 64, like "jongerenpunt070"',
});
const modalitiesSchema = z.array(modalitySchema).min(1);
const position = z.int().min(0).max(10_000).optional();
const minutes = (least: number, most: number) => z.int().min(least).max(most);

const locationSchema = z.strictObject({
  id,
  name: lineSchema(100),
  neighbourhood: lineSchema(100),
  address: lineSchema(200),
  directions: textSchema(500).optional(),
  directionsEn: textSchema(500).optional(),
  accessibility: textSchema(500).optional(),
  accessibilityEn: textSchema(500).optional(),
  facilities: textSchema(500).optional(),
  facilitiesEn: textSchema(500).optional(),
  amenities: z.array(amenitySchema).optional(),
  modalities: modalitiesSchema,
  openingHours: weekHoursSchema.optional(),
  walkInHours: weekHoursSchema.optional(),
  phone: phoneSchema.nullable().optional(),
  /** The day on which it opens again; nobody works there before it. */
  closedUntil: daySchema.nullable().optional(),
  position,
  active: z.boolean().optional(),
});
export type SetupLocation = z.output<typeof locationSchema>;

const topicSchema = z.strictObject({
  id,
  label: lineSchema(100),
  labelEn: lineSchema(100),
  hint: textSchema(300).optional(),
  hintEn: textSchema(300).optional(),
  bring: textSchema(500).optional(),
  bringEn: textSchema(500).optional(),
  durationMinutes: minutes(5, 480),
  gridMinutes: minutes(5, 240)
    .refine((grid) => 1440 % grid === 0, { error: 'expected a number that divides a day, like 15 or 30' })
    .optional(),
  bufferBeforeMinutes: minutes(0, 120).optional(),
  bufferAfterMinutes: minutes(0, 120).optional(),
  /** Whoever comes, unless said. */
  bookableBy: z.enum(bookers).optional(),
  /** Messages about it say all, unless said. */
  messages: z.enum(messageLevels).optional(),
  position,
  active: z.boolean().optional(),
});
export type SetupTopic = z.output<typeof topicSchema>;

const linkProblems: Record<MeetingLinkProblem, string> = {
  'too-long': `expected at most ${meetingLinkLength} characters`,
  spaces: 'expected a link without spaces',
  'no-link': 'expected a link that begins with https://',
  'no-https': 'expected a link that begins with https://',
  credentials: 'expected a link without a user name or password in it',
  host: 'expected a link to a host with a name, like "https://video.example.nl/room"',
};

const accountSchema = z.strictObject({
  email: addressSchema,
  firstName: lineSchema(80),
  lastName: lineSchema(80),
  roles: z
    .array(z.enum(roles))
    .min(1)
    .transform((given) => roles.filter((role) => given.includes(role))),
  /** The name of an organisation; left out, it is the gemeente. */
  organisation: lineSchema(100).optional(),
  /** Null for nobody's team. */
  team: lineSchema(80).nullable().optional(),
  password: z
    .union([z.literal(inviteLater), z.string().min(passwordLength.min).max(passwordLength.max)])
    .optional(),
  meetingLink: meetingLinkSchema((problem) => linkProblems[problem])
    .nullable()
    .optional(),
  dailyMaximum: z.int().min(0).max(48).optional(),
  active: z.boolean().optional(),
  /** Somebody else works here under this name. */
  namesake: z.boolean().optional(),
});
export type SetupAccount = z.output<typeof accountSchema>;

const ruleSchema = z.strictObject({
  location: id,
  weekday: z.enum(weekdays),
  weeks: weekParitySchema.optional(),
  from: timeOfDaySchema,
  until: timeOfDaySchema,
  modalities: modalitiesSchema,
  validFrom: daySchema.optional(),
  validUntil: daySchema.optional(),
});
export type SetupRule = z.output<typeof ruleSchema>;

/** Who has hours already keeps them, since they may have changed them in the portal; `replace` takes them away. */
const weekSchema = z.strictObject({
  casemanager: addressSchema,
  rules: z.array(ruleSchema),
  replace: z.boolean().optional(),
});
export type SetupWeek = z.output<typeof weekSchema>;

const closureSchema = z.strictObject({
  name: lineSchema(100),
  from: daySchema,
  until: daySchema.optional(),
  location: id.optional(),
});
export type SetupClosure = z.output<typeof closureSchema>;

/** Known by its name, which no two have. */
const organisationSchema = z.strictObject({
  name: lineSchema(100),
  kind: z.enum(organisationKinds),
  /** Whom to turn to, by function and never by name. */
  contact: z
    .strictObject({
      function: lineSchema(100),
      email: addressSchema.nullable().default(null),
      phone: phoneSchema.nullable().default(null),
    })
    .nullable()
    .optional(),
  active: z.boolean().optional(),
  /** It is the gemeente that runs this Doorstart, whatever it is called there. */
  own: z.literal(true).optional(),
});
export type SetupOrganisation = z.output<typeof organisationSchema>;

/** Known by its name within its organisation. */
const teamSchema = z.strictObject({
  name: lineSchema(80),
  /** The name of an organisation; left out, it is a team of the gemeente. */
  organisation: lineSchema(100).optional(),
  /** Which meldingen come to it; left out it keeps its task, or is that of a Doorstroompunt. */
  task: z.enum(teamTasks).optional(),
  active: z.boolean().optional(),
  /** It is the team that is there from the start, whatever it is called there. */
  first: z.literal(true).optional(),
});
export type SetupTeam = z.output<typeof teamSchema>;

const strictSettings = z.strictObject({
  ...settingsSchema.shape,
  limits: settingsSchema.shape.limits.unwrap().strict().optional(),
});

/** Only what the file names: what it leaves out keeps its value, or its default. */
const settingsGiven = z.record(z.string(), z.unknown()).superRefine((given, context) => {
  const issues = strictSettings.safeParse(given).error?.issues ?? [];
  for (const problem of toProblems(issues)) context.addIssue({ code: 'custom', ...problem });
});

/** One of each kind that a beheerder changes, by itself; of settings those of one part. */
export const configurationSchemas = {
  location: locationSchema,
  topic: topicSchema,
  closure: closureSchema,
  team: teamSchema,
  organisation: organisationSchema,
  settings: settingsGiven,
} as const;

/** What `npm run setup` reads; docs/setup.example.json is a complete example. */
export const setupSchema = z.strictObject({
  settings: settingsGiven.optional(),
  /** The logo that the settings name by its hash, in base64. */
  logoFile: z.base64({ error: 'expected a logo in base64' }).max(280_000).optional(),
  locations: z.array(locationSchema).default([]),
  topics: z.array(topicSchema).default([]),
  organisations: z.array(organisationSchema).default([]),
  teams: z.array(teamSchema).default([]),
  accounts: z.array(accountSchema).default([]),
  weeks: z.array(weekSchema).default([]),
  closures: z.array(closureSchema).default([]),
});
export type SetupDocument = z.output<typeof setupSchema>;
