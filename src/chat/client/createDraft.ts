import { createSignal } from 'solid-js';
import { read, write } from './storage.ts';

/** What stands in a field. It is there again after a refresh, and when somebody comes back to it in this tab. */
export function createDraft(key: string) {
  const [text, setText] = createSignal(read(key) ?? '');
  const set = (next: string | ((before: string) => string)) => write(key, setText(next));
  return [text, set] as const;
}
