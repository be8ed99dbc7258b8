import type { IncomingMessage } from 'node:http';
import type { Services } from '#server/http/context.ts';
import { createOpenStream, type News, type OpenStream } from './openStream.ts';

/** A stream of events: `change` tells that free times may differ. */
export type LiveSlots = OpenStream;

const usually: News = {
  isAbout: (change) => change === null || Boolean(change.roster || change.agenda),
  gatherMs: 200,
  beatMs: 15_000,
  // Holds expire and times pass without any notification.
  sweepMs: 60_000,
};

/** Serves GET /live/slots. Created once per process. */
export const createSlotStream = (
  services: Services,
  addressOf: (req: IncomingMessage) => string,
  bounds: Partial<Omit<News, 'isAbout'>> = {},
): LiveSlots => createOpenStream(services, addressOf, { ...usually, ...bounds });
