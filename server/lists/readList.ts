import { z } from 'zod';
import { listRowStates, rowExplanations, trajectStates } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { exported, viewed } from '#server/access/viewed.ts';
import { type MatchReason, matchReasons } from '#server/jongeren/match.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { askingToForget } from '#server/trajecten/asksToForget.ts';
import type { Ctx } from './context.ts';
import { listFields } from './fields.ts';
import { decisionSchema, type FoundList, findList } from './find.ts';
import { storedCells, textOfCell } from './layout.ts';
import { ownPeople } from './ownPeople.ts';
import { rowFaultSchema } from './rowSchema.ts';
import {
  type Countdown,
  countdownOf,
  countdownSchema,
  standingOf,
  standings,
  trajectOf,
} from './standing.ts';

export interface ListFacts {
  list: FoundList;
  countdown: Countdown;
  /** How many rows are in each state; of those that are wrong or may be somebody known only those that nobody explained. */
  counts: Readonly<Record<(typeof listRowStates)[number], number>>;
}

const countsSchema = z.array(z.object({ state: z.enum(listRowStates), count: z.int() }));

/** What a list is, and how many of its rows stand how. */
export async function readList(ctx: Ctx, id: string): Promise<({ ok: true } & ListFacts) | NotFound> {
  may(ctx, 'list.read');
  const found = await findList(ctx, 'list.read', id);
  if (!found.ok) return found;
  const [[counted], states] = await Promise.all([
    ctx.sql`
      select ${countdownOf(ctx)} as countdown
      from (select ${standingOf(ctx)} as standing from lists l join list_rows r on r.list_id = l.id ${trajectOf(ctx)}
        where l.id = ${id}) stood`,
    ctx.sql`
      select state, count(*)::int as count from list_rows
      where list_id = ${id} and (state not in ('wrong', 'maybe') or explanation is null) group by state`,
  ]);
  viewed(ctx, 'list.read', { kind: 'list', id });
  const counts = new Map(countsSchema.parse([...states]).map(({ state, count }) => [state, count]));
  return {
    ok: true,
    list: found.list,
    countdown: z.object({ countdown: countdownSchema }).parse(counted).countdown,
    counts: countsRecord.parse(
      Object.fromEntries(listRowStates.map((state) => [state, counts.get(state) ?? 0])),
    ),
  };
}

const countsRecord = z.record(z.enum(listRowStates), z.int());

const field = z.enum(listFields);
const faults = z.array(
  z.object({ field: field.nullable(), fault: rowFaultSchema, value: z.string(), rows: z.array(z.int()) }),
);
const candidates = z.array(
  z.union([
    z.object({ of: z.literal('known'), id: z.uuid(), reasons: z.array(z.enum(matchReasons)) }),
    z.object({ of: z.literal('row'), row: z.int(), reasons: z.array(z.enum(matchReasons)) }),
  ]),
);
const changes = z.array(
  z.object({ field, from: z.string().nullable(), to: z.string(), of: z.uuid().optional() }),
);

const rowSchema = z.object({
  number: z.int(),
  cells: storedCells.nullable(),
  state: z.enum(listRowStates),
  findings: z.unknown(),
  decision: decisionSchema.nullable(),
  standing: z.enum(standings).nullable(),
  explanation: z.enum(rowExplanations).nullable(),
  explanationNote: z.string().nullable(),
  explainedBy: z.string().nullable(),
  /** Of the jongere, where it is written; null when they are forgotten. */
  person: z.string().nullable(),
  /** The jongere asked to be forgotten, and nobody decided yet. */
  asksToForget: z.boolean(),
  traject: z
    .object({ id: z.uuid(), state: z.enum(trajectStates), owner: z.string(), isMine: z.boolean() })
    .nullable(),
});

/** A row of a list, with all that is to be said of it. */
export interface ShownRow extends Omit<z.output<typeof rowSchema>, 'findings' | 'cells'> {
  /** The texts of its cells, in the order of the columns; empty once they are forgotten. */
  texts: string[];
  faults: z.output<typeof faults>;
  candidates: ShownCandidate[];
  changes: ShownChange[];
}

/** What a row would change; `isElsewhere`: what was known is not shown, since somebody of another team has them. */
export interface ShownChange {
  field: z.output<typeof field>;
  from: string | null;
  to: string;
  isElsewhere?: true;
}

/** Who a row may be about, with why. */
export type ShownCandidate =
  | {
      of: 'known';
      id: string;
      name: string;
      birthDate: string;
      schools: string | null;
      reasons: MatchReason[];
    }
  | { of: 'row'; row: number; texts: string[]; reasons: MatchReason[] };

export const rowsPage = 50;

export interface RowsAsked {
  /** Only rows in these states; null for all. */
  states: readonly (typeof listRowStates)[number][] | null;
  /** Only rows that stand so; null for all. */
  standing: (typeof standings)[number] | null;
  /** Rows below this number. */
  after: number;
}

/** A page of 50 rows of a list, in their order. `next` is after which row the next one begins. */
export async function readListRows(
  ctx: Ctx,
  id: string,
  asked: RowsAsked,
): Promise<{ ok: true; rows: ShownRow[]; next: number | null } | NotFound> {
  may(ctx, 'list.read');
  const found = await findList(ctx, 'list.read', id);
  if (!found.ok) return found;
  const rows = await selectRows(ctx, id, { ...asked, most: rowsPage + 1 });
  viewed(ctx, 'list.read', { kind: 'list', id });
  const last = rows.length > rowsPage ? rows[rowsPage - 1] : undefined;
  return { ok: true, rows: rows.slice(0, rowsPage), next: last?.number ?? null };
}

/** All rows of a list that are wrong and that nobody explained, to hand back to who sent it. */
export async function exportWrong(
  ctx: Ctx,
  id: string,
): Promise<{ ok: true; list: FoundList; rows: ShownRow[] } | NotFound> {
  may(ctx, 'list.read');
  const found = await findList(ctx, 'list.read', id);
  if (!found.ok) return found;
  const rows = await selectRows(ctx, id, {
    states: ['wrong'],
    standing: 'unexplained',
    after: 0,
    most: 50_000,
  });
  exported(ctx, 'list.read', { kind: 'list', id });
  return { ok: true, list: found.list, rows };
}

/** Also for the school that gave the list. */
export async function selectRows(
  ctx: Pick<Ctx, 'sql' | 'actor'>,
  id: string,
  {
    states,
    standing,
    after,
    most,
    action = 'traject.read',
  }: RowsAsked & { most: number; action?: 'traject.read' | null },
): Promise<ShownRow[]> {
  const { sql } = ctx;
  // Who only gave the list sees of no traject whose it is.
  const isMine = action === null ? sql`false` : rawScope(ctx, action);
  const rows = await sql`
    select * from (
      select r.number, r.cells, r.state, r.findings, r.decision, ${standingOf(ctx)} as standing, r.explanation,
        r.explanation_note as "explanationNote", b.first_name || ' ' || b.last_name as "explainedBy",
        case when j.wiped_at is null then concat_ws(' ', j.first_name, j.infix, j.last_name) end as person,
        ${action === null ? sql`false` : askingToForget(ctx.sql, sql`j.id`)} as "asksToForget",
        case when t.id is not null then json_build_object('id', t.id, 'state', t.state,
          'owner', s.first_name || ' ' || s.last_name, 'isMine', ${isMine}) end as traject
      from lists l join list_rows r on r.list_id = l.id ${trajectOf(ctx)}
        left join staff s on s.id = t.owner_id left join staff b on b.id = r.explained_by left join jongeren j on j.id = r.jongere_id
      where l.id = ${id} and r.number > ${after}
        and (${states === null} or r.state = any(${[...(states ?? [])]}::text[]))) shown
    where ${standing}::text is null or standing = ${standing}
    order by number limit ${most}`;
  const parsed = z.array(rowSchema).parse([...rows]);
  const found = parsed.map(({ state, findings }) => (state === 'maybe' ? candidates.parse(findings) : []));
  const whoIs = await candidatesFor(ctx, id, found.flat());
  const changing = parsed.map(({ state, findings }) => (state === 'changed' ? changes.parse(findings) : []));
  const own = await ownPeople(
    ctx,
    changing.flat().flatMap(({ of }) => of ?? []),
    action,
  );
  return parsed.map(({ findings, cells, person, ...row }, at) => ({
    ...row,
    person: person === '' ? null : person,
    texts: (cells ?? []).map(textOfCell),
    faults: row.state === 'wrong' ? faults.parse(findings) : [],
    candidates: (found[at] ?? []).flatMap((one) => whoIs(one) ?? []),
    changes: (changing[at] ?? []).map(
      ({ of = '', from, ...change }): ShownChange =>
        own.has(of) ? { ...change, from } : { ...change, from: null, isElsewhere: true },
    ),
  }));
}

const peopleSchema = z.array(
  z.object({ id: z.uuid(), name: z.string(), birthDate: z.string(), schools: z.string().nullable() }),
);
const textsSchema = z.array(z.object({ number: z.int(), cells: storedCells }));

/** Says who candidates are: a name and a date of birth, or the cells of another row. */
async function candidatesFor(
  { sql }: Pick<Ctx, 'sql'>,
  list: string,
  all: z.output<typeof candidates>,
): Promise<(one: z.output<typeof candidates>[number]) => ShownCandidate | null> {
  if (all.length === 0) return () => null;
  const ids = all.flatMap((one) => (one.of === 'known' ? one.id : []));
  const numbers = all.flatMap((one) => (one.of === 'row' ? one.row : []));
  const [people, rows] = await Promise.all([
    sql`
      select j.id, concat_ws(' ', j.first_name, j.infix, j.last_name) as name, j.birth_date::text as "birthDate",
        (select string_agg(distinct o.name, ', ') from enrolments e join organisations o on o.id = e.organisation_id
         where e.jongere_id = j.id and e.ended_on is null) as schools
      from jongeren j where j.id = any(${ids}::uuid[]) and j.wiped_at is null`,
    sql`
      select number, cells from list_rows
      where list_id = ${list} and number = any(${numbers}::integer[]) and cells is not null`,
  ]);
  const byId = new Map(peopleSchema.parse([...people]).map((one) => [one.id, one]));
  const byNumber = new Map(textsSchema.parse([...rows]).map((one) => [one.number, one.cells]));
  return (one) => {
    if (one.of === 'known') {
      const person = byId.get(one.id);
      return person ? { ...person, of: 'known', reasons: one.reasons } : null;
    }
    const cells = byNumber.get(one.row);
    return cells ? { of: 'row', row: one.row, texts: cells.map(textOfCell), reasons: one.reasons } : null;
  };
}
