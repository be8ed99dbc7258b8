// What the gemeente adds to what ships stands in the foot of every page that the chat can open over.

/** Whom else to call in a crisis, as the foot of this page has them. */
export function localCrisisNumbers(): { name: string; language: string | undefined; phone: string }[] {
  return [...document.querySelectorAll('[data-local-crisis]')].flatMap((line) => {
    const who = line.querySelector('span');
    const phone = line.querySelector('a')?.textContent;
    return who && phone ? [{ name: who.textContent, language: who.lang || undefined, phone }] : [];
  });
}

let words: readonly string[] | undefined;

/** What else points to danger: words with a line each. */
export function addedDangerWords(): readonly string[] {
  words ??=
    document.querySelector<HTMLElement>('[data-danger-words]')?.dataset.dangerWords?.split('\n') ?? [];
  return words;
}
