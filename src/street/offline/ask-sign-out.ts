import { fill } from '#server/kernel/texts/fill.ts';
import { readOutbox } from './kept.ts';

// Signing out forgets what waits in this browser (inbox/forgetDrafts.ts): who has something there is asked first.

let isSure = false;

addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    const dialog = document.querySelector<HTMLDialogElement>('dialog[data-sign-out-asks]');
    const who = document.body.dataset.staff;
    if (!(form instanceof HTMLFormElement) || !dialog || !who || isSure) return;
    if (form.getAttribute('action') !== dialog.dataset.signOutAsks) return;
    const count = readOutbox(who).filter(({ state }) => state !== 'sent').length;
    if (count === 0) return;
    event.preventDefault();
    ask(dialog, count, () => form.requestSubmit(event.submitter));
  },
  { capture: true },
);

function ask(dialog: HTMLDialogElement, count: number, signOut: () => void): void {
  const title = dialog.querySelector<HTMLElement>('[data-more]');
  if (title)
    title.textContent = fill((count === 1 ? title.dataset.one : title.dataset.more) ?? '', { count });
  const sure = dialog.querySelector<HTMLElement>('[data-sure]');
  const stay = dialog.querySelector<HTMLElement>('[data-stay]');
  if (sure)
    sure.onclick = () => {
      isSure = true;
      signOut();
    };
  if (stay) stay.onclick = () => dialog.close();
  dialog.showModal();
}
