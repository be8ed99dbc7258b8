import { onPage } from '#ui/work/onPage.ts';

// An afspraak that is open: what others change takes its place here, but not where somebody types; that stays.

const isTyped = (part: Element) =>
  [...part.querySelectorAll('textarea')].some((field) => field.value !== field.defaultValue) ||
  [...part.querySelectorAll<HTMLInputElement>('[type=radio]')].some(
    (choice) => choice.checked !== choice.defaultChecked,
  ) ||
  (part.contains(document.activeElement) && document.activeElement !== part);

const unfolded = (part: Element) => [...part.querySelectorAll<HTMLDetailsElement>('details[open]')];
const wordsOf = (fold: HTMLDetailsElement) => fold.querySelector('summary')?.textContent ?? '';

async function refresh(care: HTMLElement) {
  const answer = await fetch(location.href, { redirect: 'manual' }).catch(() => null);
  if (!answer?.ok || !care.isConnected) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector<HTMLElement>('[data-care]');
  if (!fresh || !care.isConnected || fresh.dataset.careState === care.dataset.careState) return;
  care.dataset.careState = fresh.dataset.careState ?? '';
  const { careWho } = fresh.dataset;
  if (careWho !== undefined && careWho !== care.dataset.careWho) {
    care.dataset.careWho = careWho;
    document.dispatchEvent(new Event('doorstart:care-whose'));
  }
  for (const part of page.querySelectorAll<HTMLElement>('[data-part]')) {
    const old = document.querySelector<HTMLElement>(`[data-part="${part.dataset.part}"]`);
    if (!old) continue;
    if (!isTyped(old)) {
      const open = unfolded(old).map(wordsOf);
      old.replaceChildren(...document.adoptNode(part).childNodes);
      for (const fold of old.querySelectorAll('details')) fold.open ||= open.includes(wordsOf(fold));
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
