import { type TakeBackIllInput, takeBackIllSchema } from '#server/team/schema.ts';

// What takes an illness back, as it stands in an address and a form: `ID.VERSION,1,2`, or `-,1,2` without an absence.

/** In one word. */
export const writeTakeBack = ({ absence, acts }: TakeBackIllInput): string =>
  [absence === null ? '-' : `${absence.id}.${absence.version}`, ...acts].join(',');

/** Read again; null for what is none. */
export function readTakeBack(text: string | null | undefined): TakeBackIllInput | null {
  if (!text) return null;
  const [head = '', ...acts] = text.split(',');
  const [id, version] = head.split('.');
  const absence = head === '-' ? null : { id, version: Number(version) };
  return takeBackIllSchema.safeParse({ absence, acts: acts.map(Number) }).data ?? null;
}
