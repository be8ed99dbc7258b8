import { type NoteKind, noteParts, type Written } from './audience.ts';

const headings = { facts: 'Wat er is gebeurd', reasons: 'Waarom', agreements: 'Wat we afspraken' } as const;

/** The words in which a note goes out: a verslag with a heading over each of its parts. In Dutch, as it was written. */
export function wordsOf(kind: NoteKind, written: Written): string {
  return noteParts
    .flatMap((part) => {
      const text = written[part];
      if (text === null) return [];
      return kind === 'verslag' ? [`${headings[part]}\n${text}`] : [text];
    })
    .join('\n\n');
}
