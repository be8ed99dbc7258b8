import { type correctedFields, languages, reachWays } from '#db/schema/words.ts';
import { showPhone } from '#server/booking/contact.ts';
import { wording } from '#ui/wording.ts';
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
  return t('record.correction', {
    field: label,
    before: sayValue(field, before),
    after: sayValue(field, after),
  });
}

/** What stood there as people read it. */
function sayValue(field: Correction['field'], value: string | null): string {
  const t = texts();
  if (value === null) return t('record.correction.nothing');
  if (field === 'birth-date') return wording('nl').dateOfDate(value);
  if (field === 'phone') return showPhone(value);
  if (field === 'secret-address') return t(value === 'true' ? 'record.yes' : 'record.no');
  const way = field === 'reach-by' ? reachWays.find((one) => one === value) : undefined;
  if (way) return t(`traject.reach.${way}`);
  const language = field === 'language' ? languages.find((one) => one === value) : undefined;
  return language ? t(`traject.language.${language}`) : value;
}
