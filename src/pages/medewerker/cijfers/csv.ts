import type { APIRoute } from 'astro';
import { monthsOf } from '#server/figures/periods.ts';
import { exportFigures, readMonths } from '#server/figures/readFigures.ts';
import { texts } from '../../../content/texts.ts';
import { readAddress, wordOf } from '../../../figures/address.ts';
import { figuresCsv } from '../../../figures/csv.ts';

/** What the page of figures shows, as a file. */
export const GET: APIRoute = async ({ url, locals: { ctx, lang } }) => {
  const months = await readMonths(ctx);
  const { period, narrow } = readAddress(url);
  if (period === null || narrow || !monthsOf(period).some((month) => months.includes(month)))
    return new Response(null, { status: 404 });
  const figures = await exportFigures(ctx, period, months);
  return new Response(figuresCsv(texts(lang), figures, await ctx.roster.current()), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="cijfers-${wordOf(period)}.csv"`,
    },
  });
};
