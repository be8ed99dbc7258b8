import { isDeepStrictEqual } from 'node:util';
import { may } from '#server/access/may.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { mostChanges, settingOn, withChange, withoutChange } from '#server/settings/dated.ts';
import { type Terms, type TrajectTerms, trajectTermsSchema } from '#server/settings/trajectTerms.ts';
import type { Ctx } from './context.ts';
import { readOne } from './read.ts';
import { type SaveResult, saveConfiguration } from './save.ts';

export type TermsResult =
  | SaveResult
  /** Meldingen of that day and before follow the terms that they have. */
  | { ok: false; error: 'not-ahead' }
  /** A change begins on that day already. */
  | { ok: false; error: 'same-date' }
  /** Nothing would change on that day. */
  | { ok: false; error: 'same' }
  | { ok: false; error: 'too-many' };

/** The terms of meldingen with all their changes, and the version to send along. */
export async function readTerms(ctx: Ctx): Promise<{ terms: TrajectTerms; version: number }> {
  may(ctx, 'configuration.read');
  const found = await readOne(ctx, 'settings', 'terms');
  return {
    terms: trajectTermsSchema.parse(found?.value.trajectTerms ?? {}),
    version: found?.version ?? 0,
  };
}

/** Lets other terms hold from a day after today on. What came in before keeps its own. `from` is an ISO date. */
export async function changeTerms(
  ctx: Ctx,
  { from, value }: { from: string; value: Terms },
  version: number,
): Promise<TermsResult> {
  may(ctx, 'configuration.save');
  const { terms } = await readTerms(ctx);
  if (from <= dateInAmsterdam(ctx.clock.now())) return { ok: false, error: 'not-ahead' };
  if (terms.changes.some((one) => one.from === from)) return { ok: false, error: 'same-date' };
  if (isDeepStrictEqual(settingOn(terms, from).value, value)) return { ok: false, error: 'same' };
  if (terms.changes.length >= mostChanges) return { ok: false, error: 'too-many' };
  return save(ctx, withChange(terms, { from, value }), version);
}

/** Takes back a change that has not begun. */
export async function takeBackTerms(ctx: Ctx, from: string, version: number): Promise<TermsResult> {
  may(ctx, 'configuration.save');
  const { terms } = await readTerms(ctx);
  if (from <= dateInAmsterdam(ctx.clock.now())) return { ok: false, error: 'not-ahead' };
  return save(ctx, withoutChange(terms, from), version);
}

const save = (ctx: Ctx, trajectTerms: TrajectTerms, version: number): Promise<SaveResult> =>
  saveConfiguration(ctx, { kind: 'settings', id: 'terms', given: { trajectTerms }, version });
