import type { Startkwalificatie } from '#server/startkwalificatie/words.ts';

const marks: Record<Startkwalificatie, string> = {
  ja: 'm15 33 11 11 23-25',
  nee: 'M12 46h12V34h12V22h14M44 14l8 8-8 8',
  beoordelen: 'M23 25a9 9 0 1 1 13 8c-3 2-4 4-4 7M32 50v.1',
};

/** What was found, as a stamp would print it: a word and a mark, not a colour alone. */
export function Stamp({ kind, text }: { kind: Startkwalificatie; text: string }) {
  return (
    <div class="stamp" aria-hidden="true">
      <svg class="stamp__mark" aria-hidden="true" viewBox="0 0 64 64" width="64" height="64">
        <path d={marks[kind]} />
      </svg>
      {text}
    </div>
  );
}
