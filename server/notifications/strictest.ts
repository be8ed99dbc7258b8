import { messageLevels } from '#db/schema/words.ts';

export type MessageLevel = (typeof messageLevels)[number];

/** Of how much messages may say by the one and by the other, the least: what somebody asked for is never overruled by more. */
export function strictest(...levels: readonly MessageLevel[]): MessageLevel {
  return messageLevels[Math.max(0, ...levels.map((level) => messageLevels.indexOf(level)))] ?? 'none';
}
