import { modalities, weekParities } from '#db/schema/words.ts';
import { writtenTime } from '#server/kernel/readTime.ts';
import { readVersion, versionField } from '#server/kernel/version.ts';
import type { Draft, DraftAction, DraftPart } from './draft.ts';

// How the draft stands in the form. The same in the browser and on the server.

export const fieldNames = {
  from: 'from',
  until: 'until',
  topic: 'topic',
  week: 'week',
  version: versionField,
  action: 'action',
} as const;

type PartField = 'weekday' | 'weeks' | 'from' | 'until' | 'location' | 'modalities';
const partNames: Record<PartField, string> = {
  weekday: 'weekday',
  weeks: 'weeks',
  from: 'from',
  until: 'until',
  location: 'location',
  modalities: 'modality',
};

/** Name, and id, of a field of a part. */
export const partField = (key: number, field: PartField) => `part-${key}-${partNames[field]}`;
/** Name of the choice where a day is copied to. */
export const copyField = (weekday: number) => `copy-${weekday}`;
/** The value of that choice for Monday to Friday. */
export const toWorkdays = 'workdays';

/** The value of a button. */
export const actionValue = {
  save: 'save',
  look: 'look',
  add: (weekday: number) => `add-${weekday}`,
  remove: (key: number) => `remove-${key}`,
  copy: (weekday: number) => `copy-${weekday}`,
  same: (weeks: 'even' | 'oneven') => `same-${weeks}`,
} as const;

export type Entries = readonly (readonly [name: string, value: string])[];

/** More parts than anybody has are not read: the check says that there are too many before that. */
const mostRead = 60;

/** The draft in what a form sent, as far as it is there. */
export function readDraft(entries: Entries): Draft {
  const value = (name: string) => entries.find(([other]) => other === name)?.[1] ?? '';
  const keys = new Set(
    entries.flatMap(([name]) => {
      const [, key] = /^part-(\d{1,4})-weekday$/.exec(name) ?? [];
      return key === undefined ? [] : [Number(key)];
    }),
  );
  const parts = [...keys].slice(0, mostRead).map((key): DraftPart => {
    const of = (field: PartField) => value(partField(key, field));
    const chosen = entries.flatMap(([name, one]) => (name === partField(key, 'modalities') ? [one] : []));
    return {
      key,
      weekday: Math.min(7, Math.max(1, Math.trunc(Number(of('weekday'))) || 1)),
      weeks: weekParities.find((weeks) => weeks === of('weeks')) ?? 'alle',
      from: writtenTime(of('from')),
      until: writtenTime(of('until')),
      location: of('location'),
      modalities: modalities.filter((modality) => chosen.includes(modality)),
    };
  });
  return {
    from: value(fieldNames.from).trim(),
    until: value(fieldNames.until).trim(),
    parts,
    topic: value(fieldNames.topic),
    week: value(fieldNames.week),
    version: readVersion(value(fieldNames.version)),
  };
}

/** The same as a form would send it. */
export function writeDraft(draft: Draft): [string, string][] {
  const { from, until, topic, week, version } = draft;
  const whole: [string, string][] = [
    [fieldNames.from, from],
    [fieldNames.until, until],
    [fieldNames.topic, topic],
    [fieldNames.week, week],
    [fieldNames.version, String(version)],
  ];
  const parts = draft.parts.flatMap((part): [string, string][] => [
    [partField(part.key, 'weekday'), String(part.weekday)],
    [partField(part.key, 'weeks'), part.weeks],
    [partField(part.key, 'from'), part.from],
    [partField(part.key, 'until'), part.until],
    [partField(part.key, 'location'), part.location],
    ...part.modalities.map((way): [string, string] => [partField(part.key, 'modalities'), way]),
  ]);
  return [...whole, ...parts];
}

/** What the pressed button does to the draft; null for one that saves or shows. */
export function readAction(button: string, entries: Entries): DraftAction | null {
  const [, kind, rest = ''] = /^(add|remove|copy|same)-(\w+)$/.exec(button) ?? [];
  const number = /^\d{1,4}$/.test(rest) ? Number(rest) : null;
  const weekday = number !== null && number >= 1 && number <= 7 ? number : null;
  if (kind === 'add' && weekday !== null) return { kind: 'add', weekday };
  if (kind === 'remove' && number !== null) return { kind: 'remove', key: number };
  if (kind === 'same' && (rest === 'even' || rest === 'oneven')) return { kind: 'same', weeks: rest };
  if (kind !== 'copy' || weekday === null) return null;
  const to = entries.find(([name]) => name === copyField(weekday))?.[1] ?? toWorkdays;
  return { kind: 'copy', weekday, to: /^[1-7]$/.test(to) ? Number(to) : 'workdays' };
}
