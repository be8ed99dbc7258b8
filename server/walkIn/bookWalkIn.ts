import { may } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import { type BookForResult, bookFor } from '#server/booking/bookFor.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { BookForInput } from '#server/booking/schema.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Write } from '#server/kernel/write.ts';
import { findWalkIn, lockWalkIn } from './findWalkIn.ts';
import { noteInLine } from './noteInLine.ts';
import { type WalkInState, walkInState } from './rules.ts';
import type { LineRow } from './selectLine.ts';

/** Somebody in a line, as the page to book for them needs it. */
export interface ToBook
  extends Pick<LineRow, 'id' | 'number' | 'firstName' | 'topic' | 'location' | 'arrivedAt'> {
  state: WalkInState;
}

/** Somebody who walked in, to fill in who and what an afspraak is for; also when they wait no more. */
export async function readToBook(ctx: Ctx, id: string): Promise<{ ok: true; walkIn: ToBook } | NotFound> {
  may(ctx, 'walk-in.read');
  const found = await findWalkIn(ctx, 'walk-in.read', id);
  if (!found.ok) return found;
  viewed(ctx, 'walk-in.read', { kind: 'walk-ins' });
  const { number, firstName, topic, location, arrivedAt } = found.row;
  const state = walkInState(found.row, ctx.clock.now());
  return { ok: true, walkIn: { id, number, firstName, topic, location, arrivedAt, state } };
}

/** Somebody called them meanwhile, they left, or they have an afspraak. */
export interface WaitsNoMore {
  ok: false;
  error: 'waits-no-more';
}

/**
 * Makes an ordinary afspraak for somebody who waits, and takes them out of the line in the same write. What it is for and what
 * its limits are says `bookFor`; a repeat with the same key gives the same afspraak.
 */
export async function bookWalkIn(
  ctx: Ctx,
  id: string,
  input: BookForInput,
  { key, insists }: { key: string; insists: boolean },
): Promise<BookForResult | WaitsNoMore> {
  may(ctx, 'walk-in.write');
  const found = await findWalkIn(ctx, 'walk-in.write', id);
  if (!found.ok) return { ok: false, error: 'waits-no-more' };
  const line = { waits: true };
  const booked = await bookFor(ctx, input, keyOfWalkIn(id, key), {
    insists,
    also: async (w, { id: appointment }) => {
      line.waits = await leaveFor(w, found.row, appointment);
      return line.waits ? null : { ok: false, error: 'not-found' };
    },
  });
  return line.waits ? booked : { ok: false, error: 'waits-no-more' };
}

/** The key of `bookFor`, of the form with which somebody in line is booked. */
export const keyOfWalkIn = (id: string, key: string): string => `${id} ${key}`;

/** Takes somebody out of the line who has an afspraak instead. Answers false when they wait no more. */
async function leaveFor(w: Write, row: LineRow, appointment: string): Promise<boolean> {
  const locked = await lockWalkIn(w, row.id);
  if (locked?.status !== 'waiting') return false;
  await w.tx`
    update walk_ins set status = 'booked', appointment_id = ${appointment}, version = version + 1 where id = ${row.id}`;
  noteInLine(w, row, 'booked');
  return true;
}
