import { usualModalities } from '#db/schema/words.ts';
import { hasLabel, labelOf } from './labels.ts';
import type { SubjectForm } from './subjectStep.ts';
import {
  dateOf,
  type Fields,
  hourField,
  hourFields,
  hourRows,
  hoursOf,
  listOf,
  numberOf,
  orNull,
  textOf,
} from './values.ts';

// How each kind is filled in: the fields of a form beside what the setup file would say.

const hoursNames = ['openingHours', 'walkInHours'] as const;

export const locationForm: SubjectForm<'location'> = {
  kind: 'location',
  fields: (value) => ({
    ...textsOf(value, locationTexts),
    modalities: value?.modalities ?? usualModalities,
    amenities: value?.amenities ?? [],
    phone: value?.phone ?? '',
    closedUntil: value?.closedUntil ?? '',
    position: value?.position?.toString() ?? '',
    ...hourFields('openingHours', value?.openingHours),
    ...hourFields('walkInHours', value?.walkInHours),
  }),
  given: (fields, today) => ({
    ...given(fields, locationTexts),
    modalities: listOf(fields, 'modalities'),
    amenities: listOf(fields, 'amenities'),
    phone: orNull(fields, 'phone'),
    closedUntil: dateOf(fields, 'closedUntil', today),
    openingHours: hoursOf(fields, 'openingHours'),
    walkInHours: hoursOf(fields, 'walkInHours'),
    ...position(fields),
  }),
  field(path, fields, t) {
    const [first] = path;
    const hours = hoursNames.find((name) => name === first);
    if (!hours || path.length < 2) return plainField('location')(path, fields, t);
    const name = hourField(fields, hours, path);
    const number = (hourRows(fields, hours)[Number(path[1])]?.at ?? 0) + 1;
    return { name, label: t('beheer.hours.problem', { hours: labelOf(t, 'location', hours), number }) };
  },
};

const locationTexts = [
  'name',
  'neighbourhood',
  'address',
  'directions',
  'directionsEn',
  'accessibility',
  'accessibilityEn',
  'facilities',
  'facilitiesEn',
] as const;

const topicTexts = ['label', 'labelEn', 'hint', 'hintEn', 'bring', 'bringEn'] as const;

export const topicForm: SubjectForm<'topic'> = {
  kind: 'topic',
  fields: (value) => ({
    ...textsOf(value, topicTexts),
    durationMinutes: (value?.durationMinutes ?? 45).toString(),
    gridMinutes: (value?.gridMinutes ?? 15).toString(),
    bufferBeforeMinutes: (value?.bufferBeforeMinutes ?? 0).toString(),
    bufferAfterMinutes: (value?.bufferAfterMinutes ?? 0).toString(),
    bookableBy: value?.bookableBy ?? 'everybody',
    messages: value?.messages ?? 'full',
    position: value?.position?.toString() ?? '',
  }),
  given: (fields) => ({
    ...given(fields, topicTexts),
    durationMinutes: numberOf(fields, 'durationMinutes'),
    gridMinutes: numberOf(fields, 'gridMinutes'),
    bufferBeforeMinutes: numberOf(fields, 'bufferBeforeMinutes'),
    bufferAfterMinutes: numberOf(fields, 'bufferAfterMinutes'),
    bookableBy: textOf(fields, 'bookableBy'),
    messages: textOf(fields, 'messages'),
    ...position(fields),
  }),
  field: plainField('topic'),
};

export const closureForm: SubjectForm<'closure'> = {
  kind: 'closure',
  fields: (value) => ({
    name: value?.name ?? '',
    from: value?.from ?? '',
    until: value && value.until !== value.from ? value.until : '',
    location: value?.location ?? '',
  }),
  given(fields, today) {
    const from = dateOf(fields, 'from', today) ?? '';
    const location = textOf(fields, 'location');
    return {
      name: textOf(fields, 'name'),
      from,
      until: dateOf(fields, 'until', today, from) ?? from,
      ...(location !== '' && { location }),
    };
  },
  field: plainField('closure'),
};

export const teamForm: SubjectForm<'team'> = {
  kind: 'team',
  fields: (value) => ({
    name: value?.name ?? '',
    organisation: value?.organisation ?? '',
    task: value?.task ?? '',
  }),
  given(fields) {
    const [organisation, task] = [textOf(fields, 'organisation'), textOf(fields, 'task')];
    return {
      name: textOf(fields, 'name'),
      ...(organisation !== '' && { organisation }),
      ...(task !== '' && { task }),
    };
  },
  field: plainField('team'),
};

export const organisationForm: SubjectForm<'organisation'> = {
  kind: 'organisation',
  fields: (value) => ({
    name: value?.name ?? '',
    kind: value?.kind ?? '',
    'contact.function': value?.contact?.function ?? '',
    'contact.email': value?.contact?.email ?? '',
    'contact.phone': value?.contact?.phone ?? '',
  }),
  given(fields) {
    const email = orNull(fields, 'contact.email');
    const phone = orNull(fields, 'contact.phone');
    const called = textOf(fields, 'contact.function');
    const isSaid = called.trim() !== '' || email !== null || phone !== null;
    return {
      name: textOf(fields, 'name'),
      kind: textOf(fields, 'kind'),
      contact: isSaid ? { function: called, email, phone } : null,
    };
  },
  field: plainField('organisation'),
};

/** A problem in a field of that name, or in one of which the name has two parts. */
function plainField<Kind extends 'location' | 'topic' | 'closure' | 'team' | 'organisation'>(
  kind: Kind,
): SubjectForm<Kind>['field'] {
  return (path, _, t) => {
    const names = [path.slice(0, 2).join('.'), String(path[0] ?? '')];
    const name = names.find((one) => hasLabel(kind, one));
    return name === undefined ? undefined : { name, label: labelOf(t, kind, name) };
  };
}

type Texts<Name extends string> = { [Field in Name]?: string | undefined };

const textsOf = <Name extends string>(value: Texts<Name> | null, names: readonly Name[]): Fields =>
  Object.fromEntries(names.map((name) => [name, value?.[name] ?? '']));

const given = (fields: Fields, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, textOf(fields, name)]));

/** Left empty it stays where it is, or comes last. */
const position = (fields: Fields) =>
  textOf(fields, 'position').trim() === '' ? {} : { position: numberOf(fields, 'position') };
