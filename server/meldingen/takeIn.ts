import { randomUUID } from 'node:crypto';
import { meldingen } from '#db/schema/index.ts';
import type { meldingSources } from '#db/schema/words.ts';
import { ageOn } from '#server/jongeren/age.ts';
import { findKnown } from '#server/jongeren/findKnown.ts';
import { insertJongere, noteEnrolment } from '#server/jongeren/insert.ts';
import { ages } from '#server/jongeren/schema.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Write } from '#server/kernel/write.ts';
import { type NoTeam, openTraject } from '#server/trajecten/open.ts';
import type { Ctx } from './context.ts';
import { fitsAge, taskOf } from './kinds.ts';
import type { TakeInInput } from './schema.ts';

/** Who reports: of which organisation, who of staff, and by which way. */
export interface Reporter {
  source: (typeof meldingSources)[number];
  organisation: string | null;
  staff: string | null;
}

/** Under which number the system of a school sent it, and SHA-256 of what it sent. */
export interface OwnNumber {
  number: string;
  requestHash: string;
}

export type TakenIn =
  | { ok: true; melding: string; traject: string; jongere: string; isNew: boolean; opened: boolean }
  | NoTeam
  /** Nobody of that age is at school, or is helped here: look at the date of birth. */
  | { ok: false; error: 'age-unlikely' }
  /** This kind is not for somebody of this age. */
  | { ok: false; error: 'kind-not-for-age'; age: number }
  /** What is reported did not happen yet. */
  | { ok: false; error: 'begins-later' };

/**
 * Writes a melding about a jongere, whom it finds or adds, into the open traject of theirs, which it opens where there is none: so
 * somebody owns it from the first moment on. Part of a write, by whoever may report; `jongere` is given where a person decided who
 * it is. Leerplichtwet 1969 art. 21a; WEB 8.1.8 and 8.1.8a.
 */
export async function takeIn(
  w: Write<Ctx>,
  reporter: Reporter,
  { pupil, melding }: TakeInInput,
  { jongere: decided = null, own = null }: { jongere?: string | null; own?: OwnNumber | null } = {},
): Promise<TakenIn> {
  const today = dateInAmsterdam(Date.parse(w.now));
  const age = ageOn(pupil.birthDate, today);
  if (age < ages.youngest || age > ages.oldest) return { ok: false, error: 'age-unlikely' };
  if (!fitsAge(melding.kind, age)) return { ok: false, error: 'kind-not-for-age', age };
  if (melding.beganOn > today) return { ok: false, error: 'begins-later' };
  const pupilNumber = pupil.pupilNumber ?? null;
  const school = reporter.organisation;
  // Two reports of one pupil at once are about one jongere.
  await w.tx`select pg_advisory_xact_lock(hashtextextended('jongere ' || ${pupil.birthDate}, 0))`;
  const known =
    decided ?? (await findKnown(w, pupil, school === null ? null : { organisation: school, pupilNumber }));
  const jongere = known ?? (await insertJongere(w, pupil));
  if (school !== null)
    await noteEnrolment(w, jongere, {
      organisation: school,
      pupilNumber,
      programme: pupil.programme ?? null,
      seenOn: today,
    });
  const { settings } = await w.ctx.roster.current();
  const traject = await openTraject(w, {
    jongere,
    residence: pupil.residence ?? null,
    task: taskOf(melding.kind, age),
    assignDays: settings.trajecten.assignDays,
  });
  if (!traject.ok) return traject;
  const id = randomUUID();
  const tx = w.ctx.db;
  await tx.insert(meldingen).values({
    ...melding,
    id,
    jongereId: jongere,
    trajectId: traject.traject,
    source: reporter.source,
    organisationId: school,
    reportedBy: reporter.staff,
    ownNumber: own?.number ?? null,
    requestHash: own?.requestHash ?? null,
    reportedAt: new Date(w.now),
  });
  w.record({ about: { kind: 'melding', id }, what: 'reported', details: { kind: melding.kind } });
  return {
    ok: true,
    melding: id,
    traject: traject.traject,
    jongere,
    isNew: known === null,
    opened: traject.opened,
  };
}
