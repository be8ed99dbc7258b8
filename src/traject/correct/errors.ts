import { type PageErrors, pageErrors, sayErrors } from '#ui/errors.ts';
import { type TextKey, texts } from '../../content/texts.ts';
import { sayToStaff } from '../../desk/errors.ts';
import { guardianField, guardianParts, personFields } from './fields.ts';
import type { NotCorrected } from './refusals.ts';

/** Words of this page; for others those of the desk. */
const messages: Readonly<Record<string, TextKey>> = {
  'one-letter': 'correct.error.one-letter',
  'birth-date-invalid': 'correct.error.birth-date-invalid',
  'birthdate-future': 'correct.error.birthdate-future',
  'age-too-young': 'correct.error.age-too-young',
  'age-too-old': 'correct.error.age-too-old',
  'guardian-name-required': 'correct.error.guardian-name-required',
  'bsn-invalid': 'correct.error.bsn-invalid',
  'bsn-off': 'correct.error.bsn-off',
  'form-broken': 'correct.error.broken',
};

/** What was wrong, in words and in the order of the page. `keys`: the parents that were sent, as `guardianKeys` has them. */
export function correctErrors(
  refused: NotCorrected | { ok: true } | undefined,
  keys: readonly string[],
): PageErrors {
  if (!refused || refused.ok) return pageErrors([]);
  const t = texts();
  if (refused.error !== 'invalid') return pageErrors([{ message: t(`correct.error.${refused.error}`) }]);
  const parents = keys.flatMap((key, at) =>
    guardianParts.map((part) => [`guardians.${at}.${part}`, guardianField(key, part)] as const),
  );
  const names = Object.fromEntries(parents);
  const fields = [...personFields, ...Object.values(names), 'bsn'];
  const say = (message: string) => {
    const key = messages[message];
    return key ? t(key) : sayToStaff(message);
  };
  return pageErrors(sayErrors(refused.errors, { fields, names, say }));
}
