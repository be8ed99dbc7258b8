import { readDate } from '#server/kernel/readDate.ts';
import { readTime } from '#server/kernel/readTime.ts';
import { wording } from './wording.ts';

export interface AskedFor {
  kind: 'date' | 'time';
  today: string;
  /** What was typed as the begin, where this is the end of a period. */
  begin?: string | undefined;
}

/**
 * What a field understands of what is typed: `donderdag 3 december`, `14:30`. Empty for an empty field and for what says
 * itself; null for what it does not understand.
 */
export function understood(typed: string, { kind, today, begin = '' }: AskedFor): string | null {
  const text = typed.trim();
  if (text === '') return '';
  if (kind === 'time') {
    const time = readTime(text);
    return time === text ? '' : time;
  }
  const from = readDate(begin, today, { ahead: true }) ?? today;
  const date = readDate(text, today, { ahead: true, from });
  if (date === null) return null;
  const w = wording('nl');
  return date.slice(0, 4) === today.slice(0, 4) ? w.dayOfDate(date) : w.dateOfDate(date);
}
