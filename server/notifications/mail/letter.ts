/** What a mail says, before it is laid out. All of it is text; nothing of it is markup. */
export interface Letter {
  language: 'nl' | 'en';
  /** Who writes: the gemeente. */
  sender: string;
  subject: string;
  lines: readonly string[];
  /** Facts beneath each other, such as day and place. */
  facts: readonly { label: string; value: string }[];
  action: { label: string; url: string };
  /** What the gemeente adds of its own; null for nothing. */
  added: string | null;
  /** Small print: how to reach the gemeente, and why this comes. */
  foot: readonly string[];
}

/** A letter as plain text; lines are as long as they are, for a mail program breaks them as its screen asks (RFC 3676 is for others). */
export function asText({ lines, facts, action, added, foot, sender }: Letter): string {
  return [
    lines,
    facts.map(({ label, value }) => `${label}: ${value}`),
    // The address alone on its line, so that a mail program makes a link of all of it.
    [`${action.label}:`, action.url],
    added === null ? [] : [added],
    [sender, ...foot],
  ]
    .filter((part) => part.length > 0)
    .map((part) => `${part.join('\n')}\n`)
    .join('\n');
}

/** What a list of mails shows behind the subject. */
export const previewOf = ({ lines, facts }: Letter): string =>
  [lines[0], facts[0]?.value].filter(Boolean).join(' ');
