import type { pushKinds, pushLevels } from '#db/schema/words.ts';

// Who is told what on their devices. Pure. Instants are epoch ms, days are dates in Amsterdam.

export type PushLevel = (typeof pushLevels)[number];
export type PushKind = (typeof pushKinds)[number];

/** Something that somebody may want to hear of. */
export interface Matter {
  /** Says what it is about: a device is told of it once. */
  key: string;
  kind: PushKind;
  /** Whom it concerns; null for everybody who answers chats. */
  staff: string | null;
  /** Whether they did it themselves. */
  own: boolean;
  /** Of an afspraak: its date. */
  day: string | null;
  /** When it happened. */
  at: number;
}

/** A device of somebody who is signed in with it. */
export interface Listener {
  device: string;
  staff: string;
  level: PushLevel;
  /** Since when the device is told things. */
  since: number;
  /** They said that they take chats, and have not been away for long. */
  present: boolean;
  /** They have the inbox in view, on this device or another. */
  watching: boolean;
}

const minute = 60_000;

/** Most that one person is told in a minute, on all devices together counted once. */
export const mostPerMinute = 3;
/** An afspraak that changed longer ago is no news. */
export const newsMs = 10 * minute;
export const mostDevices = 10;

/** What is for today or waits. */
const isSoon = ({ kind, day }: Matter, today: string): boolean =>
  kind === 'chat-waits' || kind === 'question-waits' || day === today;

/** Whether a level has room for this. Each level takes all that the one below it takes. */
export function levelTakes(level: PushLevel, matter: Matter, today: string): boolean {
  if (level === 'none') return false;
  if (level === 'all') return true;
  return !matter.own && (level === 'others' || isSoon(matter, today));
}

/** Whether a device is told of something now. */
export function wants(listener: Listener, matter: Matter, today: string): boolean {
  if (matter.staff !== null && matter.staff !== listener.staff) return false;
  if (!levelTakes(listener.level, matter, today)) return false;
  if (matter.kind === 'chat-waits') return listener.present && !listener.watching;
  // A left question stands in the inbox, too, and was there before the device was.
  if (matter.kind === 'question-waits') return !listener.watching;
  return matter.at >= listener.since;
}

/** The most urgent first: who waits now, then who waited long, then the agenda. */
const order: readonly PushKind[] = ['chat-waits', 'question-waits'];
const rankOf = ({ kind }: Matter) => (order.includes(kind) ? order.indexOf(kind) : order.length);

/**
 * Which of the things that a person was not told yet they are told now. What has no room in this minute has its turn in the next,
 * if it still matters then.
 */
export function withinMinute(matters: readonly Matter[], toldLastMinute: number): Matter[] {
  const room = Math.max(0, mostPerMinute - toldLastMinute);
  return matters.toSorted((a, b) => rankOf(a) - rankOf(b) || a.at - b.at).slice(0, room);
}

/** How a push service handles it (RFC 8030): what has the same topic takes each other's place. */
export interface Manner {
  topic: string;
  urgency: 'normal' | 'high';
  ttlMs: number;
}

export function mannerOf({ kind, day }: Pick<Matter, 'kind' | 'day'>): Manner {
  if (kind === 'chat-waits') return { topic: 'chat', urgency: 'high', ttlMs: 2 * minute };
  if (kind === 'question-waits') return { topic: 'questions', urgency: 'normal', ttlMs: 240 * minute };
  return { topic: `day-${day}`, urgency: 'normal', ttlMs: newsMs };
}

/** When what could not be sent is tried again, after so many attempts, in ms. */
export const againAfterMs = (attempts: number): number =>
  Math.min(5 * minute, 15_000 * 2 ** Math.min(attempts - 1, 10));
