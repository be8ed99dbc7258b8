import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright';
import { z } from 'zod';
import { connect } from '#db/client.ts';
import { createSessions } from '#server/accounts/sessions.ts';
import { moment, planDay } from '../support/casemanagerDay.ts';
import { type ChatEnd, openJongere } from '../support/chatEnds.ts';
import { startBrowser } from './processes/browser.ts';
import { createCleanup } from './processes/cleanup.ts';
import { startCluster } from './processes/database.ts';
import { startProduct } from './processes/product.ts';
import { report } from './support.ts';
import { type Figures, keepAsBefore, readBefore, sideBySide } from './workplace/figures.ts';
import { type Cost, perform } from './workplace/hand.ts';
import { measurePage, workPages } from './workplace/pages.ts';
import { countInSight, screens, sights } from './workplace/sight.ts';
import { type Task, tasks } from './workplace/tasks.ts';

// What the work of a casemanager costs: the acts of what they do most often, how much is in sight at once, and what each
// page weighs and how soon it answers. In a real browser on a demo whose clock stands at a Tuesday in December. With
// `before` the figures are kept as those to compare with: `npm run bench -- workplace before`.

/** Seconds of somebody who knows the way: the keystroke-level model of Card, Moran and Newell (1980), rounded. */
const seconds = { clicks: 1.3, keys: 0.2, scrolls: 1.2, loads: 0.35 };
const waitingAtOnce = 20;

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);
const database = await cluster.database('workplace');
const server = await startProduct(database, cluster.folder, {
  NODE_OPTIONS: `--import ${fileURLToPath(new URL('../support/shiftClock.ts', import.meta.url))}`,
  CLOCK_STARTS: String(moment),
  LOG_LEVEL: 'fatal',
});
cleanup.defer(server.stop);
const ahead = moment - Date.now();
const clock = { now: () => Date.now() + ahead };
const site = `http://127.0.0.1:${server.port}`;

const { sql, db, close } = connect(database);
cleanup.defer(close);
const [found] = z
  .array(z.object({ id: z.uuid() }))
  .parse(await sql`select id from staff where first_name = 'Samira'`);
const casemanager = found?.id ?? '';
await planDay(sql, casemanager);
const sessions = createSessions(db, clock, { secure: false });

const browser = await startBrowser();
cleanup.defer(() => browser.close());
const jongeren: ChatEnd[] = [];
cleanup.defer(() => {
  for (const { close: leave } of jongeren) leave();
});

const [only] = process.argv.slice(3).filter((word) => word !== 'before');
const figures: Figures = { tasks: {}, sight: {}, pages: {} };

for (const task of tasks.filter(({ name }) => only === undefined || name.includes(only))) {
  const cost = await costOf(task).catch((error: unknown) => {
    console.error(`could not ${task.name}`, error);
    process.exitCode = 1;
    return null;
  });
  if (cost === null) continue;
  figures.tasks[task.name] = { ...cost, seconds: Math.round(secondsOf(cost)) };
  console.log(`${task.name}: ${JSON.stringify(figures.tasks[task.name])}`);
}
if (only === undefined) await measureAll();

function secondsOf({ clicks, keys, scrolls, loads }: Cost): number {
  return clicks * seconds.clicks + keys * seconds.keys + scrolls * seconds.scrolls + loads * seconds.loads;
}

/** One task, in a browser that was not used for another. */
async function costOf(task: Task): Promise<Cost> {
  const context = await openBrowser({ signedOut: task.signedOut ?? false });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  if (task.waiting !== undefined) {
    await page.goto(`${site}/medewerker/chat`);
    await page.getByRole('radio', { name: 'Aanwezig' }).check();
    await wait(task.waiting);
  }
  await page.goto(site + task.from);
  await page.waitForFunction(() => document.querySelector('astro-island[ssr]') === null);
  try {
    await perform(page, task.ready ?? []);
    return await perform(page, task.acts);
  } catch (error) {
    await page.screenshot({ path: `test-results/workplace-${tasks.indexOf(task)}.png` });
    throw error;
  } finally {
    await context.close();
  }
}

/** A browser at the moment of the demo, of Samira at work. */
async function openBrowser({
  viewport = screens['1280×800'],
  signedOut = false,
}: {
  viewport?: { width: number; height: number };
  signedOut?: boolean;
} = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport,
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    reducedMotion: 'reduce',
  });
  // A video is elsewhere, and nobody is there.
  await context.route(
    (address) => address.origin !== site,
    (route) => route.abort(),
  );
  await context.addInitScript((by) => {
    const real = Date.now;
    Date.now = () => real() + by;
  }, ahead);
  if (!signedOut) {
    const [pair = ''] = sessions.cookie(await sessions.begin(casemanager)).split(';');
    const [name = '', value = ''] = pair.split('=');
    await context.addCookies([{ name, value, url: site }]);
  }
  return context;
}

/** So many jongeren begin a chat. */
async function wait(count: number): Promise<void> {
  const begun = z.object({ token: z.string() });
  for (let index = 0; index < count; index++) {
    const answer = await fetch(`${site}/api/v1/chat/conversations`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        startKey: randomUUID(),
        language: 'nl',
        topic: 'school',
        name: `Robin ${index}`,
      }),
    });
    const jongere = openJongere(site, begun.parse(await answer.json()).token);
    jongere.conversation.say('hoi ik ben gestopt met mijn mbo, wat kan ik nu het beste doen?');
    jongeren.push(jongere);
  }
}

/** Sight and pages too, told beside what was before. */
async function measureAll(): Promise<void> {
  await wait(waitingAtOnce);
  for (const [name, viewport] of Object.entries(screens)) {
    const context = await openBrowser({ viewport });
    const page = await context.newPage();
    for (const sight of sights) {
      await page.goto(site + sight.path);
      await page.waitForLoadState('networkidle').catch(() => {});
      const row = figures.sight[sight.name] ?? {};
      row[name] = await countInSight(page, sight.items);
      figures.sight[sight.name] = row;
    }
    await context.close();
  }

  const open = async () => (await openBrowser()).newPage();
  for (const one of workPages) {
    const { page, ...cost } = await measurePage(one, { site, open });
    figures.pages[page] = cost;
  }

  const before = process.argv.includes('before') ? null : readBefore();
  for (const subject of ['tasks', 'sight', 'pages'] as const) sideBySide(before, figures, subject);
  if (process.argv.includes('before')) keepAsBefore(figures);
  const acts = (of: Figures) =>
    Object.values(of.tasks).reduce(
      (sum, { clicks = 0, keys = 0, scrolls = 0 }) => sum + clicks + keys + scrolls,
      0,
    );
  const floor = before ?? figures;
  report([{ what: 'clicks, keys and scrolls of all tasks', before: acts(floor), now: acts(figures) }], {
    name: 'workplace',
    ours: acts(figures),
    floor: acts(floor),
    ratio: acts(figures) / acts(floor),
    unit: 'acts',
  });
}
