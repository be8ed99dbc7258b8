import { z } from 'zod';
import { listKinds, listRowStates } from '#db/schema/words.ts';
import { rawScope, type StaffAction } from '#server/access/scope.ts';
import { notFound } from '#server/access/viewed.ts';
import { foldWord } from '#server/kernel/csv/foldWord.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { layoutSchema, type StoredRow, storedCells } from './layout.ts';
import type { Decision } from './work/steps.ts';

const listSchema = z.object({
  id: z.uuid(),
  kind: z.enum(listKinds),
  asOf: z.string(),
  sender: z.object({ id: z.uuid(), name: z.string(), isSchool: z.boolean() }),
  layout: layoutSchema,
  version: z.int(),
});
/** A list as its verbs need it; dates are ISO. */
export type FoundList = z.output<typeof listSchema>;

/** A list that whoever is signed in may do something with. Of others and unknown look the same. */
export async function findList(
  ctx: Pick<Ctx, 'sql' | 'actor' | 'audit' | 'door' | 'clock' | 'trace'>,
  action: StaffAction,
  id: string,
): Promise<{ ok: true; list: FoundList } | NotFound> {
  if (!z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  const { sql } = ctx;
  // Who gives a list looks at it by its sender, who takes it in by their gemeente.
  const whose = action === 'list.own.read' ? sql`l.sender_id` : sql`l.organisation_id`;
  const [row] = await sql`
    select l.id, l.kind, l.as_of::text as "asOf", l.mapping as layout, l.version,
      json_build_object('id', s.id, 'name', s.name, 'isSchool', s.kind = 'school') as sender
    from lists l join organisations o on o.id = ${whose} join organisations s on s.id = l.sender_id
    where l.id = ${id} and ${rawScope(ctx, action)}`;
  if (row !== undefined) return { ok: true, list: listSchema.parse(row) };
  notFound(ctx, action, { kind: 'list', id });
  return { ok: false, error: 'not-found' };
}

/** The same, locked: part of a write. */
export async function lockList(w: Write<Ctx>, id: string): Promise<{ ok: true; list: FoundList } | NotFound> {
  if (z.uuid().safeParse(id).success) await w.tx`select from lists where id = ${id} for update`;
  return findList(w.ctx, 'list.write', id);
}

export const decisionSchema = z.union([
  z.object({ is: z.literal('known'), id: z.uuid() }),
  z.object({ is: z.literal('new') }),
  z.object({ is: z.literal('row'), row: z.int() }),
]) satisfies z.ZodType<Decision>;

const openRowsSchema = z.array(
  z.object({
    number: z.int(),
    cells: storedCells,
    state: z.enum(listRowStates),
    decision: decisionSchema.nullable(),
  }),
);
/** A row that is not written yet. */
export interface OpenRow extends StoredRow {
  state: (typeof listRowStates)[number];
  decision: Decision | null;
}

/** The rows of a list that are not written, also those that are left out, in their order. */
export async function readOpenRows({ sql }: Pick<Ctx, 'sql'>, list: string): Promise<OpenRow[]> {
  const rows = await sql`
    select number, cells, state, decision from list_rows
    where list_id = ${list} and state <> 'written' and cells is not null order by number`;
  return openRowsSchema.parse([...rows]);
}

const schoolsSchema = z.array(z.object({ id: z.uuid(), name: z.string() }));

/** The schools by their names, as `foldWord` writes these. */
export async function readSchools({ sql }: Pick<Ctx, 'sql'>): Promise<[name: string, id: string][]> {
  const rows = await sql`select id, name from organisations where kind = 'school' and active order by name`;
  return schoolsSchema.parse([...rows]).map(({ id, name }) => [foldWord(name), id]);
}
