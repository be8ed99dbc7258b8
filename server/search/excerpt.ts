import { foldText } from '#db/schema/foldText.ts';

/** A piece of a text; `hit` is what was searched for. */
export interface Piece {
  text: string;
  hit: boolean;
}

/** A text with the begins of words marked that were searched for, as `foldText` writes them. */
export function markHits(text: string, parts: readonly string[]): Piece[] {
  const found = rangesOf(text, parts);
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of found) {
    if (from > at) pieces.push({ text: text.slice(at, from), hit: false });
    pieces.push({ text: text.slice(from, to), hit: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hit: false });
  return pieces;
}

/** The part of a longer text, in one line, that has the first hit in it, with "…" where it was cut. */
export function excerpt(text: string, parts: readonly string[], most = 80): Piece[] {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= most) return markHits(line, parts);
  const hit = rangesOf(line, parts)[0]?.[0] ?? 0;
  const wanted = Math.max(0, Math.min(hit - Math.floor(most / 3), line.length - most));
  // Begin and end between words where there is one near, and never inside of a sign of two halves.
  const begin = wanted === 0 ? 0 : Math.min(line.indexOf(' ', wanted) + 1 || hit, hit);
  const space = line.lastIndexOf(' ', begin + most);
  const end = begin + most >= line.length ? line.length : space > hit ? space : begin + most;
  const cut = line.slice(begin, end).toWellFormed().replaceAll('\ufffd', '');
  return markHits(`${begin > 0 ? '… ' : ''}${cut}${end < line.length ? ' …' : ''}`, parts);
}

/** Where words begin with one of these parts, in order and apart. */
function rangesOf(text: string, parts: readonly string[]): [from: number, to: number][] {
  if (parts.length === 0) return [];
  const longestFirst = parts.toSorted((a, b) => b.length - a.length);
  const expression = new RegExp(`(?<![a-z0-9])(?:${longestFirst.join('|')})`, 'g');
  return [...foldText(text).matchAll(expression)].map(({ index, 0: { length } }) => [index, index + length]);
}

/** Whether each of these parts begins a word of a text. */
export const hasParts = (text: string, parts: readonly string[]): boolean =>
  parts.length > 0 && parts.every((part) => rangesOf(text, [part]).length > 0);
