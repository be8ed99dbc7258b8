import {
  amenities,
  bookers,
  messageLevels,
  modalities,
  organisationKinds,
  teamTasks,
} from '#db/schema/words.ts';
import type { Configuration } from '#server/configuration/types.ts';
import type { Language } from '#server/kernel/languages.ts';
import { shownDate } from '#server/kernel/readDate.ts';
import { sayHours } from '#server/openingHours/sayHours.ts';
import { weekHoursSchema } from '#server/openingHours/schema.ts';
import type { texts } from '../content/texts.ts';
import type { Difference } from './differences.ts';
import { sayAllTerms } from './terms/sayTerms.ts';

type T = ReturnType<typeof texts>;

/** What a field held before or after a change, in words. */
export function sayValue(
  { t, lang, all }: { t: T; lang: Language; all: Pick<Configuration, 'location'> },
  { kind, field }: Pick<Difference, 'kind' | 'field'>,
  value: unknown,
): string {
  if (kind === 'settings' && field === 'trajectTerms') return sayAllTerms(t, value);
  if (kind === 'closure' && field === 'location')
    return typeof value === 'string'
      ? (all.location.get(value)?.name ?? value)
      : t('beheer.change.everywhere');
  if (kind === 'organisation' && field === 'kind' && isKind(value))
    return t(`beheer.organisation.kind.${value}`);
  const task = kind === 'team' && field === 'task' ? teamTasks.find((one) => one === value) : undefined;
  if (task) return t(`beheer.team.task.${task}`);
  const booker =
    kind === 'topic' && field === 'bookableBy' ? bookers.find((one) => one === value) : undefined;
  if (booker) return t(`beheer.topic.bookable-by.${booker}`);
  const level =
    kind === 'topic' && field === 'messages' ? messageLevels.find((one) => one === value) : undefined;
  if (level) return t(`beheer.topic.messages.${level}`);
  if (field === 'modalities' && Array.isArray(value))
    return modalities
      .filter((one) => value.includes(one))
      .map((one) => t(`exceptions.modality.${one}`))
      .join(', ');
  if (field === 'amenities' && Array.isArray(value) && value.length > 0)
    return amenities
      .filter((one) => value.includes(one))
      .map((one) => t(`reach.amenity.${one}`))
      .join(', ');
  const hours = Array.isArray(value) && value.length > 0 ? weekHoursSchema.safeParse(value) : undefined;
  if (hours?.success)
    return sayHours(lang, hours.data)
      .filter(({ open }) => open)
      .map(({ days, times }) => `${days} ${times}`)
      .join('; ');
  return plainly(t, value);
}

function plainly(t: T, value: unknown): string {
  if (value === undefined || value === null || value === '') return t('beheer.change.nothing');
  if (typeof value === 'boolean') return t(value ? 'beheer.change.yes' : 'beheer.change.no');
  if (typeof value === 'string') return shownDate(value);
  if (Array.isArray(value))
    return value.length === 0 ? t('beheer.change.nothing') : value.map((one) => plainly(t, one)).join('; ');
  if (typeof value === 'object')
    return Object.values(value)
      .filter((one) => one !== null && one !== '')
      .map((one) => plainly(t, one))
      .join(', ');
  return String(value);
}

const isKind = (value: unknown): value is (typeof organisationKinds)[number] =>
  organisationKinds.some((kind) => kind === value);
