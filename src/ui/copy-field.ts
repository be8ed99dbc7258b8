import { onPage } from './work/onPage.ts';

onPage(() => {
  for (const root of document.querySelectorAll<HTMLElement>('[data-copy-field]')) start(root);
});

/** Shows the buttons of a CopyField, which do nothing without JavaScript, and lets them work. */
function start(root: HTMLElement) {
  const input = root.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
  const status = root.querySelector('[data-status]');
  const copy = root.querySelector<HTMLButtonElement>('button[data-copy]');
  const share = root.querySelector<HTMLButtonElement>('button[data-share]');
  if (!input || !status || !copy) return;
  copy.hidden = false;
  copy.addEventListener('click', async () => {
    const { copied = '', failed = '' } = root.dataset;
    status.textContent = (await copyText(input)) ? copied : failed;
  });
  if (!share || !('share' in navigator)) return;
  share.hidden = false;
  share.addEventListener('click', () => {
    // Closing the share sheet rejects; there is nothing to say about that.
    navigator.share({ title: share.dataset.share ?? '', url: input.value }).catch(() => {});
  });
}

async function copyText(input: HTMLInputElement | HTMLTextAreaElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(input.value);
    return true;
  } catch {
    // Over plain http, as on a phone in the same network, there is no clipboard; the old way still works.
    input.select();
    return document.execCommand('copy');
  }
}
