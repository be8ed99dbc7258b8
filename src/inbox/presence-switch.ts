import { presenceStatuses } from '#db/schema/words.ts';
import { onPage } from '#ui/work/onPage.ts';
import { inboxConnection } from './connection.ts';

// The switch at the foot of the sidebar: present, pause or away for the chat.

onPage(() => {
  const form = document.querySelector<HTMLFormElement>('[data-presence]');
  const choice = form?.querySelector('fieldset');
  if (!form || !choice) return;
  const { feed, asking } = inboxConnection();
  let telling = false;
  const show = (status: string | undefined) => {
    const switches = form.elements.namedItem('presence');
    if (switches instanceof RadioNodeList && status) switches.value = status;
  };
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', async ({ target }) => {
    const status = presenceStatuses.find((one) => target instanceof HTMLInputElement && one === target.value);
    if (!status) return;
    telling = true;
    try {
      await asking().emitWithAck('presence', { status });
    } catch {
      // What did not arrive is not so: the switch goes back to how it is.
      show(feed.inbox()?.presence);
    } finally {
      telling = false;
    }
  });
  return feed.listen(({ presence }) => {
    choice.disabled = false;
    // What comes meanwhile may be from before.
    if (!telling) show(presence);
  });
});
