import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What signs in to a server of calendars. */
export interface SignIn {
  /** Where it begins: an https address. */
  server: string;
  user: string;
  password: string;
}

const foundSchema = z.object({
  /** Its address, which says whose it is. */
  url: z.url(),
  name: z.string(),
  mayWrite: z.boolean(),
});
/** A calendar that a server has for somebody. */
export type FoundCalendar = z.output<typeof foundSchema>;

const secretSchema = z.object({
  server: z.url(),
  user: z.string(),
  password: z.string(),
  /** What there was when its owner last signed in. */
  calendars: z.array(foundSchema),
  /** Addresses of those that make their owner busy. */
  busy: z.array(z.url()),
  /** The address of the one that afspraken are written into. */
  write: z.url().nullable(),
});
/** All of a connection by CalDAV, sealed as one text: none of it is for who has the database alone. */
export type CaldavSecret = z.output<typeof secretSchema>;

/** Throws for what we did not seal. */
export const caldavSecret = (text: string): CaldavSecret => secretSchema.parse(JSON.parse(text));

/** By what a calendar is chosen in a form: its address says whose it is. */
export const keyOf = (url: string): string =>
  createHash('sha256').update(url).digest('base64url').slice(0, 16);
