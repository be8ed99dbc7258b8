import type { ReferWay } from '../paths.ts';
import { forgetDraft, keepDraft, putInOutbox, readDraft, takeFromOutbox } from './kept.ts';
import { newWaiting, type Waiting } from './outbox.ts';

/** Puts a draft that was sent, and got no answer, in the outbox. False when there is none, or the browser keeps nothing. */
export function moveToOutbox(who: string, way: ReferWay): boolean {
  const draft = readDraft(who, way);
  const key = draft?.sent?.key;
  if (!draft?.sent || !key) return false;
  if (!putInOutbox(newWaiting({ key, who, way }, draft.sent, Date.now()))) return false;
  forgetDraft(who, way);
  return true;
}

/** Takes one out of the outbox to change it: it becomes the draft of this tab. */
export function moveToDraft(item: Waiting): void {
  const { who, way, key, values } = item;
  const { consent: _, consentVersion: __, start: ___, step, ...typed } = values;
  keepDraft(who, way, {
    values: { ...typed, key },
    reached: way === 'samen' ? 'when' : 'consent',
    at: Date.now(),
    sent: null,
  });
  takeFromOutbox(item);
}
