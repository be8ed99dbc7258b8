import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { onPage } from '#ui/work/onPage.ts';

onPage(() => {
  for (const part of document.querySelectorAll<HTMLElement>('[data-passkey]')) start(part);
});

/** Asks the browser for a passkey when its button is pressed, and sends the form with what it answered. */
function start(part: HTMLElement) {
  const button = part.querySelector('button');
  const answer = part.querySelector<HTMLInputElement>('input[name=passkey]');
  const said = part.querySelector('[data-said]');
  const shown = part.querySelector<HTMLElement>('[data-with-script]');
  if (!button || !answer || !said || !shown) return;
  const { passkey = '', options = '', unsupported = '', cancelled = '', known = '' } = part.dataset;
  if (!browserSupportsWebAuthn()) {
    shown.remove();
    said.textContent = unsupported;
    return;
  }
  shown.hidden = false;
  button.addEventListener('click', async () => {
    said.textContent = '';
    button.disabled = true;
    try {
      const optionsJSON = JSON.parse(options);
      const signed =
        passkey === 'new'
          ? await startRegistration({ optionsJSON })
          : await startAuthentication({ optionsJSON });
      answer.value = JSON.stringify(signed);
      part.closest('form')?.requestSubmit();
    } catch (error) {
      // The browser tells only that it came to nothing, but for a device that has one already (WebAuthn 5.1.3).
      said.textContent = error instanceof Error && error.name === 'InvalidStateError' ? known : cancelled;
    } finally {
      button.disabled = false;
    }
  });
}
