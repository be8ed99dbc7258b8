import { z } from 'zod';
import { worklistViews } from '#server/trajecten/worklistSchema.ts';

/** To a floor: where it finds what it needs. Answered with the port on which it listens. */
export const listening = z.object({ port: z.number() });
/** The same, with the process whose memory is looked at. */
export const listeningProcess = listening.extend({ pid: z.number() });
export const bookingFloorJob = z.object({ databaseUrl: z.string() });
export const slotsFloorJob = z.object({ headers: z.record(z.string(), z.string()), body: z.string() });
/** The same, behind the query of what was published of these months. */
export const figuresFloorJob = slotsFloorJob.extend({ databaseUrl: z.string(), months: z.array(z.string()) });
/** The same, behind the statements for these dates of the agenda of who is signed in by the cookie. */
export const agendaFloorJob = slotsFloorJob.extend({
  databaseUrl: z.string(),
  cookie: z.string(),
  from: z.string(),
  to: z.string(),
});
/** The same, behind the rows of the worklist of who is signed in by the cookie. */
export const worklistFloorJob = slotsFloorJob.extend({
  databaseUrl: z.string(),
  cookie: z.string(),
  view: z.enum(worklistViews),
});
export const agendaFloorAnswer = listening.extend({ statements: z.number() });

/** To a process that sends what is due, at an instant (epoch ms), by the mail server on this port. */
export const senderJob = z.object({
  databaseUrl: z.string(),
  port: z.number(),
  now: z.number(),
  /** How long it waits for an answer of the server. */
  patienceMs: z.number(),
});
export const senderAnswer = z.object({ databaseWas: z.enum(['there', 'away']) });

/** Posts every body once, over a number of connections that each wait for the answer. */
export const postsJob = z.object({
  port: z.number(),
  path: z.string(),
  connections: z.number(),
  bodies: z.array(z.string()),
});
export const postsAnswer = z.object({
  perSecond: z.number(),
  answers: z.array(z.object({ status: z.number(), body: z.string() })),
});

/** Asks for one thing again and again for a while. */
export const readsJob = z.object({
  port: z.number(),
  path: z.string(),
  connections: z.number(),
  milliseconds: z.number(),
  /** Of who is signed in. */
  cookie: z.string().optional(),
});
export const readsAnswer = z.object({
  perSecond: z.number(),
  /** How many answers were not 200. */
  failed: z.number(),
  /** Length of the last body. */
  bytes: z.number(),
});

/** One end of a conversation: where it connects, and as whom. */
const chatEnd = z.object({
  port: z.number(),
  namespace: z.string(),
  path: z.string(),
  auth: z.record(z.string(), z.union([z.string(), z.number()])),
  cookie: z.string().optional(),
});
export type ChatEnd = z.infer<typeof chatEnd>;

/** Conversations to send in: of each pair the first writes and the second hears. Connected once, under a name. */
export const chatJob = z.object({
  name: z.string(),
  pairs: z.array(z.tuple([chatEnd, chatEnd])),
  mode: z.enum(['saturated', 'paced']),
  warmUpMs: z.number(),
  milliseconds: z.number(),
});
export const chatAnswer = z.object({
  perSecond: z.number(),
  heardPerSecond: z.number(),
  p50: z.number(),
  p99: z.number(),
  /** Answers that were no yes. */
  failed: z.number(),
});

/** Connects all, so many at the same time, and keeps them idle until the worker is stopped. */
export const idleJob = z.object({
  ends: z.array(chatEnd),
  atOnce: z.number(),
  /** Ask for what was said too, as every page does. */
  replay: z.boolean(),
});
export const idleAnswer = z.object({ perSecond: z.number(), connected: z.number() });

export const attacks = ['form', 'questions', 'streams', 'bodies', 'holds'] as const;
/** Does one bad thing over and over until it is told to stop, from one network of IPv6. */
export const attackJob = z.object({ port: z.number(), attack: z.enum(attacks), holds: z.array(z.string()) });
/** Answered at once when it is under way; asked again, with how often each status came. */
export const attackAnswer = z.object({ statuses: z.record(z.string(), z.number()) });

/** Asks a server every 50 ms for next to nothing, as a visitor beside what goes on. Asked again, with the longest wait. */
export const watchJob = z.object({ url: z.string() });
export const watchAnswer = z.object({ longestMs: z.number(), asked: z.number() });
