import type { APIRoute } from 'astro';
import { inQuarters } from '#server/figures/periods.ts';
import { exportFigures, type FiguresPart, readMonths } from '#server/figures/readFigures.ts';
import { csvFile } from '#ui/csv.ts';
import { texts } from '../content/texts.ts';
import { pathsOf, readAddress, wordOf } from './address.ts';
import { figuresCsv } from './csv.ts';
import { isUnit, periodIn } from './figuresStep.ts';

/** What a page of figures shows, as a file. What there are no figures of leads to the page, which says so. */
export const fileOf =
  (part: FiguresPart): APIRoute =>
  async ({ url, locals: { ctx, lang }, redirect }) => {
    const published = (await readMonths(ctx)).filter((month) => isUnit(part, month));
    const { period, narrow } = readAddress(url);
    const shown = periodIn(published, period && part === 'trajecten' ? inQuarters(period) : period);
    if (shown === null || narrow) return redirect(`${pathsOf[part].page()}${url.search}`, 303);
    const figures = await exportFigures(ctx, shown, { part, published });
    const name = part === 'door' ? 'cijfers' : 'cijfers-trajecten';
    return csvFile(`${name}-${wordOf(shown)}`, figuresCsv(texts(lang), figures, await ctx.roster.current()));
  };
