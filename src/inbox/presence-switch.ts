import { presenceStatuses } from '#db/schema/words.ts';
import type { PresenceStatus } from '#server/chat/schema.ts';
import { onPage } from '#ui/work/onPage.ts';
import { answerOf, isDone } from '../chat/client/received.ts';
import { inboxConnection } from './connection.ts';

// The switch at the foot of the sidebar: present, pause or away for the chat.

onPage(() => {
  const form = document.querySelector<HTMLFormElement>('[data-presence]');
  const choice = form?.querySelector('fieldset');
  if (!form || !choice) return;
  const { feed, asking } = inboxConnection();
  const ask = async (status: PresenceStatus) => {
    const answer = await asking().emitWithAck('presence', { status });
    return answerOf(isDone)(answer);
  };
  const show = (status: string | undefined) => {
    const switches = form.elements.namedItem('presence');
    if (switches instanceof RadioNodeList && status) switches.value = status;
  };
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', async ({ target }) => {
    const status = presenceStatuses.find((one) => target instanceof HTMLInputElement && one === target.value);
    if (!status) return;
    // At once, so that nothing rings any more for whoever pauses; what did not arrive is not so, and goes back.
    const answered = feed.choose(status);
    const answer = await ask(status).catch(() => null);
    answered(answer !== null && 'ok' in answer);
  });
  return feed.listen(({ presence }) => {
    choice.disabled = false;
    show(presence);
  });
});
