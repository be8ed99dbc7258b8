import type { TakenChange } from '#server/configuration/read.ts';
import { isSettingsPart } from '#server/settings/parts.ts';
import type { texts } from '../content/texts.ts';
import { differencesOf } from './differences.ts';
import { labelOf } from './labels.ts';

type T = ReturnType<typeof texts>;

/** What a change did, in a few words: "Naam, Adres veranderd". */
export function sayChange(t: T, { kind, before, after, undoes }: TakenChange): string {
  if (undoes !== null) return t('beheer.history.undone');
  if (before === null) return t('beheer.history.added');
  if (after === null) return t('beheer.history.removed');
  const fields = differencesOf(kind, before, after).map(({ field }) => labelOf(t, kind, field));
  return t('beheer.history.changed', { fields: fields.join(', ') });
}

/** What the thing that was changed is called: as it was, where it is gone. Of settings the name of their part. */
export function nameOf(
  t: T,
  { kind, subject, before, after }: Pick<TakenChange, 'kind' | 'subject' | 'before' | 'after'>,
): string {
  if (kind === 'settings') return isSettingsPart(subject) ? t(`beheer.settings.${subject}`) : subject;
  const value = after ?? before;
  const named = typeof value === 'object' && value !== null ? value : {};
  const name = 'name' in named ? named.name : 'label' in named ? named.label : undefined;
  return typeof name === 'string' ? name : subject;
}
