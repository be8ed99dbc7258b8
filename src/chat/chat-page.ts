import { storageKeys, tabStorage } from '#ui/storage.ts';

// The page of the chat. What the chat is made of comes when somebody turns to it, or when a conversation goes on.

const root = document.querySelector<HTMLElement>('[data-chat]');

if (root) {
  let isTaken = false;
  let taking: ReturnType<typeof take> | undefined;
  const take = async () => {
    const { takePage } = await import('./island/takePage.ts');
    const preChat = await takePage(root);
    isTaken = true;
    return preChat;
  };
  const taken = () => {
    taking ??= take().catch((error: unknown) => {
      taking = undefined;
      throw error;
    });
    return taking;
  };

  root.addEventListener('focusin', () => isTaken || taken().catch(() => {}));
  root.addEventListener('submit', (event) => {
    const form = event.target;
    if (isTaken || !(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    // What does not come with scripts comes without them.
    taken().then(
      (preChat) => preChat?.send(form),
      () => form.submit(),
    );
  });
  if (tabStorage.read(storageKeys.chat)) taken().catch(() => {});
}
