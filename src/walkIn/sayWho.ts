import type { texts } from '../content/texts.ts';

/** A first name, or "Nummer 12" for who gave none. */
export const sayWho = (
  t: ReturnType<typeof texts>,
  { firstName, number }: { firstName: string | null; number: number },
): string => firstName ?? t('line.screen.number', { number });
