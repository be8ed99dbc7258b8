import type { WebhookEvent } from './rules.ts';

/** What a system is to hear, as it stands in the database. */
export interface EventFacts {
  id: string;
  event: WebhookEvent;
  subject: string;
  /** Epoch ms. */
  at: number;
  data: Record<string, unknown>;
}

/** An event of CloudEvents 1.0, by the Dutch government profile (NL GOV profile for CloudEvents 1.1), in the order of that. */
export interface CloudEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  data: Record<string, unknown>;
}

/** Of which organisation an event is: a number of the OIN register, or the address of the site. */
export const sourceOf = (oin: string | null, publicUrl: string): string =>
  oin === null ? publicUrl : `urn:nld:oin:${oin}:systeem:doorstart`;

/** The same text each time: whoever gets it twice can tell. */
export function cloudEvent({ id, event, subject, at, data }: EventFacts, source: string): CloudEvent {
  return {
    specversion: '1.0',
    id,
    source,
    type: `nl.doorstart.${event}`,
    subject,
    time: new Date(at).toISOString(),
    datacontenttype: 'application/json',
    data,
  };
}
