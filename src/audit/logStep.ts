import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { findWhom } from '#server/audit/findWhom.ts';
import { readColleagues } from '#server/audit/readColleagues.ts';
import { type LogPage, readLog } from '#server/audit/readLog.ts';
import { type LogQuery, logQuerySchema } from '#server/audit/schema.ts';
import type { Ctx } from '#server/http/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { readForm, typed } from '#ui/form.ts';
import { readPeriod } from '#ui/readPeriod.ts';
import { brokenForm, redirectTo, type Step, showPage, type TakeStep } from '#ui/step.ts';
import { texts } from '../content/texts.ts';
import { addressOf, readAddress } from './address.ts';

export interface ShownLog extends LogPage {
  query: LogQuery;
  /** Days as they were typed, where one of them is none. */
  typed: { from: string; until: string } | null;
  errors: PageErrors;
  colleagues: { id: string; name: string }[];
}

/**
 * The log, and a search in it. What is sent holds a name or a telephone number: the address that follows has ids alone.
 */
export const logStep: TakeStep<ShownLog> = async (asked) => {
  const { ctx } = asked.locals;
  may(ctx, 'audit.read');
  if (asked.request.method === 'POST') {
    const values = await readForm(asked.request);
    if (values === null) return brokenForm;
    const [from, until] = readPeriod(values.from, values.until, dateInAmsterdam(ctx.clock.now()));
    const said = wrongDays({ from, until });
    if (said.length > 0) return show(ctx, readAddress(asked.url), { typed: { from, until }, said });
    const whom = typed(values, 'whom')?.trim() ?? '';
    const found = whom === '' ? [] : await findWhom(ctx, whom);
    const about = whom !== '' && found.length === 0 ? ['none'] : found;
    const { who, kind } = values;
    return redirectTo(addressOf(logQuerySchema.parse({ about, who, kind, from, until, before: null })));
  }
  return show(ctx, readAddress(asked.url));
};

async function show(
  ctx: Ctx,
  query: LogQuery,
  { typed = null, said = [] }: { typed?: ShownLog['typed']; said?: SaidError[] } = {},
): Promise<Step<ShownLog>> {
  const [page, colleagues] = await Promise.all([readLog(ctx, query), readColleagues(ctx)]);
  return showPage(
    { ...page, query, colleagues, typed, errors: pageErrors(said) },
    said.length > 0 ? 422 : 200,
  );
}

/** What is typed as a day and is none, and an end before the begin. */
function wrongDays({ from, until }: { from: string; until: string }): SaidError[] {
  const t = texts();
  const isDay = (text: string) => text === '' || z.iso.date().safeParse(text).success;
  const said = Object.entries({ from, until }).flatMap(([field, text]) =>
    isDay(text) ? [] : [{ field, message: t('audit.error.day') }],
  );
  const isTurned = said.length === 0 && from !== '' && until !== '' && until < from;
  return isTurned ? [{ field: 'until', message: t('audit.error.order') }] : said;
}
