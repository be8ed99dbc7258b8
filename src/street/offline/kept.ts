import { type BrowserStorage, siteStorage, storageKeys, tabStorage } from '#ui/storage.ts';
import { isOld, type KeptReferral, newestOf, readKept } from '../keptReferral.ts';
import { type ReferWay, referWays } from '../paths.ts';
import { type Known, parseKnown } from './known.ts';
import { inOrder, merge, readWaiting, type Waiting } from './outbox.ts';

// What a browser keeps of referrals, each under the id of whose it is. Others' goes as soon as somebody else is signed in, and
// all of it when somebody signs out (forget-others.ts, inbox/forgetDrafts.ts).

/** Something in the outbox changed, in this tab. */
export const outboxChanged = 'doorstart:outbox';

const before = siteStorage.read(storageKeys.signedOut);

/** Somebody signed out since this document came: what still stands in it is not kept anew. */
const isSignedOut = () => siteStorage.read(storageKeys.signedOut) !== before;

const boxOf = (who: string) => `${storageKeys.referralOutbox}${who}-`;
const nameOf = ({ who, key }: Pick<Waiting, 'who' | 'key'>) => boxOf(who) + key;

/** What somebody has in the outbox, oldest first. */
export const readOutbox = (who: string): Waiting[] =>
  inOrder(
    siteStorage.keys(boxOf(who)).flatMap((name) => {
      const item = readWaiting(siteStorage.read(name));
      return item?.who === who ? [item] : [];
    }),
  );

/** Puts one in the outbox; false when the browser keeps nothing, or nothing any more of who was signed in. */
export function putInOutbox(item: Waiting): boolean {
  const kept = !isSignedOut() && siteStorage.write(nameOf(item), JSON.stringify(item));
  dispatchEvent(new Event(outboxChanged));
  return kept;
}

/**
 * Puts a new one in the outbox. One that waits under the same key stays: the same once more is that one, and another gets a
 * key of its own.
 */
export function addToOutbox(item: Waiting): boolean {
  const stands = readWaiting(siteStorage.read(nameOf(item)));
  if (!stands || stands.state === 'sent') return putInOutbox(item);
  return isSame(stands.values, item.values) || putInOutbox({ ...item, key: crypto.randomUUID() });
}

const isSame = (one: Waiting['values'], other: Waiting['values']) =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => one[name] === other[name]);

/** Changes one that still is there; another tab may have come further, or have thrown it away. */
export function changeInOutbox(item: Waiting, change: (item: Waiting) => Waiting): void {
  const stands = readWaiting(siteStorage.read(nameOf(item)));
  if (stands) putInOutbox(merge(stands, change(stands)));
}

export function takeFromOutbox(item: Pick<Waiting, 'who' | 'key'>): void {
  siteStorage.write(nameOf(item), null);
  dispatchEvent(new Event(outboxChanged));
}

/** What whoever was signed in here last knows; null when that is nothing. */
export function readKnownHere(): Known | null {
  const [name] = siteStorage.keys(storageKeys.referralKnown);
  return name === undefined ? null : parseKnown(siteStorage.read(name));
}

export const keepKnown = (known: Known): boolean =>
  siteStorage.write(storageKeys.referralKnown + known.who, JSON.stringify(known));

const draftOf = (who: string, way: ReferWay) => `${storageKeys.referralDraft}${who}-${way}`;

/** What is being typed in this tab, or was typed last in a tab that is closed. */
export function readDraft(who: string, way: ReferWay): KeptReferral | null {
  const name = draftOf(who, way);
  return draftIn(tabStorage, name) ?? newestOf(keptOf(name).map((one) => draftIn(siteStorage, one)));
}

/**
 * The draft that this tab goes on with. What another tab typed gets a key of its own, as that tab may still be typing; so does
 * what is in the outbox under its key. What was sent keeps it.
 */
export function takeDraft(who: string, way: ReferWay): KeptReferral | null {
  const draft = readDraft(who, way);
  if (!draft || draft.sent) return draft;
  const { key } = draft.values;
  const isOwn = draftIn(tabStorage, draftOf(who, way)) !== null;
  if (isOwn && !readOutbox(who).some((item) => item.key === key)) return draft;
  const own = { ...draft, values: { ...draft.values, key: crypto.randomUUID() } };
  if (!keepDraft(who, way, own)) return draft;
  siteStorage.write(`${draftOf(who, way)}-${key ?? ''}`, null);
  return own;
}

/** Keeps what is typed; false when the browser keeps nothing, or nothing any more of who was signed in. */
export function keepDraft(who: string, way: ReferWay, draft: KeptReferral): boolean {
  if (isSignedOut()) return false;
  const name = draftOf(who, way);
  const isInTab = tabStorage.write(name, JSON.stringify(draft));
  return siteStorage.write(`${name}-${draft.values.key ?? ''}`, JSON.stringify(draft)) || isInTab;
}

export function forgetDraft(who: string, way: ReferWay): void {
  const draft = readDraft(who, way);
  const name = draftOf(who, way);
  tabStorage.write(name, null);
  if (draft) siteStorage.write(`${name}-${draft.values.key ?? ''}`, null);
}

/** Forgets the draft of a referral that was made, and no other. */
export function forgetMade(who: string, key: string): void {
  for (const name of referWays.map((way) => draftOf(who, way))) {
    if (draftIn(tabStorage, name)?.values.key === key) tabStorage.write(name, null);
    siteStorage.write(`${name}-${key}`, null);
  }
}

/** Forgets drafts that are too old. */
export function forgetOld(who: string): void {
  for (const name of referWays.map((way) => draftOf(who, way))) {
    if (!draftIn(tabStorage, name)) tabStorage.write(name, null);
    for (const one of keptOf(name)) if (!draftIn(siteStorage, one)) siteStorage.write(one, null);
  }
}

const keptOf = (name: string) => siteStorage.keys(`${name}-`);

function draftIn(storage: BrowserStorage, name: string): KeptReferral | null {
  const draft = readKept(storage.read(name));
  return draft && !isOld(draft, Date.now()) ? draft : null;
}
