import { z } from 'zod';

/** To a floor: where it finds what it needs. Answered with the port on which it listens. */
export const listening = z.object({ port: z.number() });
export const bookingFloorJob = z.object({ databaseUrl: z.string() });
export const slotsFloorJob = z.object({ headers: z.record(z.string(), z.string()), body: z.string() });

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
