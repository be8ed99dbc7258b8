import { addDays } from '#server/kernel/time.ts';
import type { Modality } from '#server/slots/schema.ts';

/** Whose free times are shown. */
export interface StartsQuery {
  topic: string;
  modality: Modality;
  location?: string | undefined;
  /** The word of the only casemanager whose times are shown. */
  casemanager?: string | undefined;
}

/** Part of the answer of GET /api/v1/slots. */
interface Answer {
  slots: { start: string }[];
}

/** The server answered that it cannot say: asking for the page itself gets a clear answer. */
export class Refused extends Error {}

/**
 * The free times (epoch ms, in order, each once) of whole weeks, by their Mondays, both included.
 * @throws Refused, or a TypeError when there is no connection.
 */
export async function fetchStarts(
  { topic, modality, location, casemanager }: StartsQuery,
  from: string,
  to: string,
) {
  const query = new URLSearchParams({ topic, from, to: addDays(to, 6), modality });
  if (location !== undefined) query.set('location', location);
  if (casemanager !== undefined) query.set('casemanager', casemanager);
  const answer = await fetch(`/api/v1/slots?${query}`);
  if (!answer.ok) throw new Refused(`expected free times, got ${answer.status}`);
  const { slots }: Answer = await answer.json();
  return [...new Set(slots.map(({ start }) => Date.parse(start)))];
}
