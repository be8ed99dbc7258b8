import { z } from 'zod';
import type { Seals } from '#server/kernel/seals.ts';

// A burgerservicenummer (Wabb art. 10): kept only while a setting names its ground, sealed at rest, and shown whole to who asks for it.

/** Nine digits that pass the elfproef: weighed 9 to 2 and -1 they add up to a multiple of 11. */
export function isBsn(digits: string): boolean {
  if (!/^\d{9}$/.test(digits) || digits === '000000000') return false;
  const sum = [...digits].reduce((all, digit, at) => all + Number(digit) * (at === 8 ? -1 : 9 - at), 0);
  return sum % 11 === 0;
}

/** As people type it: with spaces or points between, and of an old one without the zero before it. */
export const bsnSchema = z
  .string()
  .max(40, { error: 'bsn-invalid' })
  .transform((text) => text.replaceAll(/[\s.-]/g, '').replace(/^(\d{8})$/, '0$1'))
  .refine(isBsn, { error: 'bsn-invalid' });

/** `••••••782`: no more than the last three digits. */
export const maskBsn = (bsn: string): string => `••••••${bsn.slice(-3)}`;

/** What is stored for a jongere, opened; null for none, and for what was sealed under another secret. */
export const openBsn = (
  { seals }: { seals: Seals },
  { id, sealed }: { id: string; sealed: string | null },
): string | null => (sealed === null ? null : seals.open('bsn', id, sealed));
