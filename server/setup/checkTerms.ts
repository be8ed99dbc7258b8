import type { Database } from '#db/client.ts';
import { meldingen } from '#db/schema/index.ts';
import { keepsUsed } from '#server/settings/dated.ts';
import { trajectTermsSchema } from '#server/settings/trajectTerms.ts';
import type { Problem } from './problems.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Whether settings would say something else of a day until `today` than they did, while meldingen follow the terms of those days.
 * Before the first melding nothing follows them.
 */
export async function rewritesTerms(
  tx: Database,
  { before, after, today }: { before: Values; after: Values; today: string },
): Promise<boolean> {
  const [was, is] = [before, after].map(
    ({ trajectTerms = {} }) => trajectTermsSchema.safeParse(trajectTerms).data,
  );
  if (!was || !is || keepsUsed(was, is, today)) return false;
  const [reported] = await tx.select({ id: meldingen.id }).from(meldingen).limit(1);
  return reported !== undefined;
}

/** The same of a setup file; what it does not name stays. */
export async function checkTerms(
  tx: Database,
  { before, given, today }: { before: Values; given: Values | undefined; today: string },
): Promise<Problem[]> {
  if (given?.trajectTerms === undefined || !(await rewritesTerms(tx, { before, after: given, today })))
    return [];
  const message = 'expected the terms of today and before to stay: a change begins tomorrow or later';
  return [{ path: ['settings', 'trajectTerms'], message }];
}
