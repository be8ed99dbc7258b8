import { z } from 'zod';
import { readDate } from '#server/kernel/readDate.ts';
import { assign } from '#server/trajecten/assign.ts';
import type { Ctx } from '#server/trajecten/context.ts';
import { type KeptFilter, keepFilter } from '#server/trajecten/keptFilter.ts';
import { moveCaseload } from '#server/trajecten/moveCaseload.ts';
import type { Worklist } from '#server/trajecten/readWorklist.ts';
import { assignSchema, caseloadSchema, nextSchema } from '#server/trajecten/schema.ts';
import { setNext } from '#server/trajecten/setNext.ts';
import { fieldErrors, type SaidError, saidErrorsSchema } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import type { texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

/** What was not done of a form, as it is kept with it. */
export const notDone = z.object({
  ok: z.literal(false),
  status: z.number(),
  errors: saidErrorsSchema,
  /** How many were assigned all the same. */
  assigned: z.int(),
});
export type NotDone = z.output<typeof notDone>;

/** How many were assigned; null when a next action was changed, undefined when what one looks at was kept or forgotten. */
export type Done = { ok: true; assigned: number | null | undefined };

interface Ground {
  ctx: Ctx;
  t: T;
  list: Worklist;
  /** What the page shows. */
  asked: KeptFilter;
}

const refuse = (status: number, errors: SaidError[], assigned = 0): NotDone => ({
  ok: false,
  status,
  errors,
  assigned,
});

/** Assigns what was chosen, moves all of a colleague, or says what is done next about one. */
export function carryOut(ground: Ground, values: FormValues): Promise<Done | NotDone> {
  const act = typed(values, 'act');
  if (act === 'caseload') return carryOutCaseload(ground, values);
  if (act === 'keep' || act === 'forget') return carryOutKeep(ground, act);
  return act === 'next' ? carryOutNext(ground, values) : carryOutAssign(ground, values);
}

async function carryOutKeep({ ctx, asked }: Ground, act: 'keep' | 'forget'): Promise<Done> {
  await keepFilter(ctx, act === 'keep' ? asked : null);
  return { ok: true, assigned: undefined };
}

async function carryOutCaseload({ ctx, t }: Ground, values: FormValues): Promise<Done | NotDone> {
  const parsed = caseloadSchema.safeParse({ from: values.from, to: [values.receiver ?? []].flat() });
  const wrong = [{ field: 'receiver', message: t('worklist.error.receiver') }];
  if (!parsed.success) return refuse(422, wrong);
  const result = await moveCaseload(ctx, parsed.data);
  return result.ok ? { ok: true, assigned: result.moved } : refuse(409, wrong);
}

/** The value of the box of a row. */
export const pickOf = ({ id, version }: { id: string; version: number }): string => `${id} ${version}`;

const picksSchema = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

/** What was chosen in a form: each the id of a traject and its version. */
export const pickedIn = (values: FormValues): string[] => picksSchema.safeParse(values.pick).data ?? [];

async function carryOutAssign({ ctx, t, list }: Ground, values: FormValues): Promise<Done | NotDone> {
  const trajecten = pickedIn(values).map((pick) => {
    const [id, version] = pick.split(' ');
    return { id, version };
  });
  const parsed = assignSchema.safeParse({ to: typed(values, 'to'), trajecten });
  if (!parsed.success) {
    const [first] = fieldErrors(parsed.error);
    if (first?.message === 'owner-required')
      return refuse(422, [{ field: 'to', message: t('worklist.error.owner-required') }]);
    const word = first?.message === 'nothing-chosen' ? first.message : 'form-broken';
    return refuse(422, [{ message: t(`worklist.error.${word}`) }]);
  }
  const result = await assign(ctx, parsed.data);
  if (!result.ok) return refuse(409, [{ field: 'to', message: t('worklist.error.owner-unknown') }]);
  const { assigned, changed, gone } = result;
  const left = [...changed, ...gone];
  if (left.length === 0) return { ok: true, assigned: assigned.length };
  const names = left.flatMap((id) => list.rows.find((row) => row.id === id)?.name ?? []);
  const others = left.length - names.length;
  return refuse(
    409,
    [
      ...names.map((name) => ({ message: t('worklist.error.changed', { name }) })),
      // What is on this page no more has no name here.
      ...(others > 0 ? [{ message: t('worklist.error.changed-others', { count: others }) }] : []),
    ],
    assigned.length,
  );
}

async function carryOutNext({ ctx, t, list }: Ground, values: FormValues): Promise<Done | NotDone> {
  const on = typed(values, 'on') ?? '';
  const { version } = values;
  const parsed = nextSchema.safeParse({
    version,
    action: typed(values, 'action'),
    on: readDate(on, list.today, { ahead: true }) ?? on,
    note: typed(values, 'note') ?? '',
  });
  if (!parsed.success) {
    const words = {
      action: t('worklist.error.action'),
      on: t('worklist.error.on'),
      note: t('worklist.error.note'),
    };
    const errors = fieldErrors(parsed.error).map(({ field }) =>
      field === 'action' || field === 'on' || field === 'note'
        ? { field, message: words[field] }
        : { message: t('worklist.error.form-broken') },
    );
    return refuse(422, errors);
  }
  const result = await setNext(ctx, typed(values, 'id') ?? '', parsed.data);
  if (result.ok) return { ok: true, assigned: null };
  if (result.error === 'date-out-of-reach')
    return refuse(422, [{ field: 'on', message: t('worklist.error.on') }]);
  return refuse(409, [{ message: t('worklist.error.changed-next') }]);
}
