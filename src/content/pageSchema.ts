import { z } from 'zod';
import { parseInline } from './inline.ts';
import { isKnownLink } from './links.ts';

// The content pages: one JSON file per page and language in src/content/<language>/pages.

const words = z.string().trim().min(1);
const href = words.refine(isKnownLink, {
  error: ({ input }) => `expected a public page, /afspraak or a known site, not "${input}"`,
});
const link = z.strictObject({ label: words, href });

/** A line with `**bold**`, `[label](/path)` and `{setting}`. */
const line = words.superRefine((text, ctx) => {
  try {
    for (const part of parseInline(text)) {
      if (part.kind === 'link' && !isKnownLink(part.href)) ctx.addIssue(`unknown link "${part.href}"`);
    }
  } catch (error) {
    ctx.addIssue(error instanceof Error ? error.message : String(error));
  }
});
const lines = z.array(line).min(1);

const text = z.strictObject({ kind: z.literal('text'), title: words, lines });

/** A way with numbered steps. */
const steps = z.strictObject({
  kind: z.literal('steps'),
  title: words,
  intro: line.optional(),
  steps: z.array(z.strictObject({ title: words, text: line })).min(2),
});

const list = z.strictObject({ kind: z.literal('list'), title: words, intro: line.optional(), items: lines });

/** Short lists side by side: what counts and what does not. */
const compare = z.strictObject({
  kind: z.literal('compare'),
  title: words,
  intro: line.optional(),
  columns: z
    .array(z.strictObject({ title: words, tone: z.enum(['yes', 'no', 'neutral']), items: lines }))
    .length(2),
});

const cards = z.strictObject({
  kind: z.literal('cards'),
  title: words,
  intro: line.optional(),
  cards: z.array(z.strictObject({ title: words, text: line, link: link.optional() })).min(2),
});

/** A band of few words each, set large: ages. */
const facts = z.strictObject({
  kind: z.literal('facts'),
  title: words,
  intro: line.optional(),
  facts: z.array(z.strictObject({ label: words, title: words, text: line })).min(2),
});

const timeline = z.strictObject({
  kind: z.literal('timeline'),
  title: words,
  intro: line.optional(),
  moments: z.array(z.strictObject({ when: words, text: line })).min(2),
});

const questions = z.strictObject({
  kind: z.literal('questions'),
  title: words,
  questions: z.array(z.strictObject({ question: words, answer: lines })).min(2),
});

const notice = z.strictObject({ kind: z.literal('notice'), title: words, lines });

const networkGroup = z.strictObject({
  title: words,
  text: words,
  members: z.array(z.strictObject({ name: words, text: words })).min(1),
});

/** Who works together, in groups, with words to search them by. */
const network = z.strictObject({
  kind: z.literal('network'),
  title: words,
  intro: line.optional(),
  search: z.strictObject({ label: words, button: words, all: words, found: words, none: line }),
  groups: z.array(networkGroup).min(1),
});

const block = z.discriminatedUnion('kind', [
  text,
  steps,
  list,
  compare,
  cards,
  facts,
  timeline,
  questions,
  notice,
  network,
]);

/** A page of content. `title` is the h1, `description` what search engines show, `next` the big step at the end. */
export const pageSchema = z.strictObject({
  title: words,
  description: words.min(50).max(160),
  lead: line,
  /** The file name, without `.svg`, of a picture in public/art. */
  illustration: words.regex(/^[a-z-]+$/),
  blocks: z.array(block).min(1),
  next: z.strictObject({ title: words, text: line, ...link.shape, other: link.optional() }),
});

export type ContentPage = z.infer<typeof pageSchema>;
export type Block = ContentPage['blocks'][number];
export type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;
export type NetworkGroup = z.infer<typeof networkGroup>;
