import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { passwordLinkUrl } from '#server/accounts/passwordLink.ts';
import { renewPasswordLink } from '#server/accounts/renewPasswordLink.ts';
import { askToChooseAgain } from '#server/agenda/askToChooseAgain.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { readConfig } from '#server/config.ts';
import { loadPages } from '#server/http/loadPages.ts';
import { sendPage } from '#server/http/sendPage.ts';
import { languageList } from '#server/kernel/languages.ts';
import { createListener } from '#server/listener.ts';
import { joinWithAppointment } from '#server/waitingList/joinWithAppointment.ts';
import { offerFreedTimes } from '#server/waitingList/offerFreedTimes.ts';
import { listenOn } from '../support/apiServer.ts';
import { everyMessage } from '../support/everyMessage.ts';
import { request } from '../support/raceGround.ts';
import { invited, type ReferralGround, referralGround } from '../support/referralGround.ts';
import { anything } from '../support/waitingGround.ts';

/** What is meant to grow: who saw what, how many came, where nothing was free, and that a process is alive. */
const counted = /^(audit|visit_days|nothing_free_days|chat_processes)/;

/** All rows of all tables of the product, as text. */
async function everything({ sql }: Pick<ReferralGround, 'sql'>): Promise<Map<string, string>> {
  const tables = z
    .array(z.object({ name: z.string() }))
    .parse([...(await sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`)]);
  const rows = await Promise.all(
    tables
      .filter(({ name }) => !counted.test(name))
      .map(async ({ name }) => {
        const [row] = await sql`
          select coalesce(string_agg(one::text, chr(10) order by one::text), '') as text from ${sql(name)} as one`;
        return [name, z.object({ text: z.string() }).parse(row).text] as const;
      }),
  );
  return new Map(rows);
}

/** What messages lead to in all states that an afspraak can be in, and what else somebody gets a link to. */
async function linksOf(ground: ReferralGround): Promise<Set<string>> {
  const { ctx, clock, beheerder, casemanager, youssef } = ground;
  const booked = async (time: string) => {
    const made = await book(ctx, request(time));
    assert.ok(made.ok);
    return made.appointment;
  };
  const stands = await booked('10:00');
  const choosing = await booked('11:00');
  const gone = await booked('12:00');
  const waits = await booked('14:00');
  const place = await joinWithAppointment(ctx, waits.token, anything);
  assert.ok(place.ok);
  assert.ok((await askToChooseAgain(casemanager, choosing.id, { version: 0, message: '' })).ok);
  assert.ok((await cancel(ctx, gone.token)).ok);
  clock.advance(60_000);
  await offerFreedTimes(ctx);
  const offers = await ground.sql`select from waiting_list_offers where state = 'open'`;
  assert.equal(offers.length, 1, 'a time is offered to who waits');
  assert.ok(youssef.actor.kind === 'staff');
  const { id } = youssef.actor.staff;
  const password = await renewPasswordLink(beheerder, id);
  assert.ok(password.ok);
  const referral = await invited(youssef);
  const said = JSON.stringify(
    [stands, choosing, gone, waits].flatMap((appointment) =>
      languageList.flatMap((language) => everyMessage(language, { ...appointment, language })),
    ),
  );
  return new Set([
    ...[...said.matchAll(/https:\/\/doorstart\.test(\/[\w/-]*)/g)].flatMap(([, path]) => path ?? []),
    ...[`/wachtlijst/${place.token}`, `/uitnodiging/${referral.token}`].flatMap((path) => [
      path,
      `/en${path}`,
    ]),
    new URL(passwordLinkUrl(ctx, id, password.link.nonce)).pathname,
  ]);
}

test('a scanner that opens every link of every message, and every link on the pages behind them, changes nothing', async (t) => {
  const ground = await referralGround(1);
  t.after(ground.close);
  const { config } = readConfig({});
  assert.ok(config);
  const render = await loadPages();
  const listener = createListener(ground.ctx, config, { port: 0, serveFiles: true });
  t.after(listener.close);
  const server = await listenOn((req, res) =>
    listener.handle(req, res, async (locals) => sendPage(req, res, await render(req, locals), locals.lang)),
  );
  t.after(server.close);

  /** Opens it both ways, and follows where it leads. What stands on the page. */
  const open = async (path: string): Promise<string> => {
    await fetch(server.url + path, { method: 'HEAD' });
    const answer = await fetch(server.url + path);
    assert.ok(answer.status < 500, `${path}: ${answer.status}`);
    return answer.headers.get('content-type')?.startsWith('text/html') ? answer.text() : '';
  };
  const inMessages = await linksOf(ground);
  const before = await everything(ground);
  const seen = new Set<string>();
  for (const path of inMessages) {
    seen.add(path);
    const html = await open(path);
    for (const [, attributes = ''] of html.matchAll(/<a\s([^>]*)>/g)) {
      const href = /href="([^"#]+)/.exec(attributes)?.[1]?.replaceAll('&amp;', '&');
      const isOurs = href?.startsWith('/') && !href.startsWith('//');
      if (href === undefined || !isOurs || seen.has(href)) continue;
      seen.add(href);
      await open(href);
    }
  }
  assert.ok(inMessages.size >= 15 && seen.size > 40, `${inMessages.size} links, ${seen.size} pages`);
  const after = await everything(ground);
  for (const [table, rows] of before) assert.equal(after.get(table), rows, `${table} is as it was`);
});
