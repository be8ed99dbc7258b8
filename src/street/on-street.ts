import { onPage } from '#ui/work/onPage.ts';
import { keepApp } from './offline/keepApp.ts';
import { moveToOutbox } from './offline/moveToOutbox.ts';
import { showOutbox } from './offline/showOutbox.ts';
import { referWays } from './paths.ts';

// The list of who brings jongeren: what waits for a connection, and all that is needed without one.

onPage(() => {
  const place = document.querySelector<HTMLElement>('[data-outbox]');
  const who = place?.dataset.outbox;
  if (!place || !who) return undefined;
  keepApp(who);
  // Something may come to wait while this page is open.
  import('./offline/ask-sign-out.ts').catch(() => {});
  // What was sent from a form, and got no answer, waits here.
  for (const way of referWays) moveToOutbox(who, way);
  return showOutbox(place, who);
});
