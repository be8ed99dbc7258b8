import { readPersonalPhone } from '#server/booking/contact.ts';
import type { Invalid } from '#server/booking/types.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import type { ReportInput } from './schema.ts';

/** A report with its numbers in E.164, or what is wrong with them. Pure. */
export function withPhones({ pupil, melding }: ReportInput): { ok: true; input: ReportInput } | Invalid {
  const errors: FieldError[] = [];
  const read = (field: string, typed: string | undefined) => {
    const phone = typed === undefined ? null : readPersonalPhone(typed);
    if (phone?.ok === false) errors.push({ field, message: phone.error });
    return phone?.ok ? phone.phone : undefined;
  };
  const phone = read('pupil.phone', pupil.phone);
  const contactPhone = read('melding.contactPhone', melding.contactPhone);
  if (errors.length > 0) return { ok: false, error: 'invalid', errors };
  return { ok: true, input: { pupil: { ...pupil, phone }, melding: { ...melding, contactPhone } } };
}
