import type { CalendarFault } from '#db/schema/calendarWords.ts';
import type { Ctx } from '#server/calendar/busy/context.ts';
import type { Failure } from '#server/calendar/busy/fault.ts';
import { graphSecret } from '#server/calendar/busy/graph/graphSource.ts';
import { everyMs, waitOf } from '#server/calendar/busy/timing.ts';
import { write } from '#server/kernel/write.ts';
import { bring } from './bring.ts';
import { type Claimed, claimWriter, type Which } from './claim.ts';
import { TurnLost } from './entries.ts';
import { readWanted } from './wanted.ts';

export type WriteOutcome =
  | { kind: 'written' }
  | { kind: 'failed'; fault: CalendarFault }
  /** Nobody may write now: nothing is due, or somebody does so already. */
  | { kind: 'none' };

/** After so long nothing more begins; what is left comes at the next turn. */
const turnMs = 25_000;
/** After so long what is under way is given up. The lease is longer. */
const patienceMs = 40_000;
const minute = 60_000;

/** One turn of writing into a calendar: what has to stand there comes, what has not goes. */
export async function writeCalendar(ctx: Ctx, which: Which): Promise<WriteOutcome> {
  const claimed = await claimWriter(ctx, which);
  if (!claimed) return { kind: 'none' };
  const until = performance.now() + turnMs;
  const secret = ctx.seals.open('calendar', claimed.id, claimed.sealed);
  if (secret === null) return noteFailure(ctx, claimed, { ok: false, fault: 'sealed' });
  const signal = AbortSignal.timeout(patienceMs);
  const writer = ctx.calendars.sources[claimed.kind].writer?.(secret, signal);
  // The gemeente took Microsoft 365 away again.
  if (!writer) return noteFailure(ctx, claimed, { ok: false, fault: 'sign-in' });
  try {
    // A mailbox that is not of the account any more is emptied, and then the one of now is filled.
    const isMoved = claimed.kind === 'graph' && secret !== graphSecret(claimed.email);
    const wanted = claimed.isOn && !isMoved ? await readWanted(ctx, claimed.casemanagerId) : [];
    const brought = await bring(ctx, claimed, { writer, wanted, until });
    if (!brought.ok) return await noteFailure(ctx, claimed, brought);
    if (isMoved && brought.isDone) await sealAgain(ctx, claimed);
    await noteGood(ctx, claimed, brought.isDone);
    return { kind: 'written' };
  } catch (error) {
    if (error instanceof TurnLost) return { kind: 'none' };
    // A bug, perhaps in what one server answers: it stops no other calendar, and is not tried without end.
    ctx.log.error({ err: error, source: claimed.id }, 'writing into a calendar broke off');
    return noteFailure(ctx, claimed, { ok: false, fault: 'trouble' });
  }
}

const sealAgain = (ctx: Ctx, { id, turn, email }: Claimed): Promise<void> =>
  write(ctx, async ({ tx }) => {
    await tx`
      update calendar_sources set sealed = ${ctx.seals.seal('calendar', id, graphSecret(email))}, mark = null
      where id = ${id} and exists (select from calendar_writers where source_id = ${id} and turn = ${turn})`;
  });

const later = (now: string, ms: number) => new Date(Date.parse(now) + ms).toISOString();

const noteGood = (ctx: Ctx, { id, turn }: Claimed, isDone: boolean): Promise<void> =>
  write(ctx, async ({ tx, now }) => {
    await tx`
      update calendar_writers
      set good_at = ${isDone ? tx`${now}` : tx`good_at`}, fault = null, failures = 0, writing_until = null, next_at = ${now},
        look_at = ${isDone ? later(now, waitOf(0, Math.random())) : now}
      where source_id = ${id} and turn = ${turn}`;
  });

async function noteFailure(
  ctx: Ctx,
  { id, turn, failures: before }: Claimed,
  { fault, waitMs, isSomeDone = false }: Failure & { isSomeDone?: boolean },
): Promise<WriteOutcome> {
  ctx.log.info({ source: id, fault }, 'a calendar could not be written into');
  // Where others went, one that is refused holds nothing up.
  const failures = isSomeDone ? 0 : before;
  // A password that is wrong is not tried often: many servers shut somebody out then.
  const first = fault === 'sign-in' ? everyMs : minute;
  await write(ctx, async ({ tx, now }) => {
    await tx`
      update calendar_writers
      set fault = ${fault}, failures = ${failures + 1}, writing_until = null,
        next_at = ${later(now, waitOf(failures + 1, Math.random(), waitMs, first))}
      where source_id = ${id} and turn = ${turn}`;
  });
  return { kind: 'failed', fault };
}
