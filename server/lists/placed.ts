import { z } from 'zod';
import { trajectStates } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { closeTraject } from '#server/trajecten/close.ts';
import type { Ctx } from './context.ts';
import { findList, lockList } from './find.ts';
import { rowsPage } from './readList.ts';
import { standingOf, trajectOf } from './standing.ts';

// A list of who is on a good place proposes to close what is open for them. A person confirms.

const proposalSchema = z.object({
  number: z.int(),
  jongere: z.uuid(),
  person: z.string(),
  /** Null where nothing is open. */
  traject: z
    .object({
      id: z.uuid(),
      version: z.int(),
      state: z.enum(trajectStates),
      owner: z.string(),
      isMine: z.boolean(),
    })
    .nullable(),
  /** On how many other lists they are unexplained. */
  lists: z.int(),
});
/** Somebody who is on a good place by a list, and what is still open of them here. */
export type Proposal = z.output<typeof proposalSchema>;

/** The proposals of a list, a page of 50; `next` is after which row the next page begins. */
export async function readProposals(
  ctx: Ctx,
  id: string,
  { after }: { after: number },
): Promise<{ ok: true; proposals: Proposal[]; next: number | null } | NotFound> {
  may(ctx, 'list.read');
  const found = await findList(ctx, 'list.read', id);
  if (!found.ok) return found;
  const proposals = await select(ctx, id, { after, rows: null });
  if (proposals.length > 0) viewed(ctx, 'list.read', { kind: 'list', id });
  const last = proposals.length > rowsPage ? proposals[rowsPage - 1] : undefined;
  return { ok: true, proposals: proposals.slice(0, rowsPage), next: last?.number ?? null };
}

async function select(
  ctx: Pick<Ctx, 'sql' | 'actor'>,
  id: string,
  { after, rows }: { after: number; rows: readonly number[] | null },
): Promise<Proposal[]> {
  const { sql } = ctx;
  const found = await sql`
    with here as (
      select r.number, r.jongere_id, t.id, t.version, t.state, t.owner_id,
        concat_ws(' ', j.first_name, j.infix, j.last_name) as person,
        case when t.closed_at is null and t.state not in ('geplaatst', 'nazorg') then t.id end as open
      from list_rows r join jongeren j on j.id = r.jongere_id and j.wiped_at is null ${trajectOf(ctx)}
      where r.list_id = ${id} and r.state = 'written' and r.explanation is null and r.number > ${after}
        and (${rows === null} or r.number = any(${[...(rows ?? [])]}::integer[]))
    ), others as (
      select jongere_id, count(*)::int as lists from (
        select r.jongere_id, ${standingOf(ctx)} as standing
        from list_rows r join lists l on l.id = r.list_id ${trajectOf(ctx)}
        where r.jongere_id in (select jongere_id from here) and r.list_id <> ${id} and l.kind <> 'ingeschreven'
          and l.organisation_id = (select organisation_id from lists where id = ${id})) stood
      where standing = 'unexplained' group by jongere_id
    )
    select h.number, h.jongere_id as jongere, h.person, coalesce(o.lists, 0) as lists,
      case when h.open is not null then json_build_object('id', h.id, 'version', h.version, 'state', h.state,
        'owner', s.first_name || ' ' || s.last_name, 'isMine', ${rawScope(ctx, 'traject.write')}) end as traject
    from here h left join staff s on s.id = h.owner_id left join others o on o.jongere_id = h.jongere_id
    where h.open is not null or o.lists > 0
    order by h.number limit ${rowsPage + 1}`;
  return z.array(proposalSchema).parse([...found]);
}

export const confirmSchema = z.object({
  rows: z
    .array(z.object({ row: z.int(), version: z.int().nullable() }))
    .min(1, { error: 'nothing-chosen' })
    .max(rowsPage),
});
export type ConfirmInput = z.output<typeof confirmSchema>;

/** What became of each, by the number of its row. */
export type Confirmed = {
  ok: true;
  done: number[];
  /** Somebody changed the traject since the page was shown, or it is closed already. */
  changed: number[];
  /** An overdracht is offered, or an afspraak is still to come. First that. */
  busy: number[];
  /** Of another team: whoever has it closes it. */
  elsewhere: number[];
};

/**
 * Confirms that those on a list are on a good place: their open trajecten are closed, to training, as a register says; on other lists
 * where nobody has them they are explained. Each for itself: one that cannot be holds up no other.
 */
export async function confirmPlaced(
  ctx: Ctx,
  id: string,
  { rows }: ConfirmInput,
): Promise<Confirmed | NotFound> {
  const { staff: me } = may(ctx, 'list.write');
  return write<Confirmed | NotFound, Ctx>(ctx, async (w) => {
    const found = await lockList(w, id);
    if (!found.ok) return found;
    const wanted = new Map(rows.map(({ row, version }) => [row, version]));
    const proposals = await select(w.ctx, id, { after: 0, rows: [...wanted.keys()] });
    const there = new Set(proposals.map(({ number }) => number));
    const result: Confirmed = {
      ok: true,
      done: [],
      changed: [...wanted.keys()].filter((row) => !there.has(row)),
      busy: [],
      elsewhere: [],
    };
    // In one order everywhere, so that two who confirm do not wait for each other.
    for (const proposal of proposals.toSorted((a, b) => (a.jongere < b.jongere ? -1 : 1))) {
      const { number, jongere, traject } = proposal;
      const became = traject === null ? 'done' : await close(w.ctx, traject, wanted.get(number) ?? 0);
      result[became].push(number);
      if (became !== 'done') continue;
      const explained = await w.tx`
        update list_rows r set explanation = 'school-elsewhere', explained_by = ${me.id}, explained_at = ${w.now}
        from lists l
        where l.id = r.list_id and r.jongere_id = ${jongere} and r.list_id <> ${id} and l.kind <> 'ingeschreven'
          and l.organisation_id = ${me.organisation} and r.explanation is null
          and not exists (select from trajecten t where t.jongere_id = ${jongere} and t.joined_into_id is null
            and (t.closed_at is null or t.destination in ('training', 'work-and-learn', 'work', 'care')))
        returning r.list_id as list, r.number`;
      w.recordAll(
        explained.map(({ list, number: row }) => ({
          about: { kind: 'list', id: String(list) },
          what: 'row-explained',
          details: { row: String(row), explanation: 'school-elsewhere' },
        })),
      );
    }
    return result;
  });
}

async function close(
  ctx: Ctx,
  { id, isMine }: { id: string; isMine: boolean },
  version: number,
): Promise<'done' | 'changed' | 'busy' | 'elsewhere'> {
  if (!isMine) return 'elsewhere';
  const closed = await closeTraject(ctx, id, {
    version,
    destination: 'training',
    check: 'register',
    meldingen: 'left-for-training',
  });
  if (closed.ok) return 'done';
  if (closed.error === 'handover-open' || closed.error === 'appointment-to-come') return 'busy';
  return closed.error === 'not-found' ? 'elsewhere' : 'changed';
}
