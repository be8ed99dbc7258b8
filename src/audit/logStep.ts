import { may } from '#server/access/may.ts';
import { findWhom } from '#server/audit/findWhom.ts';
import { readColleagues } from '#server/audit/readColleagues.ts';
import { type LogPage, readLog } from '#server/audit/readLog.ts';
import { type LogQuery, logQuerySchema } from '#server/audit/schema.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { readForm, typed } from '#ui/form.ts';
import { readPeriod } from '#ui/readPeriod.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { addressOf, readAddress } from './address.ts';

export interface ShownLog extends LogPage {
  query: LogQuery;
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
    const whom = typed(values, 'whom')?.trim() ?? '';
    const found = whom === '' ? [] : await findWhom(ctx, whom);
    const about = whom !== '' && found.length === 0 ? ['none'] : found;
    const { who, kind } = values;
    return redirectTo(addressOf(logQuerySchema.parse({ about, who, kind, from, until, before: null })));
  }
  const query = readAddress(asked.url);
  const [page, colleagues] = await Promise.all([readLog(ctx, query), readColleagues(ctx)]);
  return showPage({ ...page, query, colleagues });
};
