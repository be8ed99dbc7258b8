/** A piece of what somebody wrote. */
export interface Piece {
  text: string;
  /** The text is a whole address, to follow as it stands. */
  isLink: boolean;
}

const address = /\bhttps?:\/\/[^\s<>"]+/gi;
/** What mostly ends a sentence rather than an address. A bracket is kept when it was opened in the address. */
const tail = /[.,;:!?'’”*_~]+$/;

function trimmed(found: string): string {
  let text = found;
  for (;;) {
    const shorter = text.replace(tail, '');
    const isOpen = shorter.endsWith(')') && shorter.split('(').length < shorter.split(')').length;
    const next = isOpen ? shorter.slice(0, -1) : shorter;
    if (next === text) return text;
    text = next;
  }
}

/** Cuts a text into plain pieces and addresses of http and https. Nothing else is ever a link. */
export function findLinks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    const link = trimmed(found);
    if (!isAddress(link)) continue;
    if (index > from) pieces.push({ text: text.slice(from, index), isLink: false });
    pieces.push({ text: link, isLink: true });
    from = index + link.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isLink: false });
  return pieces;
}

/** With a host, and without the name and password that make an address look like another one. */
function isAddress(text: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(text);
    return /^https?:$/.test(protocol) && hostname !== '' && username === '' && password === '';
  } catch {
    return false;
  }
}
