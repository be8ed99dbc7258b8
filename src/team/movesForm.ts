import { z } from 'zod';
import type { Ctx } from '#server/booking/context.ts';
import { readVersion } from '#server/kernel/version.ts';
import { type Moved, moveMany } from '#server/team/moveMany.ts';
import type { Movable } from '#server/team/readMoves.ts';
import { chooseAgain, type MovesInput, movesSchema } from '#server/team/schema.ts';
import { fieldErrors, type SaidError, saidErrorsSchema } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import type { texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

/** The fields of one afspraak. */
export const toField = (id: string) => `to-${id}`;
export const versionFieldOf = (id: string) => `version-${id}`;

/** What becomes of an afspraak unless something else is chosen: nothing of one whose jongere is choosing already. */
export const proposalFor = ({ proposed, isChoosing, canAsk }: Movable): string =>
  isChoosing ? '' : (proposed ?? (canAsk ? chooseAgain : ''));

/** What was not done of a form, as it is kept with it. */
export const movesNotDone = z.object({
  ok: z.literal(false),
  status: z.number(),
  errors: saidErrorsSchema,
  /** What was done, in words. */
  done: z.array(z.string()),
  /** Ids of those that are still to be decided; null for all. */
  left: z.array(z.string()).nullable(),
});
export type MovesNotDone = z.output<typeof movesNotDone>;

/** What was chosen of each afspraak; those that stay where they are are left out. */
function chosen(values: FormValues): unknown {
  const ids = Object.keys(values).flatMap((name) => (name.startsWith('to-') ? [name.slice(3)] : []));
  return {
    moves: ids.flatMap((id) => {
      const to = typed(values, toField(id)) ?? '';
      return to === '' ? [] : [{ id, to, version: readVersion(values[versionFieldOf(id)]) }];
    }),
    message: typed(values, 'message') ?? '',
  };
}

interface Page {
  ctx: Ctx;
  t: T;
  /** Those on the page, to name them. */
  shown: readonly Movable[];
}

/** Carries out what was chosen. `undo`: what takes it back. */
export async function carryOutMoves(
  { ctx, t, shown }: Page,
  values: FormValues,
): Promise<{ ok: true; undo: (number | null)[] } | MovesNotDone> {
  const parsed = movesSchema.safeParse(chosen(values));
  if (!parsed.success) {
    const errors = fieldErrors(parsed.error).map((one) => sayWrong(t, one));
    return { ok: false, status: 422, errors, done: [], left: null };
  }
  const results = await moveMany(ctx, parsed.data);
  if (results.every(({ ok }) => ok))
    return { ok: true, undo: results.flatMap((one) => (one.ok ? [one.undo] : [])) };
  return {
    ok: false,
    status: 409,
    errors: results.flatMap((one) => (one.ok ? [] : [sayRefused(t, one)])),
    done: results.flatMap((one) => (one.ok ? [sayDone({ t, shown }, parsed.data, one.id)] : [])),
    left: results.flatMap((one) => (one.ok ? [] : [one.id])),
  };
}

function sayWrong(t: T, { field, message }: { field: string; message: string }): SaidError {
  if (field === 'message') return { field, message: t('team.moves.error.message') };
  if (message === 'nothing-chosen' || message === 'colleague-required')
    return { message: t(`team.moves.error.${message}`) };
  return { message: t('team.moves.error.form-broken') };
}

function sayRefused(t: T, { id, error, now }: Extract<Moved, { ok: false }>): SaidError {
  if (now === null) return { message: t('team.moves.error.gone') };
  const name = now.name ?? t('staff.item.wiped');
  if (error === 'taken') return { field: toField(id), message: t('team.moves.error.taken', { name }) };
  if (error === 'too-late') return { message: t('team.moves.error.too-late', { name }) };
  return { message: t('team.moves.error.changed', { name, colleague: now.casemanager }) };
}

function sayDone({ t, shown }: Omit<Page, 'ctx'>, { moves }: MovesInput, id: string): string {
  const one = shown.find((known) => known.id === id);
  const to = moves.find((move) => move.id === id)?.to;
  const name = one?.name ?? t('staff.item.wiped');
  const colleague = one?.free.find((known) => known.id === to)?.firstName;
  return colleague === undefined
    ? t('team.moves.done.asked', { name })
    : t('team.moves.done.given', { name, colleague });
}
