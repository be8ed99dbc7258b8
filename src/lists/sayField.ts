import type { ListField } from '#server/lists/fields.ts';
import type { texts } from '../content/texts.ts';

const keyOf = {
  pupilNumber: 'lists.field.pupil-number',
  fullName: 'lists.field.full-name',
  firstName: 'lists.field.first-name',
  initials: 'lists.field.initials',
  infix: 'lists.field.infix',
  lastName: 'lists.field.last-name',
  birthDate: 'lists.field.birth-date',
  residence: 'lists.field.residence',
  school: 'lists.field.school',
  programme: 'lists.field.programme',
  kind: 'lists.field.kind',
  beganOn: 'lists.field.began-on',
  endedOn: 'lists.field.ended-on',
  reason: 'lists.field.reason',
  schoolDid: 'lists.field.school-did',
  nextStatus: 'lists.field.next-status',
  phone: 'lists.field.phone',
  email: 'lists.field.email',
  contactName: 'lists.field.contact-name',
} as const satisfies Record<ListField, string>;

/** What a column says of somebody, in words. */
export const sayField = (t: ReturnType<typeof texts>, field: ListField): string => t(keyOf[field]);
