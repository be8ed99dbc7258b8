import { may } from '#server/access/may.ts';
import type { QueryProblem } from '#server/search/readQuery.ts';
import { search } from '#server/search/search.ts';
import type { FoundAppointment } from '#server/search/types.ts';
import { typed } from '#ui/form.ts';
import { brokenForm, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../content/texts.ts';
import type { Section } from './option.ts';
import type { Sayings } from './say.ts';
import { isToCome, openingSections, partsOf, sectionsOf } from './sections.ts';

export interface FindPage {
  /** What was searched for; left out, nothing was yet. */
  query: string | undefined;
  /** What was found; null when nothing was searched for, or it cannot be. */
  answer: {
    say: Sayings;
    sections: readonly Section[];
    /** The afspraken of all people who were found. */
    toCome: readonly FoundAppointment[];
    earlier: readonly FoundAppointment[];
    more: boolean;
    parts: readonly string[];
  } | null;
  error: QueryProblem | null;
  /** Where one can go, before anything is searched for. */
  opening: readonly Section[];
}

const size = { people: 50, notes: 20, chats: 20 };

/**
 * The search as a page. What is searched for is a name, a number or an address: it stays with the session, and a word
 * for it in the URL.
 */
export const findStep: TakeStep<FindPage> = async (asked) => {
  const { ctx, lang, staff } = asked.locals;
  may(ctx, 'appointment.find');
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  if (form.sent) return form.again();
  const query = form.values && (typed(form.values, 'query') ?? '');
  const now = ctx.clock.now();
  const say = { t: texts(lang), w: wording(lang), now, me: staff?.id ?? '' };
  const opening = openingSections(ctx, say, []);
  if (query === undefined) return showPage({ query, answer: null, error: null, opening });
  const found = await search(ctx, { text: query, size });
  if (found.problem) return showPage({ query, answer: null, error: found.problem, opening }, 422);
  const appointments = found.people.flatMap((person) => person.appointments);
  const { more } = found;
  const answer = {
    say,
    more,
    sections: sectionsOf(ctx, say, found),
    toCome: appointments.filter((one) => isToCome(one, now)),
    earlier: appointments.filter((one) => !isToCome(one, now)),
    parts: partsOf(found),
  };
  return showPage({ query, answer, error: null, opening: [] });
};
