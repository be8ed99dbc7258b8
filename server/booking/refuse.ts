import type { TransactionSql } from 'postgres';
import { findRepeat, type Repeatable } from './idempotency.ts';
import { checkOpenAppointments } from './openAppointments.ts';
import { findSameTime } from './sameTime.ts';
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
  const { repeat, person, wish, now, most } = query;
  const [known, open, sameTime] = await Promise.all([
    repeat ? findRepeat(tx, repeat, Date.parse(now)) : null,
    checkOpenAppointments(tx, { ...person, now, most }),
    findSameTime(tx, person, wish),
  ]);
  if (known?.kind === 'repeat') return { ok: false, error: 'repeat' };
  if (known?.kind === 'key-reused') return { ok: false, error: 'key-reused' };
  return sameTime ?? (open.ok ? null : open);
}
