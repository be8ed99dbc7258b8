import { canChange } from '#server/booking/rules.ts';
import type { Appointment } from '#server/booking/types.ts';
import type { Settings } from '#server/settings/schema.ts';
import { isHomeVisit } from '#server/slots/rules.ts';

/** Whether somebody with this afspraak can wait for an earlier time: until it begins, and not at home. */
export const canWaitWith = (
  appointment: Pick<Appointment, 'status' | 'start' | 'modality'>,
  { waitingList }: Pick<Settings, 'waitingList'>,
  now: number,
): boolean => waitingList.on && canChange(appointment, now) && !isHomeVisit(appointment.modality);
