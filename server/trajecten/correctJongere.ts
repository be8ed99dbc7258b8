import { z } from 'zod';
import { jongereCorrections } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { keepsBsn, openBsn, sealBsn } from '#server/jongeren/bsn.ts';
import { foldedName } from '#server/jongeren/insert.ts';
import { personSchema } from '#server/jongeren/person.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { isDouble } from '#server/kernel/isDouble.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { SealingCtx } from './context.ts';
import {
  type CorrectedField,
  type CorrectedPerson,
  type Correction,
  differences,
  judgeCorrection,
} from './correction.ts';
import type { CorrectInput } from './correctSchema.ts';
import { lockTraject, type TrajectRow } from './find.ts';
import { tellDone } from './requests.ts';

export type Corrected =
  /** Which parts were another; none when all stood so already. */
  | { ok: true; corrected: CorrectedField[] }
  | { ok: false; error: 'invalid'; errors: FieldError[] }
  /** Somebody else has that number at that school: the school says whose it is. */
  | { ok: false; error: 'number-taken' }
  /** What they asked was decided on meanwhile. */
  | { ok: false; error: 'decided-already' };

/**
 * Corrects what is kept of the jongere of a traject (AVG 16), for its owner and their team; of a closed one too. Written only while it
 * is as the page showed it. What each part was stays until the jongere is forgotten, but for what is of parents or sealed.
 */
export async function correctJongere(
  ctx: SealingCtx,
  traject: string,
  input: CorrectInput,
): Promise<Corrected | NotFound | Changed> {
  const { staff: me } = may(ctx, 'traject.write');
  const { settings } = await ctx.roster.current();
  const today = dateInAmsterdam(ctx.clock.now());
  return write<Corrected | NotFound | Changed, SealingCtx>(ctx, async (w) => {
    const found = await lockTraject(w, 'traject.write', traject);
    if (!found.ok) return found;
    const { row } = found;
    const before = await lockPerson(w, row.jongere);
    if (before.version !== input.version) return { ok: false, error: 'changed' };
    const rules = { today, kept: before, keepsBsn: keepsBsn(settings, today) };
    const judged = judgeCorrection(input, rules);
    if (!judged.ok) return judged;
    const corrections = differences(before, judged.person);
    await writePerson(w, row.jongere, judged.person);
    if (await writeGuardians(w, row.jongere, judged.guardians))
      corrections.push({ field: 'parents', before: null, after: null });
    const numbers = await writeNumbers(w, row.jongere, input.enrolments);
    if (!Array.isArray(numbers)) return w.undo(numbers);
    corrections.push(...numbers);
    if (await writeBsn(w, before, { bsn: judged.bsn, remove: input.removeBsn }))
      corrections.push({ field: 'bsn', before: null, after: null });
    if (input.request !== undefined && !(await endRequest(w, row, { request: input.request, by: me.id })))
      return w.undo({ ok: false, error: 'decided-already' });
    if (corrections.length === 0 && input.request === undefined) return w.undo({ ok: true, corrected: [] });
    await record(w, row, { corrections, by: me.id });
    w.changed({ trajecten: [row.owner] });
    return { ok: true, corrected: corrections.map(({ field }) => field) };
  });
}

const lockedSchema = personSchema.extend({ version: z.number().int(), sealedBsn: z.string().nullable() });
type Locked = z.output<typeof lockedSchema>;

async function lockPerson({ tx }: Write<SealingCtx>, id: string): Promise<Locked> {
  const [row] = await tx`
    select id, first_name as "firstName", infix, last_name as "lastName", birth_date::text as "birthDate", residence,
      secret_address as "secretAddress", address, email, phone, reach_by as "reachBy", reach_note as "reachNote", language,
      interpreter, version, sealed_bsn as "sealedBsn"
    from jongeren where id = ${id} for update`;
  return lockedSchema.parse(row);
}

async function writePerson({ tx }: Write<SealingCtx>, id: string, person: CorrectedPerson): Promise<void> {
  await tx`
    update jongeren set first_name = ${person.firstName}, infix = ${person.infix ?? null}, last_name = ${person.lastName},
      name_folded = ${foldedName(person)}, birth_date = ${person.birthDate}, residence = ${person.residence ?? null},
      secret_address = ${person.secretAddress}, address = ${person.address ?? null}, email = ${person.email ?? null},
      phone = ${person.phone ?? null}, reach_by = ${person.reachBy ?? null}, reach_note = ${person.reachNote ?? null},
      language = ${person.language}, interpreter = ${person.interpreter ?? null}, version = version + 1
    where id = ${id}`;
}

/** Whether something of parents is another. One of another jongere, or who went meanwhile, is left as it is. */
async function writeGuardians(
  { tx }: Write<SealingCtx>,
  jongere: string,
  guardians: CorrectInput['guardians'],
): Promise<boolean> {
  let changed = false;
  for (const { id = null, name = null, email = null, phone = null, reachNote = null } of guardians) {
    if (id === null && name === null) continue;
    const rows =
      id === null
        ? await tx`
            insert into guardians (jongere_id, name, email, phone, reach_note)
            values (${jongere}, ${name}, ${email}, ${phone}, ${reachNote}) returning id`
        : name === null
          ? await tx`delete from guardians where id = ${id} and jongere_id = ${jongere} returning id`
          : await tx`
              update guardians set name = ${name}, email = ${email}, phone = ${phone}, reach_note = ${reachNote}
              where id = ${id} and jongere_id = ${jongere}
                and (name, email, phone, reach_note) is distinct from (${name}, ${email}::text, ${phone}::text, ${reachNote}::text)
              returning id`;
    changed ||= rows.length > 0;
  }
  return changed;
}

const schoolSchema = z.object({ school: z.string() });

/** Their numbers at schools, each while it is what the page showed: a list may have brought another since. */
async function writeNumbers(
  w: Write<SealingCtx>,
  jongere: string,
  enrolments: CorrectInput['enrolments'],
): Promise<Correction[] | Extract<Corrected, { error: 'number-taken' }> | Changed> {
  const corrections: Correction[] = [];
  for (const { id, pupilNumber = null, was = null } of enrolments) {
    if (pupilNumber === was) continue;
    try {
      const rows = await write(
        w.ctx,
        (part) => part.tx`
          update enrolments e set pupil_number = ${pupilNumber} from organisations o
          where e.id = ${id} and e.jongere_id = ${jongere} and e.pupil_number is not distinct from ${was} and o.id = e.organisation_id
          returning o.name as school`,
      );
      if (rows.length === 0) return { ok: false, error: 'changed' };
      const { school } = schoolSchema.parse(rows[0]);
      const say = (number: string | null) => (number === null ? null : `${school}: ${number}`);
      corrections.push({ field: 'school', before: say(was), after: say(pupilNumber) });
    } catch (error) {
      if (!isDouble(error)) throw error;
      return { ok: false, error: 'number-taken' };
    }
  }
  return corrections;
}

/** Seals another number, or takes it away; whether that is another than it was. */
async function writeBsn(
  w: Write<SealingCtx>,
  { id, sealedBsn }: Locked,
  { bsn, remove }: { bsn: string | undefined; remove: boolean },
): Promise<boolean> {
  const was = openBsn(w.ctx, { id, sealed: sealedBsn });
  const isRemoved = bsn === undefined && remove && sealedBsn !== null;
  if (!isRemoved && (bsn === undefined || bsn === was)) return false;
  const sealed = bsn === undefined ? null : sealBsn(w.ctx, { id, bsn });
  await w.tx`update jongeren set sealed_bsn = ${sealed} where id = ${id}`;
  w.record({ about: { kind: 'jongere', id }, what: sealed === null ? 'bsn-removed' : 'bsn-added' });
  return true;
}

/** What they asked is done with this: to tell them is next. */
async function endRequest(
  w: Write<SealingCtx>,
  row: TrajectRow,
  { request, by }: { request: string; by: string },
): Promise<boolean> {
  const rows = await w.tx`
    update jongere_requests set decision = 'upheld', decided_at = ${w.now}, decided_by = ${by}
    where id = ${request} and jongere_id = ${row.jongere} and kind = 'correction' and decided_at is null returning id`;
  if (rows.length === 0) return false;
  w.record({
    about: { kind: 'jongere', id: row.jongere },
    what: 'request-upheld',
    details: { kind: 'correction' },
  });
  await tellDone(w, row);
  await w.tx`update trajecten set version = version + 1 where id = ${row.id}`;
  return true;
}

async function record(
  w: Write<SealingCtx>,
  { jongere }: TrajectRow,
  { corrections, by }: { corrections: readonly Correction[]; by: string },
): Promise<void> {
  if (corrections.length === 0) return;
  const tx = w.ctx.db;
  await tx
    .insert(jongereCorrections)
    .values(corrections.map((one) => ({ ...one, jongereId: jongere, at: new Date(w.now), staffId: by })));
  const fields = corrections.map(({ field }) => field).join(' ');
  w.record({ about: { kind: 'jongere', id: jongere }, what: 'corrected', details: { fields } });
}
