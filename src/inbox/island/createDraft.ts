import { createSignal } from 'solid-js';
import { makeDraft } from '../draft.ts';

/** What stands in a field, and is there again when somebody comes back to it. */
export function createDraft(key: string) {
  const kept = makeDraft(key);
  const [text, setText] = createSignal(kept.read());
  const set = (next: string | ((before: string) => string)) => kept.write(setText(next));
  return [text, set] as const;
}
