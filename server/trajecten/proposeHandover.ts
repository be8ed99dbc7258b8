import type { meldingKinds, meldingStates, teamTasks } from '#db/schema/words.ts';
import { ageOn, birthdayAt } from '#server/jongeren/age.ts';
import { daysBetween } from '#server/kernel/time.ts';
import { isOpenMelding } from './openMeldingen.ts';

// To whom a traject should go next, and why. It is proposed, never done by itself. Pure; dates are ISO.

export type TeamTask = (typeof teamTasks)[number];

export interface HandoverFacts {
  /** Of the team that has it; null for a team without, or an owner without a team. */
  task: TeamTask | null;
  birthDate: string;
  /** Those that are open. */
  kinds: readonly (typeof meldingKinds)[number][];
}

export interface HandoverProposal {
  why: 'absence-goes-on' | 'turns-18' | 'turns-27';
  /** Of the team that goes on; null where that is nobody's of these. */
  task: TeamTask | null;
  /** The birthday that it is about; null for another reason. */
  on: string | null;
}

/** What a school reports when somebody stays away although there was a gesprek (Leerplichtwet 21a; WEB 8.1.8a). */
const absence: readonly string[] = ['v3', 'v4', 'rmc', 'lrv', 'uit'];

/**
 * To whom a traject should be handed over. Who works for prevention passes on who stays away, to leerplicht until 18 and to the
 * Doorstroompunt from then on. Leerplicht ends at 18, and the Doorstroompunt at 27: that is told so many days before.
 */
export function proposeHandover(
  { task, birthDate, kinds }: HandoverFacts,
  { today, birthdayDays }: { today: string; birthdayDays: number },
): HandoverProposal | null {
  const isNear = (on: string) => daysBetween(today, on) <= birthdayDays;
  const [at18, at27] = [birthdayAt(birthDate, 18), birthdayAt(birthDate, 27)];
  if (isNear(at27)) return { why: 'turns-27', task: null, on: at27 };
  if (task === 'preventie' && kinds.some((kind) => absence.includes(kind)))
    return {
      why: 'absence-goes-on',
      task: ageOn(birthDate, today) < 18 ? 'leerplicht' : 'doorstroompunt',
      on: null,
    };
  if (task === 'leerplicht' && isNear(at18)) return { why: 'turns-18', task: 'doorstroompunt', on: at18 };
  return null;
}

type Melding = { kind: (typeof meldingKinds)[number]; state: (typeof meldingStates)[number] };

/** The kinds of those that are open. */
export const openKinds = (meldingen: readonly Melding[]): Melding['kind'][] =>
  meldingen.filter(isOpenMelding).map(({ kind }) => kind);
