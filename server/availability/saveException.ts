import type { TransactionSql } from 'postgres';
import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/availability/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { ChangedTo } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { checkException, type ExceptionFault } from './checkException.ts';
import { type Clashes, clashesOf, isSame } from './clashes.ts';
import type { CheckedException, ExceptionDraft } from './exceptionDraft.ts';
import { exceptionEntry } from './exceptionEntry.ts';
import { type StoredException, selectExceptions } from './exceptionRows.ts';
import { groundOf, ofCasemanager } from './ofCasemanager.ts';
import { readRules } from './readRules.ts';

export interface SaveExceptionInput {
  casemanagerId: string;
  /** The one to change and the version of it that was on the page; left out, it is a new one. */
  change?: { id: string; version: number } | undefined;
  draft: ExceptionDraft;
  /** The overlap with another absence was shown and confirmed. */
  anyway?: boolean | undefined;
}

export type SaveExceptionResult =
  | { ok: true; id: string }
  | NotFound
  | { ok: false; error: 'invalid'; faults: ExceptionFault[] }
  /** `anyway` says whether it may be saved all the same. */
  | { ok: false; error: 'clashes'; clashes: Clashes<StoredException>; anyway: boolean }
  /** The exception was removed in the meantime. */
  | { ok: false; error: 'gone' }
  | ChangedTo<StoredException>;

/**
 * Writes down, or changes, that a casemanager of the own team is away or works beside their week. The same one twice
 * is one. Bookings wait while it is saved: whatever is booked by then, `findOutside` finds afterwards, and nothing
 * is booked on that time any more.
 */
export async function saveException(ctx: Ctx, input: SaveExceptionInput): Promise<SaveExceptionResult> {
  const { staff: me } = may(ctx, 'exception.save');
  const { casemanagerId, change, draft } = input;
  const found = await ofCasemanager(ctx, 'exception.save', casemanagerId);
  if (!found) return { ok: false, error: 'not-found' };
  if (change && !z.uuid().safeParse(change.id).success) return { ok: false, error: 'gone' };
  const today = dateInAmsterdam(ctx.clock.now());
  const { locations } = found.roster;
  const checked = checkException(draft, groundOf(found.roster, found.casemanager, today));
  if (!checked.ok) return { ok: false, error: 'invalid', faults: checked.faults };
  const { exception } = checked;

  return write(ctx, async (w): Promise<SaveExceptionResult> => {
    const { tx } = w;
    await lockRoster(tx);
    const standing = await selectExceptions(tx, { casemanagerId, lastingUntil: exception.dateFrom });
    if (change) {
      const [now] = await selectExceptions(tx, { id: change.id });
      if (now?.casemanagerId !== casemanagerId) return { ok: false, error: 'gone' };
      if (now.version !== change.version) return { ok: false, error: 'changed', now };
    }
    const others = standing.filter(({ id }) => id !== change?.id);
    const same = others.find((other) => isSame(exception, other));
    if (same) {
      if (change) {
        await tx`delete from availability_exceptions where id = ${change.id}`;
        w.record(exceptionEntry('exception-removed', casemanagerId, exception));
        w.changed({ roster: true });
      }
      return { ok: true, id: same.id };
    }
    const active = new Set(locations.filter((location) => location.active).map(({ id }) => id));
    const rules = (await readRules(tx, casemanagerId)).filter(({ location }) => active.has(location));
    const clashes = clashesOf(exception, others, rules);
    const mayAnyway = exception.kind === 'absence';
    const some = clashes.absences.length + clashes.extraHours.length + clashes.rules.length > 0;
    if (some && !(mayAnyway && input.anyway))
      return { ok: false, error: 'clashes', clashes, anyway: mayAnyway };
    const by = me.id;
    const id = await writeRow(tx, { casemanagerId, id: change?.id, by, exception });
    w.record(exceptionEntry('exception-saved', casemanagerId, exception));
    w.changed({ roster: true });
    return { ok: true, id };
  });
}

interface Writing {
  casemanagerId: string;
  id: string | undefined;
  by: string;
  exception: CheckedException;
}

async function writeRow(tx: TransactionSql, { casemanagerId, id, by, exception }: Writing): Promise<string> {
  const { kind, dateFrom, dateUntil, from, until } = exception;
  const extra = kind === 'extra' ? exception : null;
  const row = {
    kind,
    date_from: dateFrom,
    date_until: dateUntil,
    from_time: from,
    until_time: until,
    reason: kind === 'absence' ? exception.reason : null,
    location_id: extra?.location ?? null,
    modalities: extra?.modalities ?? null,
    created_by: by,
  };
  const [written] = id
    ? await tx<{ id: string }[]>`
        update availability_exceptions set ${tx(row)} where id = ${id} returning id`
    : await tx<{ id: string }[]>`
        insert into availability_exceptions ${tx({ ...row, casemanager_id: casemanagerId })} returning id`;
  if (!written) throw new Error('expected the exception to be written');
  return written.id;
}
