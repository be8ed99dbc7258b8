/** A slash that was typed to look for a canned reply: where it stands, and what was typed after it. */
export interface Slash {
  from: number;
  query: string;
}

/** The slash just before the caret: at the begin of a word, with nothing but a shortcut after it. */
export function slashAt(text: string, caret: number): Slash | null {
  const match = /(?:^|\s)\/([a-z0-9-]*)$/i.exec(text.slice(0, caret));
  return match ? { from: caret - (match[1] ?? '').length - 1, query: (match[1] ?? '').toLowerCase() } : null;
}

const most = 8;

/** The replies that fit what was typed: first those whose shortcut begins with it, then those that hold it at all. */
export function matching<Reply extends { shortcut: string; body: string }>(
  replies: readonly Reply[],
  query: string,
): Reply[] {
  const begins = replies.filter(({ shortcut }) => shortcut.startsWith(query));
  const holds = replies.filter(
    (reply) =>
      !begins.includes(reply) && (reply.shortcut.includes(query) || reply.body.toLowerCase().includes(query)),
  );
  return [...begins, ...holds].slice(0, most);
}

/** The text with a reply in the place of the slash and what was typed after it, and where the caret then stands. */
export function putIn(text: string, { from, query }: Slash, body: string): { text: string; caret: number } {
  const before = text.slice(0, from);
  return { text: before + body + text.slice(from + 1 + query.length), caret: before.length + body.length };
}
