import { type TextKey, texts } from '../../content/texts.ts';

const labels: Readonly<Record<string, TextKey>> = {
  firstName: 'correct.field.first-name',
  infix: 'correct.field.infix',
  lastName: 'correct.field.last-name',
  birthDate: 'correct.field.birth-date',
  residence: 'correct.field.residence',
  address: 'correct.field.address',
  secretAddress: 'correct.field.secret-address',
  phone: 'correct.field.phone',
  email: 'correct.field.email',
  reachBy: 'correct.field.reach-by',
  reachNote: 'correct.field.reach-note',
  language: 'correct.field.language',
  interpreter: 'correct.field.interpreter',
};

/** What a field of the page is called. */
export const sayField = (name: string): string =>
  texts()(labels[name] ?? (name.startsWith('guardian.') ? 'correct.field.parents' : 'correct.field.school'));
