import { showPhone } from '#server/booking/contact.ts';
import { fullName } from '#server/jongeren/names.ts';
import { schoolKinds } from '#server/meldingen/kinds.ts';
import type { OwnMelding } from '#server/meldingen/readOwn.ts';
import type { Wording } from '#ui/wording.ts';
import type { texts } from '../content/texts.ts';
import type { ReportStep } from './fields.ts';

type Words = { t: ReturnType<typeof texts>; w: Wording };
type Row = { term: string; value: string | readonly string[] };

type ReadBack =
  | 'firstName'
  | 'infix'
  | 'lastName'
  | 'birthDate'
  | 'pupilNumber'
  | 'kind'
  | 'beganOn'
  | 'endedOn'
  | 'hoursMissed'
  | 'allLessons'
  | 'reason'
  | 'schoolDid'
  | 'asks'
  | 'asksNothing'
  | 'told'
  | 'contactName'
  | 'contactFunction'
  | 'contactEmail'
  | 'contactPhone';
type BeforeItGoes = 'programme' | 'residence' | 'phone' | 'email';

/** What was reported, as far as a school reads it back. */
export type ReportedWords = { [Field in ReadBack]?: OwnMelding[Field] | null | undefined } & {
  [Field in BeforeItGoes]?: string | null | undefined;
};

/** What was reported as rows, in the parts in which it is asked; what was not said has no row. */
export function reportRows({ t, w }: Words, of: ReportedWords): Record<Exclude<ReportStep, 'check'>, Row[]> {
  const row = (term: string, value: string | null | undefined): Row[] => (value ? [{ term, value }] : []);
  const phone = (number: string | null | undefined) => (number ? showPhone(number) : null);
  const day = (date: string | null | undefined) => (date ? w.dateOfDate(date) : null);
  return {
    pupil: [
      ...row(t('school.row.name'), fullName(of)),
      ...row(t('school.birth-date'), day(of.birthDate)),
      ...row(t('school.pupil-number'), of.pupilNumber),
      ...row(t('school.programme'), of.programme),
      ...row(t('school.residence'), of.residence),
    ],
    kind: row(t('school.row.kind'), of.kind && isOfSchool(of.kind) ? t(`school.kind.${of.kind}`) : null),
    absence: [
      ...row(t('school.began'), day(of.beganOn)),
      ...row(t('school.ended'), day(of.endedOn)),
      ...row(t('school.hours'), of.hoursMissed ? String(of.hoursMissed) : null),
      ...row(t('school.row.lessons'), of.allLessons ? t('school.all-lessons') : null),
      ...row(t('school.reason'), of.reason),
    ],
    school: [
      ...row(t('school.did'), of.schoolDid),
      ...row(t('school.asks'), of.asks),
      ...row(t('school.asks-nothing'), of.asksNothing),
    ],
    people: [
      ...row(t('school.told'), of.told ? t(`school.told.${of.told}`) : null),
      ...row(t('school.phone'), phone(of.phone)),
      ...row(t('school.email'), of.email),
      ...contact(),
    ],
  };

  function contact(): Row[] {
    const lines = [of.contactName, of.contactFunction, phone(of.contactPhone), of.contactEmail];
    const said = lines.filter((line): line is string => Boolean(line));
    return said.length === 0 ? [] : [{ term: t('school.contact'), value: said }];
  }
}

type KindOfSchool = (typeof schoolKinds)[number];

/** Whether a kind is one that schools report: for those their pages have words. */
export const isOfSchool = (kind: string): kind is KindOfSchool => schoolKinds.some((one) => one === kind);
