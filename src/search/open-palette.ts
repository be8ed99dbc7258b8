import { isComposing } from '#ui/isComposing.ts';
import { onPage } from '#ui/work/onPage.ts';
import { rememberPage } from './recent.ts';

// What every page of the workplace has of the palette: the ways to open it. The rest comes when it is first wanted.

/** Null without a line: it is asked for again the next time, and until then the field leads to the page of the search. */
const load = () => import('./palette.ts').catch(() => null);
const shown = () => document.querySelector<HTMLDialogElement>('dialog[data-palette]');
const opens = ({ target }: Event) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-palette-open]') : null;

async function open(dialog: HTMLDialogElement): Promise<void> {
  // The field is there before the script is: what is typed meanwhile is taken, and so is Enter.
  let enter: { beside: boolean } | null = null;
  const keep = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.defaultPrevented || isComposing(event)) return;
    event.preventDefault();
    enter = { beside: event.ctrlKey || event.metaKey };
  };
  dialog.addEventListener('keydown', keep);
  dialog.showModal();
  const field = dialog.querySelector('input');
  field?.select();
  const palette = await load();
  dialog.removeEventListener('keydown', keep);
  if (palette) palette.startPalette(dialog, enter);
  else if (enter) field?.form?.requestSubmit();
}

// Before the router sees that a link was pressed.
document.addEventListener(
  'click',
  (event) => {
    const dialog = shown();
    const { ctrlKey, metaKey, shiftKey, button } = event;
    if (!opens(event) || !dialog || ctrlKey || metaKey || shiftKey || button !== 0) return;
    event.preventDefault();
    open(dialog);
  },
  { capture: true },
);

document.addEventListener('keydown', (event) => {
  if (event.key.toLowerCase() !== 'k' || event.shiftKey || event.altKey || isComposing(event)) return;
  if (!event.ctrlKey && !event.metaKey) return;
  const dialog = shown();
  if (!dialog) return;
  // The browser's own search gets it where the palette is open already.
  if (dialog.open) return;
  // Over another question nothing opens.
  if (document.querySelector('dialog[open]')) return;
  event.preventDefault();
  open(dialog);
});

// Fetched a moment before it is likely to be opened.
for (const kind of ['pointerover', 'focusin'])
  document.addEventListener(kind, (event) => void (opens(event) && load()), { passive: true });

onPage(() => rememberPage(shown()?.dataset.who));
