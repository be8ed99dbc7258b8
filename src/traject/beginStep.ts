import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { showPhone } from '#server/booking/contact.ts';
import type { Ctx } from '#server/http/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { beginTraject } from '#server/meldingen/beginTraject.ts';
import { beginSchema } from '#server/meldingen/schema.ts';
import { readDate as readBirthDate } from '#server/startkwalificatie/date.ts';
import type { PageErrors } from '#ui/errors.ts';
import { type FormValues, optional, typed } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { formErrors } from '../booking/errors.ts';

/** The fields of the page, from top to bottom. */
const fields = [
  ...(['kind', 'reason', 'firstName', 'infix', 'lastName', 'birthDate', 'residence'] as const),
  ...(['phone', 'email', 'reachBy', 'language'] as const),
] as const;
type BeginFields = { [Name in (typeof fields)[number]]?: string | undefined };

const refusals = refusedInvalid.or(refusedAs('no-team', 'linked-already', 'appointment-gone'));

export interface BeginPage {
  fields: BeginFields;
  /** The afspraak that becomes a part of it, and whose it is. */
  appointment: { id: string; name: string } | null;
  /** Names what is sent, so that sending it twice writes it once. */
  key: string;
  errors: PageErrors;
  refusal: 'no-team' | 'linked-already' | 'appointment-gone' | null;
}

const uuid = z.uuid();

/** A casemanager begins a traject of somebody whom no school reported. What an afspraak says of them is filled in. */
export const beginStep: TakeStep<BeginPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  may(ctx, 'traject.write');
  const form = await takeForm(asked);
  const { values } = form;
  if (values === null) return brokenForm;
  const result = await form.answer(refusals, (sent) => carryOut(ctx, sent));
  if (result?.ok) return redirectTo(withQuery(staffPaths.traject(result.traject), { done: 'begin' }));
  if (form.sent) return form.again();
  const id = typed(values ?? {}, 'appointment') ?? asked.url.searchParams.get('appointment');
  const known = id === null ? null : await fieldsOf(ctx, id);
  return showPage(
    {
      fields: values ? typedFields(values) : (known?.fields ?? {}),
      appointment: known?.appointment ?? null,
      key: uuid.safeParse(values?.key).data ?? randomUUID(),
      errors: formErrors(result?.error === 'invalid' ? result.errors : [], fields, lang),
      refusal: result && result.error !== 'invalid' ? result.error : null,
    },
    result ? (result.error === 'invalid' ? 422 : 409) : 200,
  );
};

const typedFields = (values: FormValues): BeginFields =>
  Object.fromEntries(
    fields.flatMap((name) => {
      const value = typed(values, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );

async function carryOut(ctx: Ctx, values: FormValues) {
  const read = (name: string) => optional(values, name);
  const birthDate = readBirthDate(typed(values, 'birthDate') ?? '', dateInAmsterdam(ctx.clock.now()));
  const sent = {
    kind: values.kind,
    reason: read('reason'),
    pupil: {
      firstName: values.firstName,
      infix: read('infix'),
      lastName: values.lastName,
      birthDate: birthDate.ok ? birthDate.date : values.birthDate,
      residence: read('residence'),
      phone: read('phone'),
      email: read('email'),
      reachBy: read('reachBy'),
      language: read('language'),
    },
    appointment: read('appointment'),
  };
  const key = uuid.safeParse(values.key).data ?? randomUUID();
  const result = await attempt(beginSchema, sent, (input) => beginTraject(ctx, input, key));
  if (result.ok || result.error !== 'invalid') return result;
  const errors = result.errors.map(({ field, message }) => ({
    field: field.split('.').at(-1) ?? field,
    message,
  }));
  return { ok: false as const, error: 'invalid' as const, errors };
}

/** What an afspraak says of who made it. */
async function fieldsOf(
  ctx: Ctx,
  id: string,
): Promise<{ fields: BeginFields; appointment: { id: string; name: string } } | null> {
  const found = await readAppointment(ctx, id);
  if (!found.ok || found.appointment.name === null) return null;
  const { name, phone, email, reachBy, language } = found.appointment;
  const [firstName = name, ...others] = name.trim().split(/\s+/);
  return {
    fields: {
      kind: 'zelf',
      firstName,
      lastName: others.join(' '),
      phone: phone === null ? undefined : showPhone(phone),
      email: email ?? undefined,
      reachBy: reachBy ?? undefined,
      language,
    },
    appointment: { id, name },
  };
}
