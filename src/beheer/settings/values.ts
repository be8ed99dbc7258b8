import { readDate } from '#server/kernel/readDate.ts';
import { writtenTime } from '#server/kernel/readTime.ts';
import { groupHours } from '#server/openingHours/groupHours.ts';
import { type HoursPart, weekHoursSchema } from '#server/openingHours/schema.ts';
import { type FormValues, typed } from '#ui/form.ts';
import type { Column, FieldGroup, PlainField, SettingField } from './fieldKinds.ts';
import { fieldsOf, groupsOf, type SettingsPage } from './fields.ts';

// What stands in the fields of a page of settings, out of the settings and back.

type Rows = Extract<SettingField, { kind: 'rows' }>;

/** Texts by the names of fields. */
export type Typed = Readonly<Record<string, string>>;

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
/** So many parts of a day can be typed, as before and after a break. */
const partsOfDay = 2;
/** Rows to fill in behind those that are there. */
const spareRows = 2;

type Value = unknown;
type Tree = { [name: string]: Value };

const isTree = (value: Value): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a path like `chat/hours`. */
export function valueAt(values: Value, path: string): Value {
  return path.split('/').reduce<Value>((at, name) => (isTree(at) ? at[name] : undefined), values);
}

function put(values: Tree, path: string, value: Value): void {
  const [first = '', ...rest] = path.split('/');
  if (rest.length === 0) {
    if (value !== undefined) values[first] = value;
    return;
  }
  const below = values[first];
  const tree: Tree = isTree(below) ? below : {};
  values[first] = tree;
  put(tree, rest.join('/'), value);
}

/** The fields of a page as the settings fill them in. */
export function filledIn(page: SettingsPage, settings: Value): Typed {
  return Object.assign({}, ...fieldsOf(page).map((field) => typedOf(field, valueAt(settings, field.path))));
}

function typedOf(field: SettingField, value: Value): Typed {
  const { path } = field;
  if (field.kind === 'hours') return typedHours(path, value);
  if (field.kind === 'lines') return { [path]: Array.isArray(value) ? value.join('\n') : '' };
  // Of what is not there yet the first answer stands ready.
  if (field.kind === 'choice') return { [path]: plainText(value) || (field.options[0]?.value ?? '') };
  if (field.kind !== 'rows') return { [path]: plainText(value) };
  const rows: Value[] = Array.isArray(value) ? value : [];
  return Object.assign(
    {},
    ...rows.flatMap((row, at) =>
      field.columns.map((column) => ({
        [`${path}/${at}/${column.path}`]: plainText(valueAt(row, column.path)),
      })),
    ),
  );
}

function plainText(value: Value): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export const hourField = (path: string, weekday: number, part: number, side: 'from' | 'until'): string =>
  `${path}/${weekday}/${part}/${side}`;

/** The ISO weekday of such a field. */
export const dayOfHour = (path: string, field: string): number =>
  Number(field.slice(path.length + 1, path.length + 2));

function typedHours(path: string, value: Value): Typed {
  const hours = weekHoursSchema.safeParse(value).data ?? [];
  const fields: Record<string, string> = {};
  for (const { weekdays: days, times } of groupHours(hours))
    for (const day of days)
      for (const [part, { from, until }] of times.entries()) {
        fields[hourField(path, day, part, 'from')] = from;
        fields[hourField(path, day, part, 'until')] = until;
      }
  return fields;
}

/** How many parts of a day have fields: two, or more where more are known. */
export function partsShown(fields: Typed, path: string): number {
  const known = weekdays.flatMap((day) =>
    [...Array(12).keys()].filter((part) => hourField(path, day, part, 'from') in fields),
  );
  return Math.max(partsOfDay, ...known.map((part) => part + 1));
}

/** How many rows have fields: those that are filled in and some more, as far as there may be. */
export function rowsShown(fields: Typed, { path, most, columns }: Rows): number {
  const filled = [...Array(most).keys()].filter((at) =>
    columns.some((column) => (fields[`${path}/${at}/${column.path}`] ?? '') !== ''),
  );
  return Math.min(most, Math.max(-1, ...filled) + 1 + spareRows);
}

/** Whether more rows are kept than a page has room for, as a file can bring them in: saving would lose the last of them. */
export const holdsMore = (page: SettingsPage, settings: Value): boolean =>
  fieldsOf(page).some((field) => {
    const rows = field.kind === 'rows' ? valueAt(settings, field.path) : undefined;
    return field.kind === 'rows' && Array.isArray(rows) && rows.length > field.most;
  });

/** Whether a name is of a field of a page. */
export const isFieldOf = (page: SettingsPage, name: string): boolean =>
  fieldsOf(page).some(({ path }) => name === path || name.startsWith(`${path}/`));

/** All texts that a form sent, of the fields of its page. */
export function typedIn(page: SettingsPage, values: FormValues): Typed {
  const names = Object.keys(values).filter((name) => isFieldOf(page, name));
  const sent = Object.fromEntries(names.map((name) => [name, sentText(values, name)]));
  return Object.assign(
    {},
    sent,
    ...fieldsOf(page).map((field) => (field.kind === 'rows' ? closeUp(field, sent) : {})),
  );
}

/** What a field sent; of boxes that are ticked all, with commas. */
function sentText(values: FormValues, name: string): string {
  const value = values[name];
  return Array.isArray(value) ? value.map(String).join(',') : (typed(values, name) ?? '');
}

/** Rows without empty ones between them, so that the place of a row is that of its fields. */
function closeUp({ path, most, columns }: Rows, sent: Typed): Typed {
  // One more than there may be: that is told, and never left out in silence.
  const all = [...Array(most + 1).keys()].map((at) =>
    columns.map((column) => sent[`${path}/${at}/${column.path}`] ?? ''),
  );
  const filled = all.filter((row) => row.some((text) => text.trim() !== ''));
  return Object.fromEntries(
    all.flatMap((_, at) =>
      columns.map((column, place) => [`${path}/${at}/${column.path}`, filled[at]?.[place] ?? '']),
    ),
  );
}

/**
 * The values of the part of a page, for the schema of the settings to judge. What is empty and need not be is null or not
 * there. `today` is an ISO date: days may be typed as people say them.
 */
export function givenOf(page: SettingsPage, fields: Typed, today: string): Tree {
  const given: Tree = {};
  for (const group of groupsOf(page)) {
    if (group.nothing !== undefined && isEmpty(group, fields)) {
      put(given, group.nothing, null);
      continue;
    }
    for (const field of group.fields) {
      if (field.when && !field.when.is.includes(fields[field.when.path] ?? '')) continue;
      put(given, field.path, givenField(field, fields, today));
    }
  }
  return given;
}

const isEmpty = ({ fields: all }: FieldGroup, fields: Typed): boolean =>
  all.every(({ kind, path }) => kind === 'choice' || (fields[path] ?? '').trim() === '');

function givenField(field: SettingField, fields: Typed, today: string): Value {
  const { path } = field;
  if (field.kind === 'hours') return givenHours(path, fields);
  if (field.kind === 'lines') return linesOf(fields[path] ?? '');
  if (field.kind !== 'rows') return givenPlain(field, fields[path] ?? '', today);
  const rows = [...Array(field.most + 1).keys()].filter((at) =>
    field.columns.some((column) => (fields[`${path}/${at}/${column.path}`] ?? '').trim() !== ''),
  );
  return rows.map((at) => {
    const row: Tree = {};
    for (const column of field.columns)
      put(row, column.path, givenPlain(column, fields[`${path}/${at}/${column.path}`] ?? '', today));
    return row;
  });
}

const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

function givenPlain(field: PlainField | Column, text: string, today: string): Value {
  const trimmed = text.trim();
  if (field.kind === 'number') return /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : trimmed;
  if (field.kind === 'date' && trimmed !== '') return readDate(trimmed, today, { ahead: true }) ?? trimmed;
  if (field.kind === 'yes-no') return trimmed === 'yes' ? true : trimmed === 'no' ? false : trimmed;
  if (field.kind === 'ticks') return trimmed.split(',').filter(Boolean);
  if (trimmed !== '' || !('empty' in field)) return trimmed;
  return field.empty === 'null' ? null : undefined;
}

/** Parts of days; those that several days have in common are one. */
function givenHours(path: string, fields: Typed): HoursPart[] {
  const parts = new Map<string, HoursPart>();
  for (const day of weekdays)
    for (let part = 0; part < 12; part++) {
      const from = writtenTime(fields[hourField(path, day, part, 'from')] ?? '');
      const until = writtenTime(fields[hourField(path, day, part, 'until')] ?? '');
      if (from === '' && until === '') continue;
      const key = `${from} ${until}`;
      const known = parts.get(key);
      if (known) known.weekdays.push(day);
      else parts.set(key, { weekdays: [day], from, until });
    }
  return [...parts.values()];
}

/** The field of a page at which a path of the settings points: hours have a field for each day. */
export function fieldAt(page: SettingsPage, path: readonly (string | number)[], given: Value): string {
  const whole = path.join('/');
  const hours = fieldsOf(page).find((field) => field.kind === 'hours' && whole.startsWith(field.path));
  if (hours) return hourFieldOf(hours.path, whole.slice(hours.path.length + 1).split('/'), given);
  return whole;
}

function hourFieldOf(path: string, [at = '', side]: readonly string[], given: Value): string {
  const parts = valueAt(given, path);
  const part: Value = Array.isArray(parts) ? parts[Number(at)] : undefined;
  const days = valueAt(part, 'weekdays');
  const day: Value = Array.isArray(days) ? days[0] : undefined;
  const shown = typeof day === 'number' ? day : 1;
  return hourField(path, shown, 0, side === 'until' ? 'until' : 'from');
}
