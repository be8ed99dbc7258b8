import { storageKeys, tabStorage } from '#ui/storage.ts';

// Who has the link of an answer goes on in the chat: this tab is told which conversation is theirs.

const row = document.querySelector<HTMLElement>('[data-answer]');
const { answer: token, chat } = row?.dataset ?? {};
if (row && token && chat) {
  row.hidden = false;
  row.querySelector('button')?.addEventListener('click', () => {
    tabStorage.write(storageKeys.chat, JSON.stringify({ token }));
    location.assign(chat);
  });
}
