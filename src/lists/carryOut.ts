import type { Ctx } from '#server/http/context.ts';
import { explainRows, removeList } from '#server/lists/explainRows.ts';
import { decideRow, mendRow } from '#server/lists/mendRow.ts';
import { decideSchema, explainSchema, mendSchema } from '#server/lists/schema.ts';
import { takeInList } from '#server/lists/takeInList.ts';
import { fieldErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import type { texts } from '../content/texts.ts';
import { type NotDone, refuse } from './giveForm.ts';

type T = ReturnType<typeof texts>;

/** What was done, as the page says it. */
export type Done =
  | { ok: true; done: 'row' | 'explained' | 'removed' }
  | { ok: true; done: 'taken'; written: number; added: number; waiting: number };

interface Ground {
  ctx: Ctx;
  t: T;
  id: string;
}

/** Carries out the form of a list page: taking in, mending or deciding a row, explaining some, or taking it away. */
export function carryOut(ground: Ground, values: FormValues): Promise<Done | NotDone> {
  const act = typed(values, 'act');
  if (act === 'take-in') return carryOutTakeIn(ground, values);
  if (act === 'mend') return carryOutMend(ground, values);
  if (act === 'explain' || act === 'unexplain') return carryOutExplain(ground, values, act === 'unexplain');
  if (act === 'remove') return carryOutRemove(ground);
  return carryOutDecide(ground, values, act);
}

type Refusal = 'changed' | 'too-heavy' | 'row-gone' | 'no-team' | 'not-settled' | 'written';

const refused = (t: T, error: Refusal | 'not-found'): NotDone =>
  error === 'not-found'
    ? refuse(404, { message: t('lists.error.row-gone') })
    : refuse(409, { message: t(`lists.error.${error}`) });

const broken = (t: T): NotDone => refuse(422, { message: t('lists.error.form-broken') });

async function carryOutTakeIn({ ctx, t, id }: Ground, values: FormValues): Promise<Done | NotDone> {
  const result = await takeInList(ctx, id, { version: Number(typed(values, 'version')) });
  if (!result.ok) return refused(t, result.error);
  const { written, added, waiting } = result;
  return { ok: true, done: 'taken', written, added, waiting };
}

async function carryOutMend({ ctx, t, id }: Ground, values: FormValues): Promise<Done | NotDone> {
  const cells = Object.entries(values).flatMap(([name, text]) => {
    const column = /^c(\d{1,2})$/.exec(name)?.[1];
    return column === undefined || typeof text !== 'string'
      ? []
      : { column: Number(column), text: text.trim() };
  });
  const parsed = mendSchema.safeParse({ row: Number(typed(values, 'row')), cells });
  if (!parsed.success) return broken(t);
  const result = await mendRow(ctx, id, parsed.data);
  return result.ok ? { ok: true, done: 'row' } : refused(t, result.error);
}

async function carryOutDecide(
  { ctx, t, id }: Ground,
  values: FormValues,
  act: string | undefined,
): Promise<Done | NotDone> {
  const [is, which = ''] = (act === 'decide' ? (typed(values, 'who') ?? '') : (act ?? '')).split(' ');
  if (act === 'decide' && is === '') return refuse(422, { field: 'who', message: t('lists.error.who') });
  const who = is === 'row' ? { is, row: Number(which) } : { is, id: which };
  const parsed = decideSchema.safeParse({ row: Number(typed(values, 'row')), who });
  if (!parsed.success) return broken(t);
  const result = await decideRow(ctx, id, parsed.data);
  return result.ok ? { ok: true, done: 'row' } : refused(t, result.error);
}

/** What was chosen in a form, by the numbers of rows. */
export const pickedIn = (values: FormValues): number[] =>
  [values.pick].flat().flatMap((pick) => (typeof pick === 'string' ? Number(pick) : []));

async function carryOutExplain(
  { ctx, t, id }: Ground,
  values: FormValues,
  takesBack: boolean,
): Promise<Done | NotDone> {
  const parsed = explainSchema.safeParse({
    rows: pickedIn(values),
    explanation: takesBack ? null : typed(values, 'explanation'),
    note: takesBack ? '' : (typed(values, 'note') ?? ''),
  });
  if (parsed.success) {
    const result = await explainRows(ctx, id, parsed.data);
    return result.ok ? { ok: true, done: 'explained' } : refused(t, result.error);
  }
  const words = {
    rows: t('lists.error.nothing-chosen'),
    explanation: t('lists.error.explanation'),
    note: t('lists.error.note'),
  };
  const errors = fieldErrors(parsed.error).map(({ field }) => {
    if (field === 'explanation' || field === 'note') return { field, message: words[field] };
    return { message: field === 'rows' ? words.rows : t('lists.error.form-broken') };
  });
  return refuse(422, ...errors);
}

async function carryOutRemove({ ctx, t, id }: Ground): Promise<Done | NotDone> {
  const result = await removeList(ctx, id);
  return result.ok ? { ok: true, done: 'removed' } : refused(t, result.error);
}
