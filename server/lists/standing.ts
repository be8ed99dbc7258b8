import type { Fragment } from 'postgres';
import { z } from 'zod';
import type { Ctx } from './context.ts';

/** What is known of somebody on a list, as things stand now. `unexplained`: nobody has them, and nobody said why not. */
export const standings = ['placed', 'in-traject', 'explained', 'unexplained'] as const;
export type Standing = (typeof standings)[number];

/**
 * How a row `r` of a list `l` stands: nothing is kept of it, so it is never out of date. Who went to school, work or care by their
 * last traject is placed. Of a list of who is on a good place an open traject is what a person has still to look at. Null for a
 * row that is left out.
 */
export const standingOf = ({ sql }: Pick<Ctx, 'sql'>): Fragment => sql`
  case
    when r.state = 'left-out' then null
    when r.explanation is not null then 'explained'
    when t.id is null then case when l.kind = 'ingeschreven' and r.state = 'written' then 'placed' else 'unexplained' end
    when t.closed_at is null then
      case when t.state in ('geplaatst', 'nazorg') then 'placed'
        when l.kind = 'ingeschreven' then 'unexplained' else 'in-traject' end
    when t.destination in ('training', 'work-and-learn', 'work', 'care') then 'placed'
    when l.kind = 'ingeschreven' then 'placed'
    when t.destination in ('gone', 'other') then 'explained'
    else 'unexplained'
  end`;

/** The traject by which a row `r` stands: the open one of its jongere, else the last that was closed. */
export const trajectOf = ({ sql }: Pick<Ctx, 'sql'>): Fragment => sql`
  left join lateral (
    select id, state, closed_at, destination, owner_id, version from trajecten
    where jongere_id = r.jongere_id and joined_into_id is null
    order by closed_at is null desc, closed_at desc limit 1) t on true`;

export const countdownSchema = z.object({
  placed: z.int(),
  inTraject: z.int(),
  explained: z.int(),
  unexplained: z.int(),
});
/** How many rows of a list stand how. */
export type Countdown = z.output<typeof countdownSchema>;

export const countdownOf = ({ sql }: Pick<Ctx, 'sql'>): Fragment => sql`
  json_build_object(
    'placed', count(*) filter (where standing = 'placed'),
    'inTraject', count(*) filter (where standing = 'in-traject'),
    'explained', count(*) filter (where standing = 'explained'),
    'unexplained', count(*) filter (where standing = 'unexplained'))`;
