import { may } from '#server/access/may.ts';
import { readDate } from '#server/kernel/readDate.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { callInSick } from '#server/team/callInSick.ts';
import { illSchema } from '#server/team/schema.ts';
import { takeBackIll } from '#server/team/takeBackIll.ts';
import { type FormValues, readForm, typed } from '#ui/form.ts';
import { brokenForm, notFound, redirectTo, type Step, type TakeStep } from '#ui/step.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { backOf } from '../appointment/comeBack.ts';
import { readTakeBack, writeTakeBack } from './illForm.ts';

/** What the week says of what came of it. */
export const illWords = ['done', 'repeated', 'changed', 'until', 'undone', 'undone-some'] as const;
type IllWord = (typeof illWords)[number];

/** Calls somebody in sick, or takes that back, and leads to the week, which says what came of it. */
export const illStep: TakeStep<never> = async (asked) => {
  const { request, locals } = asked;
  may(locals.ctx, 'team.ill');
  if (request.method !== 'POST') return redirectTo(staffPaths.team());
  const values = await readForm(request);
  if (values === null) return brokenForm;
  return typed(values, 'undo') === undefined ? callIn(asked, values) : takeBack(asked, values, locals);
};

type Asked = Parameters<TakeStep<never>>[0];

async function callIn({ url, locals: { ctx } }: Asked, values: FormValues): Promise<Step<never>> {
  const until = typed(values, 'until') ?? '';
  const today = dateInAmsterdam(ctx.clock.now());
  const read = until.trim() === '' ? '' : (readDate(until, today, { ahead: true }) ?? until);
  const parsed = illSchema.safeParse({ who: typed(values, 'who'), until: read });
  const who = illSchema.shape.who.safeParse(typed(values, 'who')).data;
  if (who === undefined) return brokenForm;
  const back = (done: IllWord, more: Record<string, string> = {}) =>
    redirectTo(saying(backOf(values, url), { who, done, ...more }));
  if (!parsed.success) return back('until', { until });
  const result = await callInSick(ctx, parsed.data);
  if (result.ok) return back(result.repeated ? 'repeated' : 'done', { ill: writeTakeBack(result.takeBack) });
  return result.error === 'not-found' ? notFound : back('until', { until });
}

async function takeBack({ url }: Asked, values: FormValues, { ctx }: Asked['locals']): Promise<Step<never>> {
  const input = readTakeBack(typed(values, 'undo'));
  if (input === null) return brokenForm;
  const result = await takeBackIll(ctx, input);
  const done: IllWord = result.ok ? (result.kept > 0 ? 'undone-some' : 'undone') : result.error;
  return redirectTo(saying(backOf(values, url), { done }));
}

/** The week it was asked from, with what came of it. */
function saying(back: string | undefined, said: Record<string, string>): string {
  const url = new URL(back ?? staffPaths.team(), 'http://x.invalid');
  url.searchParams.delete('until');
  return withQuery(url.pathname, { ...Object.fromEntries(url.searchParams), ...said });
}
