import type { correctedFields } from '#db/schema/words.ts';
import { readPersonalPhone } from '#server/booking/contact.ts';
import { bsnSchema } from '#server/jongeren/bsn.ts';
import { judgePerson } from '#server/jongeren/judgePerson.ts';
import type { Person } from '#server/jongeren/person.ts';
import type { JongereInput } from '#server/jongeren/schema.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import type { CorrectInput } from './correctSchema.ts';

// What a correction of a jongere is: whether it can be, and what is another than it was. Pure.

/** A part of what is kept of a jongere. */
export type CorrectedField = (typeof correctedFields)[number];

/** One part that was corrected; null where nothing stood, and where it is not kept twice. */
export interface Correction {
  field: CorrectedField;
  before: string | null;
  after: string | null;
}

export type CorrectedPerson = JongereInput & Pick<Person, 'language'>;

interface Judged {
  ok: true;
  person: CorrectedPerson;
  guardians: CorrectInput['guardians'];
  bsn: string | undefined;
}

/** All that is wrong with it at once, or what is to be written, with numbers in E.164. Pure. */
export function judgeCorrection(
  input: CorrectInput,
  { today, kept, keepsBsn }: { today: string; kept: Omit<Person, 'id'>; keepsBsn: boolean },
): Judged | { ok: false; error: 'invalid'; errors: FieldError[] } {
  const judged = judgePerson(input, { today, kept, oneLetter: input.oneLetter });
  const errors = judged.ok ? [] : [...judged.errors];
  const guardians = input.guardians.map((one, at) => {
    if (one.name === undefined && (one.email ?? one.phone ?? one.reachNote) !== undefined)
      errors.push({ field: `guardians.${at}.name`, message: 'guardian-name-required' });
    const phone = one.phone === undefined ? null : readPersonalPhone(one.phone);
    if (phone?.ok === false) errors.push({ field: `guardians.${at}.phone`, message: phone.error });
    return { ...one, phone: phone?.ok ? phone.phone : undefined };
  });
  const bsn = input.bsn === undefined ? undefined : bsnSchema.safeParse(input.bsn);
  if (bsn && !keepsBsn) errors.push({ field: 'bsn', message: 'bsn-off' });
  else if (bsn?.success === false) errors.push({ field: 'bsn', message: 'bsn-invalid' });
  if (!judged.ok || errors.length > 0) return { ok: false, error: 'invalid', errors };
  return {
    ok: true,
    person: Object.assign(judged.person, { language: input.language }),
    guardians,
    bsn: bsn?.data,
  };
}

const parts = [
  ['first-name', 'firstName'],
  ['infix', 'infix'],
  ['last-name', 'lastName'],
  ['birth-date', 'birthDate'],
  ['residence', 'residence'],
  ['secret-address', 'secretAddress'],
  ['address', 'address'],
  ['phone', 'phone'],
  ['email', 'email'],
  ['reach-by', 'reachBy'],
  ['reach-note', 'reachNote'],
  ['language', 'language'],
  ['interpreter', 'interpreter'],
] as const satisfies readonly (readonly [CorrectedField, Exclude<keyof Person, 'id'>])[];

/** What is another than it was. A secret address is not kept twice. Pure. */
export function differences(
  before: Omit<Person, 'id'>,
  after: Pick<CorrectedPerson, Exclude<keyof Person, 'id'>>,
): Correction[] {
  const isSecret = before.secretAddress || after.secretAddress;
  return parts.flatMap(([field, name]) => {
    const [was, is] = [before[name] ?? null, after[name] ?? null];
    if (was === is) return [];
    if (field === 'address' && isSecret) return [{ field, before: null, after: null }];
    return [{ field, before: was === null ? null : String(was), after: is === null ? null : String(is) }];
  });
}
