import { storageKeys, tabStorage } from '#ui/storage.ts';

/** The chat opens over the page. What it is made of is loaded then, and on the next pages of this tab while it lives. */
const button = document.querySelector<HTMLAnchorElement>('[data-chat-button]');

function open(event?: MouseEvent) {
  if (!button || event?.metaKey || event?.ctrlKey || event?.shiftKey) return;
  event?.preventDefault();
  button.ariaBusy = 'true';
  import('./chat-panel.ts')
    .then(({ showPanel }) => showPanel(button, event))
    // It did not come: the page of the chat may, or says so.
    .catch(() => event && location.assign(button.href));
}

button?.addEventListener('click', open);
// After the page itself, and also when somebody comes back to one on which no chat was opened yet.
addEventListener('pageshow', () => {
  if (tabStorage.read(storageKeys.chatPanel)) open();
});
