import type { z } from 'zod';
import { may } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import { ageOn, turnsSoon } from '#server/jongeren/age.ts';
import { fullName } from '#server/jongeren/names.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Ctx } from './context.ts';
import { type HandoverProposal, proposeHandover } from './proposeHandover.ts';
import { type Term, termOf } from './terms.ts';
import { countViews, selectChoices, selectRows, worklistPage } from './worklistRows.ts';
import {
  type After,
  afterRow,
  type countsSchema,
  type WorklistFilters,
  type WorklistView,
  type worklistRowSchema,
} from './worklistSchema.ts';

/** One open traject as a row of the list. */
export interface WorklistRow
  extends Omit<z.output<typeof worklistRowSchema>, 'birthDate' | 'firstName' | 'infix' | 'lastName'> {
  /** The whole name, as one says it. */
  name: string;
  /** Whole years. */
  age: number;
  /** Which age they soon turn, at which somebody else may have to go on. */
  turns: { age: number; on: string } | null;
  term: Term | null;
  /** To whom it should be handed over, by age or since absence goes on. */
  proposal: HandoverProposal | null;
}

export interface Worklist {
  rows: WorklistRow[];
  /** Where the next page begins; null on the last one. */
  next: string | null;
  /** How many trajecten each view has, and how many looks are due. */
  counts: z.output<typeof countsSchema>;
  /** Of the team, who can own trajecten. */
  colleagues: { id: string; firstName: string; lastName: string }[];
  schools: { id: string; name: string }[];
  /** ISO. */
  today: string;
}

/** The open trajecten of whoever asks and of their team, what is due first: a page of 50, and how many each view has. */
export async function readWorklist(
  ctx: Ctx,
  { view, filters, after }: { view: WorklistView; filters: WorklistFilters; after: After | null },
): Promise<Worklist> {
  const { staff: me } = may(ctx, 'traject.read');
  const today = dateInAmsterdam(ctx.clock.now());
  const { settings } = await ctx.roster.current();
  const { birthdayDays } = settings.trajecten;
  const query = { view, filters, after, me: me.id, today, birthdayDays };
  const [found, counts, choices] = await Promise.all([
    selectRows(ctx, query),
    countViews(ctx, query),
    selectChoices(ctx),
  ]);
  if (found.length > 0) viewed(ctx, 'traject.read', { kind: 'worklist' });
  const rows = found.slice(0, worklistPage).map(({ firstName, infix, lastName, birthDate, ...row }) => {
    const { state, isAssigned, tries, hadIntake, meldingen } = row;
    const facts = { state, isAssigned, isTried: tries > 0, hadIntake, oldest: meldingen[0] ?? null };
    return {
      ...row,
      name: fullName({ firstName, infix, lastName }),
      age: ageOn(birthDate, today),
      turns: turnsSoon(birthDate, today, birthdayDays),
      term: termOf(facts, settings.trajectTerms, today),
      proposal: proposeHandover(
        { task: row.task, birthDate, kinds: meldingen.map(({ kind }) => kind) },
        { today, birthdayDays },
      ),
    };
  });
  const last = found.length > worklistPage ? rows.at(-1) : undefined;
  return { rows, next: last ? afterRow(last) : null, counts, ...choices, today };
}
