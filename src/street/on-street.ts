import { onPage } from '#ui/work/onPage.ts';
import { keepApp } from './offline/keepApp.ts';
import { showOutbox } from './offline/showOutbox.ts';

// The list of who brings jongeren: what waits for a connection, and all that is needed without one.

onPage(() => {
  const place = document.querySelector<HTMLElement>('[data-outbox]');
  const who = place?.dataset.outbox;
  if (!place || !who) return undefined;
  keepApp(who);
  return showOutbox(place, who);
});
