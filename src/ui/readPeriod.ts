import { readDate } from '#server/kernel/readDate.ts';

/**
 * The first and the last date of a period as somebody typed them, as ISO dates: "vr" as the last is the Friday after
 * the first. What is no date stays as it is.
 */
export function readPeriod(first: unknown, last: unknown, today: string): [first: string, last: string] {
  const read = (typed: unknown, from?: string) => {
    const text = typeof typed === 'string' ? typed.trim() : '';
    return readDate(text, today, { ahead: true, from }) ?? text;
  };
  const from = read(first);
  return [from, read(last, readDate(from, today) === null ? undefined : from)];
}
