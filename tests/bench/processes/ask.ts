import { z } from 'zod';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { topic } from './gemeente.ts';

const slotsBody = z.object({
  slots: z.array(
    z.object({ start: z.string(), location: z.string(), modality: z.string(), available: z.number() }),
  ),
});

/** The path that asks for the free times of some days, from today unless told otherwise. */
export function slotsPath(query: { from?: string; days: number; location?: string; modality?: string }) {
  const { from = dateInAmsterdam(Date.now()), days, ...rest } = query;
  return `/api/v1/slots?${new URLSearchParams({ topic, from, to: addDays(from, days - 1), ...rest })}`;
}

/** The free times as a server on this machine tells them. */
export async function slotsAt(port: number, path: string) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return slotsBody.parse(await response.json()).slots;
}

/** The same, for some days. */
export function slotsOf(port: number, query: Parameters<typeof slotsPath>[0]) {
  return slotsAt(port, slotsPath(query));
}
