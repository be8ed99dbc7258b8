import type { Seals } from '#server/kernel/seals.ts';

// A burgerservicenummer (Wabb art. 10), sealed at rest. Nothing writes one yet: that needs a setting that names its ground.

/** What is stored for a jongere, opened; null for none, and for what was sealed under another secret. */
export const openBsn = (
  { seals }: { seals: Seals },
  { id, sealed }: { id: string; sealed: string | null },
): string | null => (sealed === null ? null : seals.open('bsn', id, sealed));
