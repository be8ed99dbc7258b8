import { z } from 'zod';
import type { Seals } from '#server/kernel/seals.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Settings } from '#server/settings/schema.ts';
import type { Ctx } from './context.ts';

// A burgerservicenummer (Wabb art. 10), which a gemeente keeps only while a setting names its ground. Sealed at rest. Decision 0087.

/** Whether a number of nine digits passes the test of eleven, as each burgerservicenummer does. */
export function passesEleven(number: string): boolean {
  const sum = [...number].reduce(
    (total, digit, index) => total + Number(digit) * (index === 8 ? -1 : 9 - index),
    0,
  );
  return sum % 11 === 0;
}

/** As people type it, with points or spaces; nine digits, of which an old one begins with a zero that some leave out. */
export const bsnSchema = z
  .string({ error: 'bsn-invalid' })
  .max(40, { error: 'bsn-invalid' })
  .transform((text) => text.replaceAll(/[\s.]/g, '').replace(/^\d{8}$/, '0$&'))
  .refine((text) => /^(?!0{9})\d{9}$/.test(text) && passesEleven(text), { error: 'bsn-invalid' });

/** Whether numbers are kept on a date (ISO): a ground is named, and its day has come. */
export const keepsBsn = ({ trajecten: { bsn } }: Pick<Settings, 'trajecten'>, today: string): boolean =>
  bsn !== null && bsn.since <= today;

/** What is stored for a jongere, opened; null for none, and for what was sealed under another secret. */
export const openBsn = (
  { seals }: { seals: Seals },
  { id, sealed }: { id: string; sealed: string | null },
): string | null => (sealed === null ? null : seals.open('bsn', id, sealed));

/** A number as it is stored for a jongere, by their id. */
export const sealBsn = ({ seals }: { seals: Seals }, { id, bsn }: { id: string; bsn: string }): string =>
  seals.seal('bsn', id, bsn);

/** What the page shows of it before somebody asks: the last two digits, so that one can tell which number it is. */
export const maskBsn = (bsn: string): string => `${'•'.repeat(bsn.length - 2)}${bsn.slice(-2)}`;

const idsSchema = z.array(z.object({ id: z.uuid() }));

/** Takes away all numbers. Part of a write, by who took the ground away. */
export async function wipeBsns(w: Write<Ctx>): Promise<void> {
  const rows = await w.tx`
    update jongeren set sealed_bsn = null, version = version + 1 where sealed_bsn is not null returning id`;
  w.recordAll(
    idsSchema.parse([...rows]).map(({ id }) => ({ about: { kind: 'jongere', id }, what: 'bsn-removed' })),
  );
}
