import { and, asc, between, eq, gt, isNull, lt } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import { addDays, dateInAmsterdam, startOfDate } from '#server/kernel/time.ts';
import { type Modality, modalitySchema } from '#server/slots/schema.ts';
import { minuteMs } from '#server/slots/wallTime.ts';
import { callsAsHere } from './rules.ts';
import { whoIsNext } from './whoIsNext.ts';

/** Who comes next in somebody's own agenda. Instants are epoch ms. */
export interface Next {
  id: string;
  start: number;
  end: number;
  /** Null when the jongere had the data wiped. */
  name: string | null;
  modality: Modality;
}

/** Who works past midnight sees what comes then a while before it. */
export const acrossMidnightMs = 120 * minuteMs;

/** Who comes next, and who is there already, first come first. */
export interface Coming {
  next: Next | null;
  arrived: Next[];
}

/**
 * The afspraak of whoever is signed in that goes on now or comes next today, or just after midnight, and those of which the
 * jongere is there. For the head of every page: one query by an index, of the rows of three days at most.
 */
export async function readComing(ctx: Ctx): Promise<Coming> {
  const { staff } = may(ctx, 'agenda.read');
  const now = ctx.clock.now();
  const today = dateInAmsterdam(now);
  const tomorrow = addDays(today, 1);
  const { id, status, startsAt, endsAt, localDate, name, modality, outcome, hereAt } = appointments;
  const rows = await ctx.db
    .select({ id, status, startsAt, endsAt, name, modality, outcome, hereAt })
    .from(appointments)
    .where(
      and(
        eq(appointments.casemanagerId, staff.id),
        between(localDate, addDays(today, -1), tomorrow),
        eq(status, 'booked'),
        isNull(outcome),
        gt(endsAt, new Date(now)),
        lt(startsAt, new Date(Math.max(startOfDate(tomorrow), now + acrossMidnightMs))),
      ),
    )
    .orderBy(asc(startsAt), asc(id));
  const coming = rows.map(({ startsAt: from, endsAt: until, modality: way, hereAt: here, ...row }) => ({
    ...row,
    status: 'booked' as const,
    start: from.getTime(),
    end: until.getTime(),
    modality: modalitySchema.parse(way),
    hereAt: here?.getTime() ?? null,
  }));
  const next = whoIsNext(coming, now);
  if (!next) return { next: null, arrived: [] };
  viewed(ctx, 'agenda.read', { kind: 'agenda', id: staff.id });
  const arrived = coming
    .filter((one) => callsAsHere(one, now))
    .sort((a, b) => (a.hereAt ?? 0) - (b.hereAt ?? 0));
  return { next: toNext(next), arrived: arrived.map(toNext) };
}

const toNext = ({ id, start, end, name, modality }: Next): Next => ({ id, start, end, name, modality });

/** The first of these alone. */
export async function readNext(ctx: Ctx): Promise<Next | null> {
  may(ctx, 'agenda.read');
  return (await readComing(ctx)).next;
}
