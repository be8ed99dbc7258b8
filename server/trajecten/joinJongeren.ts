import { and, desc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { jongereJoins } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { notFound } from '#server/access/viewed.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';

/** They are one already, or one of them is a part of somebody else; or `gone` has parts, which are parted first. */
export type NotTwo = { ok: false; error: 'not-two' | 'has-parts' };

const idsSchema = z.array(z.object({ id: z.uuid() }));

/** The tables of which rows are of a jongere. */
const tables = ['meldingen', 'trajecten', 'enrolments', 'guardians', 'list_rows'] as const;
const movedSchema = z.object({
  rows: z.record(z.enum(tables), z.array(z.string())),
  /** Of two that were open, the one that goes on as a part of the other. */
  traject: z.object({ id: z.uuid(), into: z.uuid() }).nullable(),
});
type Moved = z.output<typeof movedSchema>;

/**
 * Says that two are one jongere: a person decided so. All that is of `gone` is of `kept` from then on, with its history. Of two open
 * trajecten that of `kept` goes on and takes the other along. `partJongeren` gives back what was.
 */
export async function joinJongeren(
  ctx: Ctx,
  { kept, gone }: { kept: string; gone: string },
): Promise<{ ok: true } | NotFound | NotTwo> {
  const { staff: me } = may(ctx, 'traject.write');
  if (kept === gone) return { ok: false, error: 'not-two' };
  return write<{ ok: true } | NotFound | NotTwo, Ctx>(ctx, async (w) => {
    if (!(await lockBoth(w, kept, gone))) return { ok: false, error: 'not-found' };
    const parts = await w.tx`
      select from jongeren where id in (${kept}, ${gone}) and (joined_into_id is not null or wiped_at is not null)`;
    if (parts.length > 0) return { ok: false, error: 'not-two' };
    const ofGone = await w.tx`select from jongeren where joined_into_id = ${gone} limit 1`;
    if (ofGone.length > 0) return { ok: false, error: 'has-parts' };
    const traject = await joinOpen(w, kept, gone);
    const rows = await moveAll(w, gone, kept);
    const moved: Moved = { rows, traject };
    const tx = w.ctx.db;
    await tx
      .insert(jongereJoins)
      .values({ keptId: kept, goneId: gone, at: new Date(w.now), by: me.id, moved });
    await w.tx`update jongeren set joined_into_id = ${kept}, version = version + 1 where id = ${gone}`;
    w.record({ about: { kind: 'jongere', id: kept }, what: 'joined', details: { with: gone } });
    w.record({ about: { kind: 'jongere', id: gone }, what: 'joined', details: { into: kept } });
    w.changed({ trajecten: await ownersOf(w, kept) });
    return { ok: true };
  });
}

/** Who has the trajecten of a jongere. */
async function ownersOf(w: Write<Ctx>, jongere: string): Promise<string[]> {
  const rows = await w.tx`select distinct owner_id as id from trajecten where jongere_id = ${jongere}`;
  return idsSchema.parse([...rows]).map(({ id }) => id);
}

/** Both rows, in one order; false unless who asks may write in an open or former traject of each. */
async function lockBoth(w: Write<Ctx>, kept: string, gone: string): Promise<boolean> {
  const ids = [kept, gone];
  if (!z.array(z.uuid()).safeParse(ids).success) return false;
  await w.tx`select from jongeren where id = any(${ids}::uuid[]) order by id for update`;
  const rows = await w.tx`
    select distinct t.jongere_id as id from trajecten t join staff s on s.id = t.owner_id
    where t.jongere_id = any(${ids}::uuid[]) and ${rawScope(w.ctx, 'traject.write')}`;
  const seen = new Set(idsSchema.parse([...rows]).map(({ id }) => id));
  for (const id of ids) if (!seen.has(id)) notFound(w.ctx, 'traject.write', { kind: 'jongere', id });
  return seen.has(kept) && seen.has(gone);
}

const openSchema = z.array(z.object({ id: z.uuid(), jongere: z.uuid() }));

async function joinOpen(w: Write<Ctx>, kept: string, gone: string): Promise<Moved['traject']> {
  const rows = await w.tx`
    select id, jongere_id as jongere from trajecten
    where jongere_id in (${kept}, ${gone}) and closed_at is null and joined_into_id is null order by id for update`;
  const open = openSchema.parse([...rows]);
  const into = open.find(({ jongere }) => jongere === kept);
  const part = open.find(({ jongere }) => jongere === gone);
  if (!into || !part) return null;
  await w.tx`update trajecten set joined_into_id = ${into.id}, version = version + 1 where id = ${part.id}`;
  w.record({ about: { kind: 'traject', id: part.id }, what: 'joined', details: { into: into.id } });
  return { id: part.id, into: into.id };
}

const textIdsSchema = z.array(z.object({ id: z.string() }));

async function moveAll(w: Write<Ctx>, from: string, to: string): Promise<Moved['rows']> {
  const moved = new Map<(typeof tables)[number], string[]>();
  for (const table of tables) {
    const rows = await w.tx`
      update ${w.tx(table)} set jongere_id = ${to} where jongere_id = ${from} returning id::text as id`;
    moved.set(
      table,
      textIdsSchema.parse([...rows]).map(({ id }) => id),
    );
  }
  return movedSchema.shape.rows.parse(Object.fromEntries(moved));
}

/** They were not joined, or are parted already. */
export type NotJoined = { ok: false; error: 'not-joined' };
/** Both have an open traject then: close one of them first. */
export type BothOpen = { ok: false; error: 'both-open' };

/**
 * Says that they are two after all: what was moved is of `gone` again, with the traject that went along as it was. What came since
 * the joining stays where it is.
 */
export async function partJongeren(
  ctx: Ctx,
  gone: string,
): Promise<{ ok: true; kept: string } | NotFound | NotJoined | BothOpen> {
  const { staff: me } = may(ctx, 'traject.write');
  return write<{ ok: true; kept: string } | NotFound | NotJoined | BothOpen, Ctx>(ctx, async (w) => {
    if (!z.uuid().safeParse(gone).success) return { ok: false, error: 'not-found' };
    const tx = w.ctx.db;
    const [join] = await tx
      .select()
      .from(jongereJoins)
      .where(and(eq(jongereJoins.goneId, gone), isNull(jongereJoins.partedAt)))
      .orderBy(desc(jongereJoins.id))
      .for('update');
    if (!join) return { ok: false, error: 'not-joined' };
    await w.tx`select from jongeren where id in (${join.keptId}, ${gone}) order by id for update`;
    const seen = await w.tx`
      select from trajecten t join staff s on s.id = t.owner_id
      where t.jongere_id = ${join.keptId} and ${rawScope(w.ctx, 'traject.write')} limit 1`;
    if (seen.length === 0) return { ok: false, error: 'not-found' };
    const { rows, traject } = movedSchema.parse(join.moved);
    for (const table of tables)
      await w.tx`
        update ${w.tx(table)} set jongere_id = ${gone}
        where jongere_id = ${join.keptId} and id::text = any(${rows[table] ?? []}::text[])`;
    if (traject && !(await bringBack(w, traject.id, { jongere: gone, me: me.id })))
      return w.undo({ ok: false, error: 'both-open' });
    await w.tx`update jongeren set joined_into_id = null, version = version + 1 where id = ${gone}`;
    await tx
      .update(jongereJoins)
      .set({ partedAt: new Date(w.now), partedBy: me.id })
      .where(eq(jongereJoins.id, join.id));
    w.record({ about: { kind: 'jongere', id: join.keptId }, what: 'parted', details: { from: gone } });
    w.record({ about: { kind: 'jongere', id: gone }, what: 'parted', details: { from: join.keptId } });
    w.changed({ trajecten: [...(await ownersOf(w, join.keptId)), ...(await ownersOf(w, gone))] });
    return { ok: true, kept: join.keptId };
  });
}

/** The traject that went along is open again, as it was; of an owner who left since, whoever parts owns it. */
async function bringBack(
  w: Write<Ctx>,
  id: string,
  { jongere, me }: { jongere: string; me: string },
): Promise<boolean> {
  const other = await w.tx`
    select from trajecten where jongere_id = ${jongere} and closed_at is null and joined_into_id is null limit 1`;
  if (other.length > 0) return false;
  await w.tx`
    update trajecten set joined_into_id = null, version = version + 1,
      owner_id = (select coalesce((select s.id from staff s where s.id = owner_id and s.active), ${me}))
    where id = ${id}`;
  w.record({ about: { kind: 'traject', id }, what: 'parted' });
  return true;
}
