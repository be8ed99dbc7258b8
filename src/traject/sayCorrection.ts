import type { correctedFields } from '#db/schema/words.ts';
import { texts } from '../content/texts.ts';

interface Correction {
  field: (typeof correctedFields)[number];
  before: string | null;
  after: string | null;
}

/** `Voornaam: was Jordi, is nu Jordy`; of what is not kept twice only that it was corrected. */
export function sayCorrection({ field, before, after }: Correction): string {
  const t = texts();
  const label = t(`correct.field.${field}`);
  if (before === null && after === null) return t('record.correction.kept', { field: label });
  const nothing = t('record.correction.nothing');
  return t('record.correction', { field: label, before: before ?? nothing, after: after ?? nothing });
}
