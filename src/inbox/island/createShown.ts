import { createSignal, onCleanup, onMount } from 'solid-js';
import { chatPath, conversationIn } from '../paths.ts';

/** Which conversation is shown: the one in the address, also after a refresh and after "back". */
export function createShown(asked: string | null) {
  const [id, setId] = createSignal(asked);
  onMount(() => {
    const follow = () => setId(conversationIn(location.search));
    addEventListener('popstate', follow);
    onCleanup(() => removeEventListener('popstate', follow));
  });
  return {
    id,
    show(next: string | null) {
      if (next === id()) return;
      history.pushState(null, '', chatPath(next));
      setId(next);
    },
  };
}
