import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { firstOrganisation } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Invalid, TooMany } from '#server/booking/types.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import type { FoundList, OpenRow } from './find.ts';
import { findingsOf, judge } from './judge.ts';
import { mappingSchema } from './layout.ts';
import { type AboutList, type GivenList, pastedName } from './schema.ts';
import type { TableFault } from './sheet/types.ts';
import type { Mapping } from './types.ts';
import { type ListJob, ListTooHeavy } from './work/jobs.ts';
import type { JudgedRow, Sent } from './work/steps.ts';

export type ReadIn =
  /** `repeated`: this sender sent the same file for the same day before, and that list it is. */
  | { ok: true; list: string; repeated: boolean }
  | ({ ok: false } & TableFault)
  /** Reading it takes more time or memory than a list does, or others are read just now. */
  | { ok: false; error: 'too-heavy' }
  | Invalid
  | TooMany;

/**
 * Reads a file or pasted text in as a list of a sender: its rows, each with what it is beside what is known. Nobody is written
 * yet. The same file of the same sender, kind and day is one list.
 */
export async function readInList(ctx: Ctx, about: AboutList, sent: Sent, name = ''): Promise<ReadIn> {
  const { staff: me } = may(ctx, 'list.write');
  return readIn(ctx, { about, sent, name, organisation: me.organisation, by: me.id });
}

/** A school gives a list of its own, for the gemeente that runs this Doorstart to look at and take in: each row goes to its woongemeente. */
export async function giveList(ctx: Ctx, given: GivenList, sent: Sent, name = ''): Promise<ReadIn> {
  const { staff: me } = may(ctx, 'list.give');
  const about = { ...given, sender: me.organisation };
  return readIn(ctx, { about, sent, name, organisation: firstOrganisation, by: me.id });
}

interface Reading {
  about: AboutList;
  sent: Sent;
  name: string;
  organisation: string;
  by: string;
}

const hour = 3600;
/** Below so many bytes a text is read where it was sent; a spreadsheet never is. */
const fewBytes = 50_000;

async function readIn(ctx: Ctx, reading: Reading): Promise<ReadIn> {
  const { about, sent, by } = reading;
  const today = dateInAmsterdam(ctx.clock.now());
  if (about.asOf > today)
    return { ok: false, error: 'invalid', errors: [{ field: 'asOf', message: 'date-ahead' }] };
  const sender = await findSender(ctx, reading);
  if (sender === null)
    return { ok: false, error: 'invalid', errors: [{ field: 'sender', message: 'sender-required' }] };
  const counted = await ctx.limits.consume({ name: 'lists', most: 60, perSeconds: hour }, by);
  if (!counted.ok)
    return { ok: false, error: 'too-many', what: 'requests', retryAfterSeconds: counted.retryAfterSeconds };
  const bytes = 'text' in sent ? Buffer.from(sent.text) : sent.bytes;
  const hash = createHash('sha256').update(bytes).digest('hex');
  const before = await findSame(ctx, reading, hash);
  if (before !== null) return { ok: true, list: before, repeated: true };
  const isLight = 'text' in sent && bytes.length < fewBytes;
  try {
    return await ctx.listJobs.run(isLight ? 0 : Number.POSITIVE_INFINITY, (job) =>
      readWith(ctx, job, { ...reading, sender, hash, today }),
    );
  } catch (error) {
    if (error instanceof ListTooHeavy) return { ok: false, error: 'too-heavy' };
    throw error;
  }
}

async function readWith(
  ctx: Ctx,
  job: ListJob,
  reading: Reading & { sender: FoundList['sender']; hash: string; today: string },
): Promise<ReadIn> {
  const { about, sent, sender, today } = reading;
  const mapping = await readMapping(ctx, about);
  const read = await job.read({ sent, today, mapping });
  if (!read.ok) return read;
  const { layout } = read;
  const list: FoundList = {
    id: randomUUID(),
    kind: about.kind,
    asOf: about.asOf,
    sender,
    layout,
    version: 1,
  };
  const rows = read.rows.map((row): OpenRow => ({ ...row, state: 'unread', decision: null }));
  const judged = layout.settled ? (await judge(ctx, job, list, rows)).rows : [];
  return write<ReadIn, Ctx>(ctx, async (w) => {
    if (!(await insertList(w, list, reading))) {
      const first = await findSame(w.ctx, reading, reading.hash);
      if (first === null) throw new Error('expected the list that was there before');
      return { ok: true, list: first, repeated: true };
    }
    await insertRows(w, list.id, rows, judged);
    w.record({
      about: { kind: 'list', id: list.id },
      what: 'read-in',
      details: { rows: String(rows.length) },
    });
    return { ok: true, list: list.id, repeated: false };
  });
}

const idSchema = z.object({ id: z.uuid() }).optional();

/** The same file that the same gemeente takes in; another one of the region has a list of its own. */
async function findSame(
  { sql }: Pick<Ctx, 'sql'>,
  { about: { sender, kind, asOf }, organisation }: Pick<Reading, 'about' | 'organisation'>,
  hash: string,
): Promise<string | null> {
  const [row] = await sql`
    select id from lists
    where sender_id = ${sender} and kind = ${kind} and as_of = ${asOf} and file_hash = ${hash} and organisation_id = ${organisation}`;
  return idSchema.parse(row)?.id ?? null;
}

const senderSchema = z.object({ id: z.uuid(), name: z.string(), isSchool: z.boolean() }).optional();

/** A school, or the gemeente itself, which gets lists of DUO. */
async function findSender(
  { sql }: Pick<Ctx, 'sql'>,
  { about, organisation }: Reading,
): Promise<FoundList['sender'] | null> {
  const [row] = await sql`
    select id, name, kind = 'school' as "isSchool" from organisations
    where id = ${about.sender} and active and (kind = 'school' or id = ${organisation})`;
  return senderSchema.parse(row) ?? null;
}

const savedSchema = z.object({ mapping: mappingSchema }).optional();

/** What was chosen for an older list of this sender and kind. */
async function readMapping({ sql }: Pick<Ctx, 'sql'>, { sender, kind }: AboutList): Promise<Mapping | null> {
  const [row] = await sql`select mapping from list_mappings where sender_id = ${sender} and kind = ${kind}`;
  const saved = savedSchema.parse(row);
  return saved ? { ...saved.mapping, by: 'kept' } : null;
}

/** False when the same file was read in meanwhile. */
async function insertList(
  w: Write<Ctx>,
  { id, kind, asOf, sender, layout }: FoundList,
  { sent, name, organisation, by, hash }: Reading & { hash: string },
): Promise<boolean> {
  const fileName = ('text' in sent ? name : sent.name).trim().slice(0, 200) || pastedName;
  const rows = await w.tx`
    insert into lists (id, kind, as_of, sender_id, organisation_id, file_name, file_hash, mapping, read_at, read_by)
    values (${id}, ${kind}, ${asOf}, ${sender.id}, ${organisation}, ${fileName}, ${hash}, ${JSON.stringify(layout)}::text::jsonb,
      ${w.now}, ${by})
    on conflict on constraint lists_file do nothing returning id`;
  return rows.length === 1;
}

async function insertRows(
  w: Write<Ctx>,
  list: string,
  rows: readonly OpenRow[],
  judged: readonly JudgedRow[],
): Promise<void> {
  const byNumber = new Map(judged.map((row) => [row.row, row]));
  const given = rows.map(({ number, cells }) => {
    const row = byNumber.get(number);
    return {
      number,
      cells,
      state: row?.state ?? 'unread',
      findings: row ? findingsOf(row) : [],
      identity: row?.identity ?? null,
    };
  });
  await w.tx`
    insert into list_rows (list_id, number, cells, state, findings, identity)
    select ${list}::uuid, number, cells, state, findings, identity
    from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb)
      as r (number integer, cells jsonb, state text, findings jsonb, identity text)`;
}
