import { z } from 'zod';
import { returnPath } from '#server/accounts/returnPath.ts';
import { findByIds } from '#server/search/findPeople.ts';
import type { QueryProblem } from '#server/search/readQuery.ts';
import { search } from '#server/search/search.ts';
import { readForm } from '#ui/form.ts';
import { brokenForm, showPage, type TakeStep } from '#ui/step.ts';
import { wording } from '#ui/wording.ts';
import { backField, withoutNews } from '../appointment/comeBack.ts';
import { texts } from '../content/texts.ts';
import type { Section } from './option.ts';
import { openingSections, sectionsOf } from './sections.ts';

export interface PalettePage {
  sections: readonly Section[];
  /** Why nothing can be found by what was typed, where that is worth saying. */
  error: QueryProblem | null;
  more: boolean;
}

/**
 * What the palette sends: a text, or before anything is typed the ids of what was looked at last, with a space between; and
 * the page that it lies over.
 */
const askedSchema = z.object({
  query: z.string().default(''),
  recent: z
    .string()
    .default('')
    .transform((ids) => ids.split(' ').slice(0, 8))
    .pipe(z.array(z.uuid()).catch([])),
  [backField]: z.string().optional(),
});

const size = { people: 6, notes: 4, chats: 4 };

/** The rows of the palette, for what was typed so far. Nothing is kept of it. */
export const paletteStep: TakeStep<PalettePage> = async (asked) => {
  const { ctx, lang, staff } = asked.locals;
  const values = asked.request.method === 'POST' ? await readForm(asked.request) : {};
  const sent = askedSchema.safeParse(values);
  if (!sent.success) return brokenForm;
  const back = sent.data[backField] && withoutNews(returnPath(sent.data[backField]));
  const say = { t: texts(lang), w: wording(lang), now: ctx.clock.now(), me: staff?.id ?? '', back };
  const { query, recent } = sent.data;
  if (query.trim() === '') {
    const sections = openingSections(ctx, say, await findByIds(ctx, recent));
    return showPage({ sections, error: null, more: false });
  }
  const found = await search(ctx, { text: query, size });
  return showPage({ sections: sectionsOf(ctx, say, found), error: found.problem, more: found.more });
};
