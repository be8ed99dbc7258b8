import { z } from 'zod';
import { showPhone } from '#server/booking/contact.ts';
import { readDate as readAnyDate, shownDate } from '#server/kernel/readDate.ts';
import { readDate } from '#server/startkwalificatie/date.ts';
import type { TrajectPerson } from '#server/trajecten/readTrajectPerson.ts';
import { type FormValues, optional, typed } from '#ui/form.ts';

// What the page on which a jongere is corrected asks, and how it goes to the verb. Pure.

/** By the name of a field what stands in it. */
export type Fields = Readonly<Record<string, string>>;

/** The fields of who they are and how they are reached, from top to bottom. */
export const personFields = [
  ...(['firstName', 'infix', 'lastName', 'birthDate', 'residence', 'address', 'secretAddress'] as const),
  ...(['phone', 'email', 'reachBy', 'reachNote', 'language', 'interpreter'] as const),
] as const;
export const guardianParts = ['name', 'phone', 'email', 'reachNote'] as const;

/** Of one of the parents, by their id; of one who is added `new`. */
export const guardianField = (key: string, part: (typeof guardianParts)[number]): string =>
  `guardian.${key}.${part}`;
export const numberField = (enrolment: string): string => `number.${enrolment}`;

/** What is kept, as the fields show it. */
export function fieldsOf(person: TrajectPerson): Fields {
  const phone = (number: string | null) => (number === null ? '' : showPhone(number));
  const fields: Record<string, string> = {
    firstName: person.firstName,
    infix: person.infix ?? '',
    lastName: person.lastName,
    birthDate: shownDate(person.birthDate),
    residence: person.residence ?? '',
    address: person.address ?? '',
    secretAddress: person.secretAddress ? 'yes' : '',
    phone: phone(person.phone),
    email: person.email ?? '',
    reachBy: person.reachBy ?? '',
    reachNote: person.reachNote ?? '',
    language: person.language,
    interpreter: person.interpreter ?? '',
  };
  for (const one of person.guardians) {
    fields[guardianField(one.id, 'name')] = one.name;
    fields[guardianField(one.id, 'phone')] = phone(one.phone);
    fields[guardianField(one.id, 'email')] = one.email ?? '';
    fields[guardianField(one.id, 'reachNote')] = one.reachNote ?? '';
  }
  for (const { id, pupilNumber } of person.enrolments) fields[numberField(id)] = pupilNumber ?? '';
  return fields;
}

/** What the page showed when somebody began to type, as the form carries it; empty for what is none. */
function readWas(values: FormValues): Fields {
  const parsed = z.record(z.string(), z.string()).safeParse(readJson(typed(values, 'was') ?? ''));
  return parsed.data ?? {};
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * What the fields show again of a form that was not accepted: what somebody typed, and of what they left alone how it is now, since a
 * colleague may have corrected that meanwhile. `both`: the fields that both changed.
 */
export function merge(
  values: FormValues,
  now: Fields,
): { fields: Fields; both: { name: string; now: string }[] } {
  const was = readWas(values);
  const names = new Set([...Object.keys(now), ...Object.keys(values).filter(isField)]);
  const fields: Record<string, string> = {};
  const both: { name: string; now: string }[] = [];
  for (const name of names) {
    // A box that is not ticked is not sent.
    const sent = typed(values, name) ?? '';
    const [before, current] = [was[name] ?? '', now[name] ?? ''];
    const isTyped = sent !== before;
    fields[name] = isTyped ? sent : current;
    if (isTyped && current !== before && current !== sent) both.push({ name, now: current });
  }
  return { fields, both };
}

const guardianName = /^guardian\.([0-9a-f-]{36}|new)\.(?:name|phone|email|reachNote)$/;
const isField = (name: string): boolean =>
  personFields.some((one) => one === name) || guardianName.test(name) || name.startsWith('number.');

/** Which parents a form is about, in the order in which they are sent. */
export const guardianKeys = (values: FormValues): string[] => [
  ...new Set(Object.keys(values).flatMap((name) => guardianName.exec(name)?.[1] ?? [])),
];

/** What was typed as the verb takes it; not judged yet. */
export function toInput(values: FormValues, { today, request }: { today: string; request: string | null }) {
  const text = (name: string) => optional(values, name);
  const born = typed(values, 'birthDate') ?? '';
  // A day that is still to come is a date too: the verb says what is wrong with it.
  const birthDate = readDate(born, today);
  const was = readWas(values);
  const numbers = Object.keys(values).filter((name) => name.startsWith('number.'));
  return {
    version: values.version,
    firstName: values.firstName,
    infix: text('infix'),
    lastName: values.lastName,
    birthDate: birthDate.ok ? birthDate.date : (readAnyDate(born, today) ?? born),
    residence: text('residence'),
    secretAddress: values.secretAddress === 'yes',
    address: text('address'),
    email: text('email'),
    phone: text('phone'),
    reachBy: text('reachBy'),
    reachNote: text('reachNote'),
    language: text('language'),
    interpreter: text('interpreter'),
    oneLetter: values.oneLetter === 'yes',
    guardians: guardianKeys(values).map((key) => ({
      id: key === 'new' ? undefined : key,
      name: text(guardianField(key, 'name')),
      phone: text(guardianField(key, 'phone')),
      email: text(guardianField(key, 'email')),
      reachNote: text(guardianField(key, 'reachNote')),
    })),
    enrolments: numbers.map((name) => ({
      id: name.slice('number.'.length),
      pupilNumber: text(name),
      was: was[name] || undefined,
    })),
    bsn: text('bsn'),
    removeBsn: values.removeBsn === 'yes',
    request: values.done === 'yes' ? (request ?? undefined) : undefined,
  };
}
