import type { TransactionSql } from 'postgres';
import { bookedOf } from './bookedOf.ts';
import { tooManyOpen } from './openAppointments.ts';
import { sameTimeAmong } from './sameTime.ts';
import type { SlotRequest } from './slotRequest.ts';
import type { SameTime, TooMany } from './types.ts';

/** Refusals that can only be decided under the locks. */
export type Refusal = TooMany | SameTime;

/** Why this person may not have another afspraak, checked under the locks; null when they may. */
export async function refuse(
  tx: TransactionSql,
  query: {
    person: { email: string | null; phone: string | null };
    request: Pick<SlotRequest, 'topic' | 'start'>;
    now: string;
    most: number;
  },
): Promise<Refusal | null> {
  const { person, request, most } = query;
  const now = Date.parse(query.now);
  const booked = await bookedOf(tx, person, Math.min(now, request.start));
  return sameTimeAmong(booked, request) ?? tooManyOpen(booked, { now, most });
}
