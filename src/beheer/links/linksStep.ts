import { findLinkTopics } from '#server/booking/findLinkTopics.ts';
import { isLanguage, type Language } from '#server/kernel/languages.ts';
import { visibleText } from '#server/kernel/schema.ts';
import type { Topic } from '#server/roster/types.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { qrOf } from '#ui/qr.ts';
import { showPage, type TakeStep } from '#ui/step.ts';
import { findManner, type Manner, mannersOf, mannerWords } from '../../booking/manner.ts';
import { texts } from '../../content/texts.ts';
import { linkPath } from './address.ts';

export const posterSizes = ['a4', 'a5'] as const;
export type PosterSize = (typeof posterSizes)[number];

/** As many signs as are read from two metres on a sheet of A5. */
export const sentenceLength = 60;
const words = {
  required: 'links.sentence.error',
  tooLong: 'links.sentence.error',
  notAllowed: 'links.sentence.error',
} as const;
const sentenceSchema = visibleText({ most: sentenceLength, lines: 'one', words });

export interface LinksPage {
  topics: readonly Topic[];
  manners: readonly Manner[];
  chosen: {
    topic: Topic | undefined;
    manner: Manner | undefined;
    language: Language;
    size: PosterSize;
    /** What was typed, to show again. */
    typed: string | undefined;
  };
  /** The address asks for a topic, place or way that nobody can choose (any more). */
  closed: boolean;
  /** What stands on the poster. */
  sentence: string;
  url: string;
  /** A picture for `img`. */
  qr: string;
  errors: PageErrors;
}

/** A link to the booking journey with some of it chosen, as address, code, poster and HTML. Keeps nothing: all is in the address. */
export const linksStep: TakeStep<LinksPage> = async ({
  url: { searchParams: query },
  locals: { ctx, lang },
}) => {
  const [topics, roster] = [await findLinkTopics(ctx), await ctx.roster.current()];
  const [askedTopic, askedManner] = [query.get('topic') || null, query.get('manner') || null];
  const topic = topics.find(({ id }) => id === askedTopic);
  const manner = findManner(roster, askedManner, 'anybody');
  const askedLanguage = query.get('language') ?? '';
  const language = isLanguage(askedLanguage) ? askedLanguage : 'nl';
  const typed = query.get('sentence')?.trim() || undefined;
  const parsed = sentenceSchema.safeParse(typed ?? '');
  const isWrong = typed !== undefined && !parsed.success;
  const url = ctx.publicUrl + linkPath({ language, topic: topic?.id, manner: manner && mannerWords(manner) });
  const errors = isWrong
    ? [{ field: 'sentence', message: texts(lang)('links.sentence.error', { most: sentenceLength }) }]
    : [];
  return showPage(
    {
      topics,
      manners: mannersOf(roster, 'anybody'),
      chosen: {
        topic,
        manner,
        language,
        size: posterSizes.find((size) => size === query.get('size')) ?? 'a4',
        typed,
      },
      closed: (askedTopic !== null && !topic) || (askedManner !== null && !manner),
      sentence: parsed.data ?? texts(language)('poster.sentence'),
      url,
      qr: await qrOf(url),
      errors: pageErrors(errors),
    },
    isWrong ? 422 : 200,
  );
};
