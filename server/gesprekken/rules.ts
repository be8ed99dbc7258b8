import type { appointmentStatuses, invitationEnds, outcomes } from '#db/schema/words.ts';

// When an invitation opens something, and how a gesprek stands. Pure; also runs in a browser.

/** Why a link opens nothing any more; `closed`: the traject is over. */
export type InvitationOver = 'expired' | (typeof invitationEnds)[number];

export interface InvitationFacts {
  /** Epoch ms. */
  expiresAt: number;
  endedWhy: (typeof invitationEnds)[number] | null;
  /** Whether its traject is open. */
  isOpen: boolean;
}

/** Why an invitation opens nothing at an instant (epoch ms); null while it does. */
export function overBecause(
  { expiresAt, endedWhy, isOpen }: InvitationFacts,
  now: number,
): InvitationOver | null {
  // Of a traject that is over, a newer link would open nothing either.
  if (!isOpen) return 'closed';
  if (endedWhy !== null) return endedWhy;
  return now >= expiresAt ? 'expired' : null;
}

/** How an afspraak stands for the traject that it belongs to: `off` will not be, `missed` is a no-show. */
export type GesprekStand = 'planned' | 'held' | 'missed' | 'off';

export function standOf({
  status,
  outcome,
}: {
  status: (typeof appointmentStatuses)[number];
  outcome: (typeof outcomes)[number] | null;
}): GesprekStand {
  if (status === 'cancelled') return 'off';
  if (outcome === 'niet-verschenen') return 'missed';
  return outcome === 'geweest' ? 'held' : 'planned';
}

/** What is kept of how a gesprek stood, to see that it stands otherwise; `on` is its date (ISO). */
export const standWord = (stand: GesprekStand, on: string): string =>
  stand === 'planned' ? `planned ${on}` : stand;
