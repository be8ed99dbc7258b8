import { z } from 'zod';
import { findOutside } from '#server/agenda/findOutside.ts';
import { type Settled, settleOutside, whoIsFree } from '#server/agenda/settleOutside.ts';
import { removeException } from '#server/availability/removeException.ts';
import type { Ctx } from '#server/booking/context.ts';
import { type SaidError, saidErrorsSchema } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { versionIn } from '#ui/version.ts';
import type { Wording } from '#ui/wording.ts';
import type { texts } from '../content/texts.ts';
import { fieldsOf, forAllFields, readDecisions } from './decisions.ts';

type T = ReturnType<typeof texts>;

/** What was done and what was not. */
export const outsideNotDone = z.object({
  ok: z.literal(false),
  status: z.union([z.literal(409), z.literal(422)]),
  errors: saidErrorsSchema,
  done: z.array(z.string()),
});
export type DecisionsNotDone = z.infer<typeof outsideNotDone>;

interface Posting {
  ctx: Ctx;
  casemanagerId: string;
  t: T;
  w: Wording;
}

/** Whose afspraak it is and when, as one line. */
export function whoOf(t: T, w: Wording, { name, start }: { name: string | null; start: number }): string {
  const when = t('exceptions.outside.when', { day: w.day(start), time: w.time(start) });
  return t('exceptions.outside.who', { name: name ?? t('exceptions.outside.nobody'), when });
}

/** Carries out what was posted. `news` is for the address to go to when all went well. */
export async function carryOutDecisions(
  posting: Posting,
  values: FormValues,
): Promise<DecisionsNotDone | { ok: true; news: Record<string, string> }> {
  const { ctx, casemanagerId, t, w } = posting;
  if (typed(values, 'action') === 'take-back') {
    const which = { id: typed(values, 'id') ?? '', version: versionIn(values) };
    const result = await removeException(ctx, which);
    if (result.ok || result.error === 'not-found') return { ok: true, news: { 'taken-back': '1' } };
    const errors = [{ message: t('exceptions.outside.error.take-back-changed') }];
    return { ok: false, status: 409, errors, done: [] };
  }
  const { decisions, faults, forAll } = readDecisions(values);
  const wrong = (error: SaidError): DecisionsNotDone => ({
    ok: false,
    status: 422,
    errors: [error],
    done: [],
  });
  // One word about all has one fault.
  if (forAll && faults.length > 0)
    return wrong({ field: forAllFields.message, message: t('exceptions.outside.error.message-all') });
  if (decisions.length + faults.length === 0)
    return wrong(
      forAll
        ? { field: forAllFields.what, message: t('exceptions.outside.error.choose-all') }
        : { message: t('exceptions.outside.error.choose') },
    );

  const before = await findOutside(ctx, casemanagerId);
  const outside = [...before.toDecide, ...before.waiting];
  const free = await whoIsFree(ctx, await ctx.roster.current(), casemanagerId, outside);
  const settled = await settleOutside(ctx, decisions, free);
  if (faults.length === 0 && settled.every(({ ok }) => ok)) return { ok: true, news: countsOf(settled) };

  const who = (id: string) => {
    const known = outside.find((one) => one.id === id);
    return known ? whoOf(t, w, known) : t('exceptions.outside.nobody');
  };
  const answer: DecisionsNotDone = {
    ok: false,
    status: settled.length > 0 ? 409 : 422,
    errors: [],
    done: [],
  };
  for (const { id, error } of faults) {
    const field = error === 'message' ? fieldsOf(id).message : fieldsOf(id).what;
    answer.errors.push({ field, message: t(`exceptions.outside.error.${error}`, { who: who(id) }) });
  }
  // Who moved to another time that is outside as well is still on the page: a new number, and to be decided anew.
  const after = (await findOutside(ctx, casemanagerId)).toDecide;
  for (const one of settled) {
    if (one.ok) answer.done.push(doneWords(t, who(one.id), one));
    else if (one.error !== 'changed' && one.error !== 'within') {
      const message = t(`exceptions.outside.error.${one.error}`, { who: who(one.id) });
      answer.errors.push({ field: fieldsOf(one.id).what, message });
    } else if (after.some(({ id }) => id === one.id) && one.now) {
      const message = t('exceptions.outside.error.changed', { who: whoOf(t, w, one.now) });
      answer.errors.push({ field: fieldsOf(one.id).what, message });
    } else answer.errors.push({ message: changedWords(t, w, one) });
  }
  return answer;
}

type Done = Extract<Settled, { ok: true }>;

function doneWords(t: T, who: string, { what, colleague }: Done): string {
  if (what !== 'hand-over') return t(`exceptions.outside.result.${what}`, { who });
  return t('exceptions.outside.result.hand-over', { who, colleague: colleague?.firstName ?? '' });
}

function changedWords(t: T, w: Wording, one: Extract<Settled, { error: 'changed' | 'within' }>): string {
  if (!one.now) return t('exceptions.outside.result.gone');
  const { name, start, cancelled } = one.now;
  if (cancelled || one.error === 'within') {
    const who = whoOf(t, w, one.now);
    return t(cancelled ? 'exceptions.outside.result.cancelled' : 'exceptions.outside.result.within', { who });
  }
  const when = t('exceptions.outside.when', { day: w.day(start), time: w.time(start) });
  return t('exceptions.outside.result.moved', { who: name ?? t('exceptions.outside.nobody'), when });
}

/** How often each was done, since names do not belong in an address, and what takes it all back. */
function countsOf(settled: readonly Settled[]): Record<string, string> {
  const count = (what: Done['what']) => settled.filter((one) => one.ok && one.what === what).length;
  const counts = { kept: count('keep'), given: count('hand-over'), asked: count('ask') };
  const named = Object.entries(counts).flatMap(([name, many]) =>
    many > 0 ? [[name, String(many)] as const] : [],
  );
  const acts = settled.flatMap((one) => (one.ok && one.undo !== null ? [one.undo] : []));
  return Object.fromEntries(acts.length > 0 ? [...named, ['undo', acts.join(',')] as const] : named);
}
