import type { CheckText, Say } from '../props.ts';

export function Paragraphs({ say, texts }: { say: Say; texts: readonly CheckText[] }) {
  return (
    <>
      {texts.map((text) => (
        <p class="nl-paragraph">{say(text)}</p>
      ))}
    </>
  );
}
