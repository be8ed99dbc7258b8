import type { audiences, handoverParts, noteKinds, teamTasks } from '#db/schema/words.ts';

// Who may read what of a note. Pure. Parents have a say until 18 (BW 1:233). Of who is 16 or 17 they hear what happened and what was
// agreed, and not why, unless the jongere agrees; so a verslag keeps these apart.

export type Audience = (typeof audiences)[number];
export type NoteKind = (typeof noteKinds)[number];
export type HandoverPart = (typeof handoverParts)[number];

/** The parts of a note, in the order in which they are read. */
export const noteParts = ['facts', 'reasons', 'agreements'] as const;
export type NotePart = (typeof noteParts)[number];

/** What decides who may read a note. */
export interface NoteRule {
  kind: NoteKind;
  audience: Audience;
  /** Of a terugkoppeling: for which school. */
  organisation: string | null;
  /** The jongere agrees that this audience reads the reasons, and from 18 that it hears of them at all. */
  reasonsAgreed: boolean;
}

export type Reader =
  | { as: Exclude<Audience, 'school'> }
  /** Somebody of a school, or a school that something goes to. */
  | { as: 'school'; organisation: string };

const all: readonly NotePart[] = noteParts;
const withoutReasons: readonly NotePart[] = ['facts', 'agreements'];

/**
 * What a reader may read of a note about somebody of an age in years; null for an age that is not known any more, which counts as 18.
 * A note is for its team and the audience that was chosen, and for nobody else.
 */
export function partsFor(note: NoteRule, reader: Reader, age: number | null): readonly NotePart[] {
  if (reader.as === 'team') return all;
  if (reader.as !== note.audience) return [];
  switch (reader.as) {
    case 'school':
      return note.kind === 'terugkoppeling' && note.organisation === reader.organisation ? ['facts'] : [];
    case 'jongere':
      return all;
    case 'parents':
      return partsForParents(note, age ?? 18);
    default:
      return note.reasonsAgreed ? all : withoutReasons;
  }
}

/** Parents decide with a jongere until 16; until 18 they hear what happened and what was agreed; then what the jongere wants. */
function partsForParents({ reasonsAgreed }: NoteRule, age: number): readonly NotePart[] {
  if (age < 16 || reasonsAgreed) return all;
  return age < 18 ? withoutReasons : [];
}

/** Who of staff looks at a note, and how they came to it. */
export interface Beside {
  /** Whoever wrote it is in their team, or is they. */
  ownTeam: boolean;
  task: (typeof teamTasks)[number] | null;
  /** They work for the gemeente where the jongere lives. */
  ofResidence: boolean;
  /** What the jongere agreed to when the traject was handed to another team after this note; null when it was not. */
  handedOver: readonly HandoverPart[] | null;
}

/**
 * What somebody of staff who may see the traject reads of a note. Those who got it from another team read of what was written
 * before what the jongere agreed to be shared, and what was meant for them. Who took it over, with a reason, reads what there is.
 */
export function partsForStaff(note: NoteRule, beside: Beside, age: number | null): readonly NotePart[] {
  if (beside.ownTeam || beside.handedOver === null) return partsFor(note, { as: 'team' }, age);
  const may = new Set<NotePart>();
  for (const part of handedOverParts(note, beside.handedOver)) may.add(part);
  if (beside.task === 'leerplicht')
    for (const part of partsFor(note, { as: 'leerplicht' }, age)) may.add(part);
  if (beside.ofResidence) for (const part of partsFor(note, { as: 'woongemeente' }, age)) may.add(part);
  return noteParts.filter((part) => may.has(part));
}

/** What of a note goes along in an overdracht: of a verslag all or the agreements alone, of other notes nothing. */
export function handedOverParts(
  { kind }: Pick<NoteRule, 'kind'>,
  parts: readonly HandoverPart[],
): readonly NotePart[] {
  if (kind !== 'verslag') return [];
  if (parts.includes('verslagen')) return all;
  return parts.includes('agreements') ? ['agreements'] : [];
}

/** What a note says, as far as it was written. */
export type Written = Readonly<Record<NotePart, string | null>>;

/** A note with no more than these parts. */
export const onlyParts = (written: Written, parts: readonly NotePart[]): Written => ({
  facts: parts.includes('facts') ? written.facts : null,
  reasons: parts.includes('reasons') ? written.reasons : null,
  agreements: parts.includes('agreements') ? written.agreements : null,
});
