import { tabStorage } from '#ui/storage.ts';
import { onPage } from '#ui/work/onPage.ts';

// An afspraak that is open: what others change takes its place here, but not where somebody types; that stays, and so does
// what was typed when the session ended meanwhile. It is kept in this tab until it was sent.

type Field = HTMLTextAreaElement | HTMLInputElement;

const isTyped = (part: Element) =>
  [...part.querySelectorAll<Field>('textarea')].some((field) => field.value !== field.defaultValue) ||
  (part.contains(document.activeElement) && document.activeElement !== part);

/** Keeps what is typed in this tab, and puts it back. */
function keepDrafts(care: HTMLElement) {
  const prefix = care.dataset.drafts;
  if (!prefix) return;
  const sent = document.querySelector('[data-toast]') !== null;
  for (const field of care.querySelectorAll<HTMLTextAreaElement>('textarea[data-draft]')) {
    const key = prefix + (field.dataset.draft ?? '');
    const kept = tabStorage.read(key);
    if (sent) tabStorage.write(key, null);
    else if (kept && field.value === '') {
      field.value = kept;
      const fold = field.closest('details');
      if (fold) fold.open = true;
    }
    field.addEventListener('input', () => tabStorage.write(key, field.value));
  }
}

async function refresh(care: HTMLElement) {
  const answer = await fetch(location.href, { redirect: 'manual' }).catch(() => null);
  if (!answer?.ok || !care.isConnected) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector<HTMLElement>('[data-care]');
  if (!fresh || !care.isConnected || fresh.dataset.careState === care.dataset.careState) return;
  care.dataset.careState = fresh.dataset.careState ?? '';
  for (const part of fresh.querySelectorAll<HTMLElement>('[data-part]')) {
    const old = care.querySelector<HTMLElement>(`[data-part="${part.dataset.part}"]`);
    if (!old) continue;
    if (!isTyped(old)) {
      old.replaceChildren(...document.adoptNode(part).childNodes);
      continue;
    }
    // What is typed stays; it is sent about what stands here now.
    const version = part.querySelector<HTMLInputElement>('[name=version]')?.value;
    for (const field of old.querySelectorAll<HTMLInputElement>('[name=version]'))
      field.value = version ?? field.value;
  }
  const told = care.querySelector<HTMLElement>('[data-care-told]');
  if (told) {
    const words = told.textContent;
    told.hidden = false;
    told.textContent = '';
    setTimeout(() => {
      told.textContent = words;
    }, 50);
  }
}

onPage(() => {
  const care = document.querySelector<HTMLElement>('[data-care]');
  if (!care) return;
  keepDrafts(care);
  const hear = () => refresh(care);
  const send = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, target } = event;
    if (key !== 'Enter' || !(ctrlKey || metaKey)) return;
    if (target instanceof HTMLTextAreaElement && target.dataset.ctrlEnter !== undefined)
      target.form?.requestSubmit();
  };
  document.addEventListener('doorstart:agenda', hear);
  care.addEventListener('keydown', send);
  return () => document.removeEventListener('doorstart:agenda', hear);
});
