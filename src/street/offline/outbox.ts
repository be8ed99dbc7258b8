// Referrals that wait for a connection, as a browser keeps them. Pure; runs in a browser.

/** A free time to choose instead: as the form sends it, and in words. */
export interface NearTime {
  value: string;
  words: string;
}

/** What became of one so far. Only `waiting` is sent; `sent` is for good. */
export const waitingStates = ['waiting', 'taken', 'consent', 'wrong', 'over', 'sent'] as const;
export type WaitingState = (typeof waitingStates)[number];

export interface Waiting {
  /** Made by the browser: the server makes one referral of it, however often it comes. */
  key: string;
  /** The id of who made it, and alone may send it. */
  who: string;
  way: 'samen' | 'link';
  firstName: string;
  /** What was typed, by the name of the field. Nothing once it was sent. */
  values: Readonly<Record<string, string>>;
  /** Epoch ms, of the clock of the browser. */
  at: number;
  /** Grows with each time that somebody chose another time. */
  round: number;
  state: WaitingState;
  /** The id of the referral that was made. */
  id: string;
  near: readonly NearTime[];
  /** What is wrong, in words. */
  words: readonly string[];
  /** How often an answer was to come again later, and from when on it may. Epoch ms, of the clock of the browser. */
  tries: number;
  after: number;
}

/** What the server answered, or that it did not. */
export type Answer =
  | { state: 'sent'; id: string }
  | { state: 'taken'; near: readonly NearTime[] }
  | { state: 'consent' | 'over' }
  | { state: 'wrong'; words: readonly string[] }
  /** Too much at once, or the server cannot: it comes again once these seconds are over. */
  | { state: 'later'; waitSeconds: number }
  /** No line, signed out, or somebody else is signed in: it goes on waiting, and so does all behind it. */
  | { state: 'no-line' | 'signed-out' | 'not-mine' };

/** A referral that is ready to be sent. */
export const newWaiting = (
  { key, who, way }: Pick<Waiting, 'key' | 'who' | 'way'>,
  values: Waiting['values'],
  at: number,
): Waiting => ({
  key,
  who,
  way,
  values,
  at,
  firstName: values.firstName ?? '',
  round: 0,
  state: 'waiting',
  id: '',
  near: [],
  words: [],
  tries: 0,
  after: 0,
});

/**
 * What stands after an answer that came at `now` (epoch ms). What was sent holds nothing any more that was typed, but the
 * name. What was refused for now comes again later and later, never before the answer said.
 */
export function settle(item: Waiting, answer: Answer, now: number): Waiting {
  if (item.state !== 'waiting') return item;
  switch (answer.state) {
    case 'sent':
      return { ...item, state: 'sent', id: answer.id, values: {}, near: [], words: [] };
    case 'taken':
      return { ...item, state: 'taken', near: answer.near };
    case 'wrong':
      return { ...item, state: 'wrong', words: answer.words };
    case 'consent':
    case 'over':
      return { ...item, state: answer.state };
    case 'later': {
      const waitMs = Math.max(answer.waitSeconds * 1000, Math.min(longestMs, 20_000 * 2 ** item.tries));
      return { ...item, tries: item.tries + 1, after: now + waitMs };
    }
    default:
      return item;
  }
}

const longestMs = 15 * 60_000;

/** Another time for one whose time was taken; nothing else changes. */
export const chooseAgain = (item: Waiting, start: string): Waiting =>
  item.state === 'taken'
    ? {
        ...item,
        state: 'waiting',
        round: item.round + 1,
        near: [],
        values: { ...item.values, start },
        tries: 0,
        after: 0,
      }
    : item;

/** Which to send at `now` (epoch ms), for who is signed in: in the order in which they were made. */
export const toSend = (items: readonly Waiting[], who: string, now: number): Waiting[] =>
  inOrder(items).filter((item) => item.who === who && item.state === 'waiting' && item.after <= now);

/** The first that was made first. */
export const inOrder = (items: readonly Waiting[]): Waiting[] =>
  items.toSorted((one, other) => one.at - other.at || (one.key < other.key ? -1 : 1));

/**
 * Of one referral, as two tabs know it, what is further: sent before all, then the later choice of a time, then what was
 * answered to it, then how often.
 */
export function merge(one: Waiting, other: Waiting): Waiting {
  return weigh(one) >= weigh(other) ? one : other;
}

/** A text that sorts by how far one came; never the same for two that differ. */
function weigh({ state, round, tries, ...rest }: Waiting): string {
  const rank = state === 'sent' ? 'z' : inRank(round);
  return `${rank} ${waitingStates.indexOf(state)} ${inRank(tries)} ${JSON.stringify(rest)}`;
}

const inRank = (count: number) => String(count).padStart(6, '0');

/** What was kept; null for nothing, or for what another release or another hand wrote. */
export function readWaiting(text: string | null): Waiting | null {
  const item = parse(text);
  if (!isRecord(item)) return null;
  const { key, who, way, firstName, values, at, round, state, id, near, words, tries, after } = item;
  const known = waitingStates.find((one) => one === state);
  const sure = [key, who, firstName, id].every(isText) && typeof at === 'number' && typeof round === 'number';
  if (!sure || known === undefined || (way !== 'samen' && way !== 'link')) return null;
  return {
    key: String(key),
    who: String(who),
    way,
    firstName: String(firstName),
    values: textsIn(values),
    at,
    round,
    state: known,
    id: String(id),
    near: nearIn(near),
    words: listIn(words).filter(isText),
    tries: numberIn(tries),
    after: numberIn(after),
  };
}

/** What the server said, of JSON; null when that is something else. */
export function readAnswer(said: unknown): Answer | null {
  if (!isRecord(said)) return null;
  const { state, id, near, words, waitSeconds } = said;
  if (state === 'sent') return isText(id) ? { state, id } : null;
  if (state === 'taken') return { state, near: nearIn(near) };
  if (state === 'wrong') return { state, words: listIn(words).filter(isText) };
  if (state === 'consent' || state === 'over' || state === 'not-mine') return { state };
  if (state === 'later') return { state, waitSeconds: numberIn(waitSeconds) };
  return null;
}

export const isText = (value: unknown): value is string => typeof value === 'string';

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A number from zero on; anything else is zero. */
const numberIn = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 0);

export const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The texts of an object by their names. */
export const textsIn = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).filter((entry): entry is [string, string] =>
      isText(entry[1]),
    ),
  );

const nearIn = (value: unknown): NearTime[] =>
  listIn(value).flatMap((one) =>
    isRecord(one) && isText(one.value) && isText(one.words) ? [{ value: one.value, words: one.words }] : [],
  );

/** JSON, or null for what is none. */
export function parse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
