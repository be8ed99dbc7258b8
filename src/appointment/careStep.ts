import type { z } from 'zod';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { type CareAction, canStill } from '#server/agenda/rules.ts';
import type { AgendaDetails } from '#server/agenda/types.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Done } from '#server/booking/undoable.ts';
import type { PageErrors } from '#ui/errors.ts';
import type { FormValues } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import { type Asked, brokenForm, notFound, redirectTo, type Step, showPage } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import type { TextKey } from '../content/texts.ts';
import { backOf, placeOf, saying } from './comeBack.ts';
import { refused } from './errors.ts';

/** A page that changes one afspraak by one verb. */
interface CareQuestion<Input> {
  action: CareAction;
  schema: z.ZodType<Input>;
  verb: (ctx: Ctx, id: string, input: Input) => Promise<Done | z.output<typeof careRefused>>;
  /** Names of the fields on the page. */
  fields: readonly string[];
  /** What to say when the time is taken. */
  taken?: TextKey;
}

/** What such a page shows. */
export interface CareForm {
  appointment: AgendaDetails;
  errors: PageErrors;
  /** It cannot be done (any more). */
  late: boolean;
  /** What was typed before; nothing in a fresh form. */
  values: FormValues;
  /** Where it was asked from; left out, the page of the afspraak. */
  back: string | undefined;
}

const careRefused = refusedAs('not-found', 'changed', 'too-late', 'taken');
const careRefusals = refusedInvalid.or(careRefused);

/** The step of a page that changes one afspraak (`id` of the path) by one verb. */
export async function careStep<Input>(asked: Asked, question: CareQuestion<Input>): Promise<Step<CareForm>> {
  const { ctx, lang } = asked.locals;
  const { id = '' } = asked.params;
  const form = await takeForm(asked, id);
  if (form.values === null) return brokenForm;
  const result = await form.answer(careRefusals, (sent) =>
    attempt(question.schema, sent, (input) => question.verb(ctx, id, input)),
  );
  const back = backOf(form.values, asked.url);
  if (result?.ok) return redirectTo(saying(back ?? staffPaths.appointment(id), { undo: [result.undo] }));

  const found = await readAppointment(ctx, id);
  if (!found.ok) return notFound;
  if (form.sent) return form.again(placeOf(form.values, asked.url));
  const { appointment } = found;
  const { fields, taken } = question;
  const { errors, status } = refused(lang, { result, fields, taken });
  const late = !canStill(question.action, appointment, ctx.clock.now());
  return showPage({ appointment, errors, late, values: form.values ?? {}, back }, status);
}
