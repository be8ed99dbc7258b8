import { may } from '#server/access/may.ts';
import { notFound, viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/availability/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Casemanager, Roster } from '#server/roster/types.ts';
import { ofCasemanager } from './ofCasemanager.ts';
import { readHoursVersion, readRules } from './readRules.ts';
import { timetables } from './timetables.ts';
import type { Timetable } from './weekly.ts';

export interface Timetables {
  casemanager: Casemanager;
  roster: Roster;
  /** From today on, without a gap; the last has no end. Places that are closed by now included. */
  timetables: Timetable[];
  /** Of the hours, to give back with what was changed. */
  version: number;
}

/** How the weeks of a casemanager of the own team look from today on. One query beside the roster's. */
export async function readTimetables(
  ctx: Ctx,
  casemanagerId: string,
): Promise<({ ok: true } & Timetables) | { ok: false; error: 'not-found' }> {
  may(ctx, 'hours.read');
  const found = await ofCasemanager(ctx, 'hours.read', casemanagerId);
  const about = { kind: 'hours', id: casemanagerId } as const;
  if (!found) {
    notFound(ctx, 'hours.read', about);
    return { ok: false, error: 'not-found' };
  }
  viewed(ctx, 'hours.read', about);
  const version = await readHoursVersion(ctx.sql, casemanagerId);
  const rules = (await readRules(ctx.sql, casemanagerId)).map(({ id: _, ...rule }) => rule);
  const today = dateInAmsterdam(ctx.clock.now());
  return { ok: true, ...found, timetables: timetables(rules, today), version };
}
