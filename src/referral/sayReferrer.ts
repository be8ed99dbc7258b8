import type { Referrer } from '#server/referral/types.ts';
import type { texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

/** Who referred, within a sentence: "Youssef van De Brug". */
export function sayReferrer(t: T, { name, organisation }: Pick<Referrer, 'name' | 'organisation'>): string {
  if (name !== null && organisation !== null) return t('referred.who', { name, organisation });
  return name ?? organisation ?? t('referred.who.somebody');
}
