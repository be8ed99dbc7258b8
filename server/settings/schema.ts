import { z } from 'zod';
import { leeftijdsgrenzenSchema } from '../startkwalificatie/schema.ts';

const phone = z.string().regex(/^[0-9 ()+-]{3,20}$/);

/** How many and how often, for the public writes; see server/limits. */
const limitsSchema = z.object({
  /** Open holds at one time from one address: a school class behind one address fits. */
  openHoldsPerAddress: z.int().min(1).default(60),
  holdsPerAddressPerHour: z.int().min(1).default(300),
  appointmentsPerAddressPerHour: z.int().min(1).default(120),
  signInsPerAccount: z.int().min(1).default(8),
  signInsPerAddress: z.int().min(1).default(40),
});

/** What a gemeente decides. Every field has a default, that of the demo. */
export const settingsSchema = z.object({
  municipality: z.string().min(1).default('Den Haag'),
  phone: phone.default('14070'),
  phoneDirect: phone.default('(070) 353 54 54'),
  email: z.email().default('leerlingzaken@denhaag.nl'),
  /** Where "Snel weg" goes. */
  quickExitUrl: z.url({ protocol: /^https$/ }).default('https://www.buienradar.nl/'),
  /** A slot starts at least this long after now. */
  noticeMinutes: z.int().min(0).max(20160).default(120),
  /** The last bookable date is today plus this many days. */
  horizonDays: z.int().min(1).max(365).default(56),
  holdMinutes: z.int().min(1).max(60).default(10),
  /** Booked afspraken still to come, per e-mail address and per phone number. */
  openAppointmentsPerContact: z.int().min(1).default(3),
  /** Private links stop this long after the afspraak. */
  privateLinkDays: z.int().min(1).default(90),
  /** Ages of the law and of the portal, each with the date from which they hold. */
  ageLimits: leeftijdsgrenzenSchema,
  limits: limitsSchema.prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;
