import type { APIRoute } from 'astro';
import { exportFigures, readMonths } from '#server/figures/readFigures.ts';
import { staffPaths } from '../../../agenda/paths.ts';
import { texts } from '../../../content/texts.ts';
import { readAddress, wordOf } from '../../../figures/address.ts';
import { figuresCsv } from '../../../figures/csv.ts';
import { periodIn } from '../../../figures/figuresStep.ts';

/** What the page of figures shows, as a file. What there are no figures of leads to the page, which says so. */
export const GET: APIRoute = async ({ url, locals: { ctx, lang }, redirect }) => {
  const months = await readMonths(ctx);
  const { period, narrow } = readAddress(url);
  const shown = periodIn(months, period);
  if (shown === null || narrow) return redirect(`${staffPaths.figures()}${url.search}`, 303);
  const figures = await exportFigures(ctx, shown, months);
  return new Response(figuresCsv(texts(lang), figures, await ctx.roster.current()), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="cijfers-${wordOf(shown)}.csv"`,
    },
  });
};
