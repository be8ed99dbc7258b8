import type { Ctx } from '#server/booking/context.ts';
import type { BookedAs } from '#server/booking/mayBook.ts';
import { findOwnCasemanager, ownCasemanagerWord } from '#server/booking/ownCasemanager.ts';
import { looksLikeToken } from '#server/kernel/tokens.ts';
import type { Casemanager, Roster } from '#server/roster/types.ts';
import type { OwnWords } from './paths.ts';

/** As whom somebody comes to the journey. */
export function cameAs({ own, words }: Came): BookedAs {
  if (words?.invitation !== undefined) return 'invited';
  return own && !own.anybody ? 'own-casemanager' : 'anybody';
}

/** What an address says of an invitation or of the own casemanager, known or not: to carry it along. */
export function ownWords(params: URLSearchParams): OwnWords {
  const invitation = params.get('invitation') ?? '';
  if (looksLikeToken(invitation)) return { invitation };
  const gesprek = gesprekIn(params);
  const casemanager = params.get('casemanager') ?? '';
  if (!looksLikeToken(casemanager)) return withGesprek({}, gesprek);
  const everyone = params.get('everyone') === 'yes' ? 'yes' : undefined;
  return withGesprek({ casemanager, everyone }, gesprek);
}

const withGesprek = (words: OwnWords, gesprek: string | undefined): OwnWords =>
  gesprek === undefined ? words : Object.assign(words, { gesprek });

function gesprekIn(params: URLSearchParams): string | undefined {
  const token = params.get('gesprek') ?? '';
  return looksLikeToken(token) ? token : undefined;
}

export interface Own {
  casemanager: Casemanager;
  word: string;
  /** Times with everybody were asked for. */
  anybody: boolean;
  /** For addresses: with the own casemanager, and with everybody. */
  first: OwnWords;
  others: OwnWords;
  /** For addresses: as it is now. */
  now: OwnWords;
}

/** How somebody came to the journey. */
export interface Came {
  own: Own | undefined;
  /** The address named a casemanager whom we do not know any more. */
  gone: boolean;
  /** What each address of the journey carries along. */
  words: OwnWords | undefined;
}

/**
 * The own casemanager of whoever came by a private link. `gone` when the address names somebody whom we do not know
 * (any more): then it goes on as if it named nobody.
 */
export function readOwn(ctx: Ctx, roster: Roster, params: URLSearchParams): Came {
  const { invitation } = ownWords(params);
  if (invitation !== undefined) return { own: undefined, gone: false, words: { invitation } };
  const word = params.get('casemanager');
  const gesprek = gesprekIn(params);
  const words = gesprek === undefined ? undefined : { gesprek };
  if (word === null) return { own: undefined, gone: false, words };
  const casemanager = findOwnCasemanager(ctx, roster, word);
  if (!casemanager) return { own: undefined, gone: true, words };
  const own = ownOf(ctx, roster, casemanager.id, params);
  return { own, gone: false, words: own?.now };
}

/** The same for an afspraak to move: its casemanager is the own one, as long as they work here. */
export function ownOf(
  ctx: Ctx,
  { casemanagers }: Roster,
  casemanagerId: string,
  params: URLSearchParams,
): Own | undefined {
  const casemanager = casemanagers.find(({ id }) => id === casemanagerId);
  if (!casemanager) return undefined;
  const word = ownCasemanagerWord(ctx, casemanagerId);
  const anybody = params.get('everyone') === 'yes';
  const gesprek = gesprekIn(params);
  const first = withGesprek({ casemanager: word }, gesprek);
  const others = withGesprek({ casemanager: word, everyone: 'yes' }, gesprek);
  return { casemanager, word, anybody, first, others, now: anybody ? others : first };
}
