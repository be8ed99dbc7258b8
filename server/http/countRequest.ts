import type { Services } from '#server/http/context.ts';
import type { LimitResult } from '#server/kernel/limits/limits.ts';
import { usualLimits } from '#server/settings/schema.ts';

/** Counts a request that has to be computed, whatever it asks, against the networks that it comes from. Asks no database. */
export async function countRequest(
  { limits, roster }: Pick<Services, 'limits' | 'roster'>,
  address: string,
): Promise<LimitResult> {
  if (!limits.enabled) return { ok: true };
  const { requestsPerAddressPerMinute: most } = roster.known()?.settings.limits ?? usualLimits;
  return limits.consumeFrom(limits.networkKeys(address), { name: 'requests', most, perSeconds: 60 });
}
