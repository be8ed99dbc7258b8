import { z } from 'zod';
import { messageLevels } from '#db/schema/words.ts';
import type { BookForResult } from '#server/booking/bookFor.ts';
import type { Ctx } from '#server/booking/context.ts';
import { visitAddressSchema } from '#server/booking/schema.ts';
import { closeReferralSchema } from '#server/referral/schema.ts';
import { bookReferral, closeReferral } from '#server/referral/settleReferral.ts';
import { isHomeVisit } from '#server/slots/rules.ts';
import { type SaidError, saidErrorsSchema } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { type Manner, mannerValue } from '../booking/manner.ts';
import type { texts } from '../content/texts.ts';
import { anybody, type DeskChoices } from '../desk/choices.ts';
import { sayToStaff } from '../desk/errors.ts';

/** What was not done, as it is kept with the form. */
export const notDone = z.object({ ok: z.literal(false), status: z.number(), errors: saidErrorsSchema });
type NotDone = z.output<typeof notDone>;

/** `booked` is the afspraak that was made, and `undo` takes it back; null when the referral was closed. */
type Done = { ok: true; booked: string; undo: number | null } | { ok: true; booked: null };

interface Ground {
  ctx: Ctx;
  t: ReturnType<typeof texts>;
}

const refuse = (status: number, error: SaidError): NotDone => ({ ok: false, status, errors: [error] });

/** Books for who was referred, or closes the referral. */
export function carryOut(
  ground: Ground,
  id: string,
  choices: DeskChoices,
  values: FormValues,
): Promise<Done | NotDone> {
  return typed(values, 'act') === 'close' ? close(ground, id, values) : book(ground, id, choices, values);
}

/** A time as a form says it: its start, and how and where. */
export function readTime(
  manners: readonly Manner[],
  value: string | undefined,
): { value: string; start: string; manner: Manner } | undefined {
  const [start, how] = value?.split(' ') ?? [];
  const manner = manners.find((one) => mannerValue(one) === how);
  const isInstant = z.iso.datetime({ offset: true }).safeParse(start).success;
  return value && start && isInstant && manner ? { value, start, manner } : undefined;
}

async function book(
  { ctx, t }: Ground,
  id: string,
  { manners, who }: DeskChoices,
  values: FormValues,
): Promise<Done | NotDone> {
  const time = readTime(manners, typed(values, 'start'));
  if (!time) return refuse(422, { field: 'start', message: t('waiting.book.error.start') });
  const { start, manner } = time;
  const isVisit = isHomeVisit(manner.modality);
  const address = isVisit ? visitAddressSchema.safeParse(typed(values, 'visitAddress') ?? '') : null;
  if (address?.success === false)
    return refuse(422, {
      field: 'visitAddress',
      message: sayToStaff(address.error.issues[0]?.message ?? ''),
    });
  const input = {
    visitAddress: address?.data,
    messages: messageLevels.find((one) => one === values.messages),
    start,
    modality: manner.modality,
    location: manner.location?.id,
    casemanager: who === anybody ? undefined : who,
  };
  const key = /^[\w-]{1,64}$/.exec(typed(values, 'key') ?? '')?.[0] ?? start;
  const result = await bookReferral(ctx, id, input, key);
  if (result.ok) return { ok: true, booked: result.appointment.id, undo: result.undo };
  const word = wordOf(result);
  return refuse(word === 'phone' ? 422 : 409, { field: 'start', message: t(`waiting.book.error.${word}`) });
}

function wordOf(result: Exclude<BookForResult, { ok: true }> | { error: 'too-late' }) {
  if (result.error === 'taken' || result.error === 'same-time') return result.error;
  const isPhone = result.error === 'invalid' && result.errors.some(({ field }) => field === 'contact.phone');
  return isPhone ? 'phone' : 'again';
}

async function close({ ctx, t }: Ground, id: string, values: FormValues): Promise<Done | NotDone> {
  const { version } = values;
  const parsed = closeReferralSchema.safeParse({ reason: typed(values, 'reason'), version });
  if (!parsed.success) return refuse(422, { field: 'reason', message: t('waiting.close.error.reason') });
  const result = await closeReferral(ctx, id, parsed.data);
  return result.ok ? { ok: true, booked: null } : refuse(409, { message: t('waiting.close.error.changed') });
}
