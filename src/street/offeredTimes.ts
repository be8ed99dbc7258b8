import type { StaffTime } from '#server/booking/findStaffTimes.ts';
import type { OfferedSlot } from '#server/booking/types.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { timeValue } from '../desk/form.ts';

/** Free times as a form offers them, each once; by telephone only for who gave a number. */
export function asTimes(slots: readonly OfferedSlot[], sent: FormValues): StaffTime[] {
  const hasPhone = (typed(sent, 'phone') ?? '').trim() !== '';
  return distinct(slots).filter(({ modality }) => hasPhone || modality !== 'telefoon');
}

/** Free times, each once, whoever of the casemanagers has it. */
export const distinct = (slots: readonly OfferedSlot[]): StaffTime[] => [
  ...new Map(slots.map(asTime).map((time) => [timeValue(time), time])).values(),
];

const asTime = ({ start, end, modality, location }: OfferedSlot): StaffTime => ({
  start,
  end,
  modality,
  location: meetsAtLocation(modality) ? location : undefined,
});
