import type { TransactionSql } from 'postgres';
import { bookedOf } from './bookedOf.ts';
import { findRepeat, type Repeatable } from './idempotency.ts';
import { tooManyOpen } from './openAppointments.ts';
import { sameTimeAmong } from './sameTime.ts';
import type { SameTime, TooMany } from './types.ts';
import type { Wish } from './wish.ts';

/** Refusals that only show under the locks. */
export type Refusal =
  | TooMany
  | SameTime
  | { ok: false; error: 'key-reused' }
  /** The same request made an afspraak meanwhile. */
  | { ok: false; error: 'repeat' };

/** What stands in the way of any new afspraak of this person, seen under the locks; null when nothing does. */
export async function refuse(
  tx: TransactionSql,
  query: {
    repeat: Repeatable | null;
    person: { email: string | null; phone: string | null };
    wish: Pick<Wish, 'topic' | 'start'>;
    now: string;
    most: number;
  },
): Promise<Refusal | null> {
  const { repeat, person, wish, most } = query;
  const now = Date.parse(query.now);
  const [known, booked] = await Promise.all([
    repeat ? findRepeat(tx, repeat, now) : null,
    bookedOf(tx, person, Math.min(now, wish.start)),
  ]);
  if (known?.kind === 'repeat') return { ok: false, error: 'repeat' };
  if (known?.kind === 'key-reused') return { ok: false, error: 'key-reused' };
  return sameTimeAmong(booked, wish) ?? tooManyOpen(booked, { now, most });
}
