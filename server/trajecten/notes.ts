import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { trajectNotes } from '#db/schema/index.ts';
import { audiences, noteKinds } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { ageOn } from '#server/jongeren/age.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { type AskedToForget, askedToForget, asksToForget, isForWhoDecides } from './asksToForget.ts';
import { onlyParts, partsFor, type Reader } from './audience.ts';
import type { Ctx } from './context.ts';
import { lockTraject, type TrajectRow } from './find.ts';
import type { FeedbackInput, NoteInput, SendInput, VerslagInput } from './schema.ts';
import { wordsOf } from './sentWords.ts';
import { wholeTraject } from './whole.ts';

// What is written down about a traject. Notes are added and never changed: the next version of one follows it.

export type Noted = { ok: true; note: string } | AskedToForget | NotFound;

/** Writes a note, for the team or one other audience. The same one sent twice is one. */
export function addNote(ctx: Ctx, traject: string, { id, audience, facts }: NoteInput): Promise<Noted> {
  const { staff: me } = may(ctx, 'traject.write');
  return write<Noted, Ctx>(ctx, async (w) => {
    const found = await lockTraject(w, 'traject.write', traject);
    if (!found.ok) return found;
    if (await isHeldBack(w, found.row, audience)) return askedToForget;
    const values = { id, trajectId: traject, kind: 'note', audience, facts } as const;
    const note = await insertNote(w, found.row, { ...values, staffId: me.id });
    return { ok: true, note: note.id };
  });
}

/** Writes the verslag of a gesprek: what happened, what the jongere said of why, and what was agreed, each apart. */
export function addVerslag(ctx: Ctx, traject: string, input: VerslagInput): Promise<Noted> {
  const { staff: me } = may(ctx, 'traject.write');
  return write<Noted, Ctx>(ctx, async (w) => {
    const found = await lockTraject(w, 'traject.write', traject);
    if (!found.ok) return found;
    if (await isHeldBack(w, found.row, input.audience)) return askedToForget;
    const note = await insertNote(w, found.row, { ...verslagValues(traject, input), staffId: me.id });
    return { ok: true, note: note.id };
  });
}

const verslagValues = (
  trajectId: string,
  { id, audience, facts, reasons, agreements, reasonsAgreed }: VerslagInput,
) =>
  ({
    id,
    trajectId,
    kind: 'verslag',
    audience,
    facts,
    reasons: reasons ?? null,
    agreements: agreements ?? null,
    reasonsAgreed,
  }) as const;

/** This school reported nothing in this traject: nothing of it is for them. */
export type OtherSchool = { ok: false; error: 'other-school' };

/** Tells a school that reported what came of it: no more than these words, which stand on its page from then on. */
export function tellSchool(
  ctx: Ctx,
  traject: string,
  { id, school, facts }: FeedbackInput,
): Promise<Noted | OtherSchool> {
  const { staff: me } = may(ctx, 'traject.write');
  return write<Noted | OtherSchool, Ctx>(ctx, async (w) => {
    const found = await lockTraject(w, 'traject.write', traject);
    if (!found.ok) return found;
    if (await isHeldBack(w, found.row, 'school')) return askedToForget;
    const reported = await w.tx`
      select from meldingen
      where traject_id = any(${wholeTraject(w.tx, traject)}) and organisation_id = ${school} limit 1`;
    if (reported.length === 0) return { ok: false, error: 'other-school' };
    const values = { id, trajectId: traject, kind: 'terugkoppeling', audience: 'school', facts } as const;
    const note = await insertNote(w, found.row, { ...values, organisationId: school, staffId: me.id });
    const going = {
      note: note.id,
      way: 'page',
      words: facts,
      audience: 'school',
      organisationId: school,
    } as const;
    if (note.isNew) await writeSent(w, found.row, going);
    return { ok: true, note: note.id };
  });
}

/** There is a newer version: that one is to be changed, or sent. */
export type Revised = Noted | Changed;

/**
 * Writes the next version of a verslag. What went out of the one before stays as it went. Of two who do it at once the second is
 * told.
 */
export function reviseNote(ctx: Ctx, former: string, input: VerslagInput): Promise<Revised> {
  const { staff: me } = may(ctx, 'traject.write');
  return write<Revised, Ctx>(ctx, async (w) => {
    const found = await lockNote(w, former);
    if (!found.ok) return found;
    const { note, row } = found;
    if (await isHeldBack(w, row, input.audience)) return askedToForget;
    if (note.kind !== 'verslag') return { ok: false, error: 'not-found' };
    if (note.nextId === input.id) return { ok: true, note: input.id };
    if (note.nextId !== null) return { ok: false, error: 'changed' };
    const version = note.version + 1;
    const { withheld, trajectId } = note;
    const values = {
      ...verslagValues(trajectId, input),
      staffId: me.id,
      withheld,
      version,
      followsId: former,
    };
    const next = await insertNote(w, row, values);
    return { ok: true, note: next.id };
  });
}

export type Sent =
  | { ok: true }
  /** Nothing of it is for them: it is for the team, or the jongere must agree first. */
  | { ok: false; error: 'not-for-them' }
  | AskedToForget
  | NotFound
  | Changed;

/**
 * Notes that a note went out to its audience, and keeps the words in which it did: no more of it than they may read at the age that
 * the jongere has now. Sent twice by one way it went once.
 */
export function sendNote(ctx: Ctx, id: string, { way }: SendInput): Promise<Sent> {
  may(ctx, 'traject.write');
  return write<Sent, Ctx>(ctx, async (w) => {
    const found = await lockNote(w, id);
    if (!found.ok) return found;
    const { note, row } = found;
    if (note.nextId !== null) return { ok: false, error: 'changed' };
    const { audience } = note;
    // What a school reads goes by its own page alone.
    if (audience === 'team' || audience === 'school') return { ok: false, error: 'not-for-them' };
    if (await isHeldBack(w, row, audience)) return askedToForget;
    const reader: Reader = { as: audience };
    const age = row.birthDate === null ? null : ageOn(row.birthDate, dateInAmsterdam(Date.parse(w.now)));
    const parts = partsFor({ ...note, organisation: note.organisationId }, reader, age);
    if (parts.length === 0) return { ok: false, error: 'not-for-them' };
    const before = await w.tx`select from traject_sent where note_id = ${id} and way = ${way}`;
    if (before.length > 0) return { ok: true };
    const words = wordsOf(note.kind, onlyParts(note, parts));
    await writeSent(w, row, { note: id, way, words, audience, organisationId: null });
    return { ok: true };
  });
}

/** Of who asked to be forgotten nothing new goes to others. */
const isHeldBack = async (w: Write<Ctx>, { jongere }: TrajectRow, audience: string): Promise<boolean> =>
  !isForWhoDecides(audience) && (await asksToForget(w, jongere));

type NoteValues = Omit<typeof trajectNotes.$inferInsert, 'at'>;

/**
 * Adds a note, and gives its id. The same form sent twice is one note; with other words, as after going back, it is another one, so that
 * nothing that was typed is lost.
 */
async function insertNote(
  w: Write<Ctx>,
  row: TrajectRow,
  values: NoteValues,
): Promise<{ id: string; isNew: boolean }> {
  const { id, trajectId, facts, reasons = null, agreements = null } = values;
  const [taken] = await w.tx`
    select traject_id = ${trajectId} and facts = ${facts} and reasons is not distinct from ${reasons}
      and agreements is not distinct from ${agreements} as same
    from traject_notes where id = ${id}`;
  if (taken?.same === true) return { id, isNew: false };
  const own = taken === undefined ? id : randomUUID();
  const tx = w.ctx.db;
  await tx.insert(trajectNotes).values({ ...values, id: own, at: new Date(w.now) });
  w.record({
    about: { kind: 'traject', id: row.id },
    what: values.followsId ? 'note-revised' : 'note-added',
    details: { kind: values.kind, audience: values.audience ?? 'team' },
  });
  w.changed({ trajecten: [row.owner] });
  return { id: own, isNew: true };
}

interface Going {
  note: string;
  way: SendInput['way'] | 'page';
  words: string;
  audience: (typeof audiences)[number];
  organisationId: string | null;
}

async function writeSent(w: Write<Ctx>, row: TrajectRow, going: Going): Promise<void> {
  const { staff: me } = may(w.ctx, 'traject.write');
  const { note, way, words, audience, organisationId } = going;
  await w.tx`
    insert into traject_sent (note_id, at, staff_id, audience, way, organisation_id, words)
    values (${note}, ${w.now}, ${me.id}, ${audience}, ${way}, ${organisationId}, ${words})`;
  w.record({ about: { kind: 'traject', id: row.id }, what: 'note-sent', details: { audience, way } });
  w.changed({ trajecten: [row.owner] });
}

const noteSchema = z.object({
  trajectId: z.uuid(),
  kind: z.enum(noteKinds),
  audience: z.enum(audiences),
  organisationId: z.uuid().nullable(),
  facts: z.string(),
  reasons: z.string().nullable(),
  agreements: z.string().nullable(),
  reasonsAgreed: z.boolean(),
  withheld: z.boolean(),
  version: z.number().int(),
  nextId: z.uuid().nullable(),
});

/**
 * A note of a traject that whoever is signed in may write in, or of what was joined into it; the traject is locked, so no version is
 * added meanwhile.
 */
export async function lockNote(
  w: Write<Ctx>,
  id: string,
): Promise<{ ok: true; note: z.output<typeof noteSchema>; row: TrajectRow } | NotFound> {
  if (!z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  const [of] = await w.tx`
    select coalesce(t.joined_into_id, t.id) as id from traject_notes n join trajecten t on t.id = n.traject_id where n.id = ${id}`;
  if (of === undefined) return { ok: false, error: 'not-found' };
  const found = await lockTraject(w, 'traject.write', z.uuid().parse(of.id));
  if (!found.ok) return found;
  const [row] = await w.tx`
    select n.traject_id as "trajectId", n.kind, n.audience, n.organisation_id as "organisationId", n.facts, n.reasons,
      n.agreements, n.reasons_agreed as "reasonsAgreed", n.withheld, n.version, later.id as "nextId"
    from traject_notes n left join traject_notes later on later.follows_id = n.id
    where n.id = ${id}`;
  return { ok: true, note: noteSchema.parse(row), row: found.row };
}
