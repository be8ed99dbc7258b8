import type { ReferWay } from '../paths.ts';
import { addToOutbox, forgetDraft, keepDraft, readDraft, takeFromOutbox } from './kept.ts';
import { newWaiting, type Waiting } from './outbox.ts';

/** Puts a draft that was sent, and got no answer, in the outbox. False when there is none, or the browser keeps nothing. */
export function moveToOutbox(who: string, way: ReferWay): boolean {
  const draft = readDraft(who, way);
  const key = draft?.sent?.key;
  if (!draft?.sent || !key) return false;
  if (!addToOutbox(newWaiting({ key, who, way }, draft.sent, Date.now()))) return false;
  forgetDraft(who, way);
  return true;
}

/**
 * Takes one out of the outbox to change it: it becomes the draft of this tab. Under a key that made another referral it would
 * never be passed on.
 */
export function moveToDraft(item: Waiting): void {
  const { who, way, values } = item;
  const key = item.state === 'over' ? crypto.randomUUID() : item.key;
  const { consent: _, consentVersion: __, start: ___, step, ...typed } = values;
  const isKept = keepDraft(who, way, {
    values: { ...typed, key },
    reached: way === 'samen' ? 'when' : 'consent',
    at: Date.now(),
    sent: null,
  });
  if (isKept) takeFromOutbox(item);
}
