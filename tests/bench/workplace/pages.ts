import type { Page } from 'playwright';
import { median } from '../support.ts';
import { type Act, link, perform, type Target } from './hand.ts';

/** A page of the workplace, and how one goes there from Vandaag. */
export interface WorkPage {
  name: string;
  path: string;
  by: readonly Act[];
  /** What tells that it is there. */
  there: Target;
}

/** What a page costs a browser that has nothing yet, and how soon it does what it is asked. */
export interface PageCost {
  page: string;
  requests: number;
  'kB html': number;
  'kB script': number;
  'kB css': number;
  /** From asking to: all loaded, and each island alive. With what it shares kept, as in the middle of a day. */
  'ms interactive': number;
  /** From pressing its link on Vandaag to the page being there. */
  'ms by its link': number;
}

const rounds = 5;
const nav = (name: string | RegExp): readonly Act[] => [{ click: link(name) }];

export const workPages: readonly WorkPage[] = [
  {
    name: 'Vandaag',
    path: '/medewerker',
    by: nav('Vandaag'),
    there: (page) => page.getByRole('heading', { level: 1, name: 'Vandaag' }),
  },
  {
    name: 'Week',
    path: '/medewerker/week',
    by: nav('Agenda'),
    there: (page) => page.getByRole('heading', { level: 1, name: /^Week/ }),
  },
  {
    name: 'Lijst',
    path: '/medewerker/lijst',
    by: [...nav('Agenda'), { see: link('Lijst') }, ...nav('Lijst')],
    there: (page) => page.getByRole('heading', { level: 1, name: 'Lijst' }),
  },
  {
    name: 'Chat',
    path: '/medewerker/chat',
    by: nav(/^Chat/),
    there: (page) => page.getByRole('radio', { name: 'Aanwezig' }),
  },
  {
    name: 'Werktijden',
    path: '/medewerker/werktijden',
    by: [{ click: (page) => page.locator('.own-menu summary') }, ...nav('Werktijden')],
    there: (page) => page.getByRole('heading', { level: 1, name: 'Werktijden' }),
  },
  {
    name: 'Nieuwe afspraak',
    path: '/medewerker/nieuw',
    by: [{ press: 'a' }],
    there: (page) => page.getByLabel('Voornaam'),
  },
  {
    name: 'Zoeken',
    path: '/medewerker/zoeken',
    by: [{ press: 'Control+k' }],
    there: (page) => page.getByRole('combobox').or(page.getByRole('heading', { level: 1, name: /^Zoek/ })),
  },
];

/** Weighs a page in a browser that keeps nothing yet, then times it. `open` gives a page of somebody who is signed in. */
export async function measurePage(
  one: WorkPage,
  { site, open }: { site: string; open: () => Promise<Page> },
): Promise<PageCost> {
  const page = await open();
  const weight = await weigh(page, site + one.path);
  const interactive: number[] = [];
  const byLink: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await page.goto(site + one.path);
    interactive.push(await timeToInteractive(page));
    await page.goto(site + (one.name === 'Vandaag' ? '/medewerker/week' : '/medewerker'));
    await timeToInteractive(page);
    const start = performance.now();
    await perform(page, one.by);
    await one.there(page).first().waitFor();
    byLink.push(performance.now() - start);
  }
  await page.context().close();
  return {
    page: one.name,
    ...weight,
    'ms interactive': Math.round(median(interactive)),
    'ms by its link': Math.round(median(byLink)),
  };
}

/** Milliseconds from asking for the page: everything came, and no island is left that does not live yet. */
async function timeToInteractive(page: Page): Promise<number> {
  const handle = await page.waitForFunction(
    () =>
      document.readyState === 'complete' &&
      document.querySelector('astro-island[ssr]') === null &&
      performance.now(),
    undefined,
    { polling: 'raf' },
  );
  return Number(await handle.jsonValue());
}

/** Bytes as they came over the wire. */
async function weigh(page: Page, address: string) {
  const session = await page.context().newCDPSession(page);
  const kinds = new Map<string, string>();
  const bytes = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? '';
    bytes.set(kind, (bytes.get(kind) ?? 0) + encodedDataLength);
  });
  await session.send('Network.enable');
  await page.goto(address);
  await timeToInteractive(page);
  await page.waitForTimeout(300);
  await session.detach();
  const kB = (kind: string) => Math.round((bytes.get(kind) ?? 0) / 100) / 10;
  return {
    requests: kinds.size,
    'kB html': kB('Document'),
    'kB script': kB('Script'),
    'kB css': kB('Stylesheet'),
  };
}
