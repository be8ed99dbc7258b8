import { siteStorage, storageKeys, tabStorage } from '#ui/storage.ts';
import { type KeptReferral, newestOf, readKept } from '../keptReferral.ts';
import type { ReferWay } from '../paths.ts';
import { type Known, parseKnown } from './known.ts';
import { inOrder, merge, readWaiting, type Waiting } from './outbox.ts';

// What a browser keeps of referrals, each under the id of whose it is. Others' goes as soon as somebody else is signed in, and
// all of it when somebody signs out (forget-others.ts, inbox/forgetDrafts.ts).

/** Something in the outbox changed, in this tab. */
export const outboxChanged = 'doorstart:outbox';

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

/** Puts one in the outbox; false when the browser keeps nothing. */
export function putInOutbox(item: Waiting): boolean {
  const kept = siteStorage.write(nameOf(item), JSON.stringify(item));
  dispatchEvent(new Event(outboxChanged));
  return kept;
}

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
  const here = readKept(tabStorage.read(name));
  return here ?? newestOf(siteStorage.keys(`${name}-`).map((one) => readKept(siteStorage.read(one))));
}

export function keepDraft(who: string, way: ReferWay, draft: KeptReferral): void {
  const name = draftOf(who, way);
  tabStorage.write(name, JSON.stringify(draft));
  siteStorage.write(`${name}-${draft.values.key ?? ''}`, JSON.stringify(draft));
}

export function forgetDraft(who: string, way: ReferWay): void {
  const draft = readDraft(who, way);
  const name = draftOf(who, way);
  tabStorage.write(name, null);
  if (draft) siteStorage.write(`${name}-${draft.values.key ?? ''}`, null);
}
