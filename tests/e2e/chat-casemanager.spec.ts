import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { makeCasemanager } from '../support/factories.ts';
import { uniqueName } from './support/api.ts';
import { axeFindings } from './support/axe.ts';
import { bePresent, postChat, saidIn, startChat } from './support/chat.ts';
import { expect, test } from './support/fixtures.ts';
import { rosterChanged } from './support/ownPlace.ts';
import type { Site } from './support/site.ts';
import { signInByCookie } from './support/staff.ts';
import { expectUsable, phone } from './support/usable.ts';

const path = '/medewerker/chat';
const computer = { width: 1280, height: 800 };

// Who waits, and who is there for chats, is so for every test of this site.
test.beforeEach(
  ({ site }) => site.sql`delete from chat_conversations where status <> 'closed' and kind = 'chat'`,
);
test.afterEach(({ site }) => site.sql`update chat_presence set status = 'away'`);

/** Kim, a colleague in the team of the own casemanager. Gives their id. */
async function makeKim(page: Page, site: Site): Promise<string> {
  const id = await makeCasemanager(site.db, [], { firstName: 'Kim', lastName: 'Collega' });
  const isKnown = async () => (await page.request.get(`/medewerker/lijst?who=${id}`)).status() === 200;
  await rosterChanged(site, isKnown);
  return id;
}

/** The conversation with somebody in the lists. */
const rowOf = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Gesprekken' }).getByRole('link', { name });

/** Presses what is there in both pages at the very same moment. */
async function pressAtOnce(pages: readonly Page[], name: string): Promise<void> {
  const at = Date.now() + 700;
  const press = ({ label, when }: { label: string; when: number }) => {
    const button = document.querySelector<HTMLElement>(`button[aria-label="${label}"]`);
    if (!button) throw new Error('expected the button to be there');
    return new Promise<void>((resolve) => {
      setTimeout(() => resolve(button.click()), when - Date.now());
    });
  };
  await Promise.all(pages.map((page) => page.evaluate(press, { label: name, when: at })));
}

test('of two casemanagers one takes who waits, answers, writes down, offers times and hands it over', async ({
  page,
  site,
  own,
  somebodyElse,
}) => {
  await page.setViewportSize(computer);
  await signInByCookie(page.context(), site, own);
  await page.goto(path);
  const kim = await (await somebodyElse({ viewport: computer })).newPage();
  await signInByCookie(kim.context(), site, { casemanager: { id: await makeKim(page, site) } });
  await kim.goto(path);
  await bePresent(page, site);
  await bePresent(kim, site);

  const chat = await startChat(site, ['hoi', 'ik wil dood, kijk op https://example.nl/x.']);
  await test.step('who waits is counted, called out and marked', async () => {
    for (const one of [page, kim]) {
      await expect(one).toHaveTitle(/^\(1\) Chat/);
      await expect(one.getByText('Er wacht 1 jongere in de chat')).toBeAttached();
    }
    await expect(rowOf(page, chat.name)).toContainText('Let op');
    await expectUsable(page, { thumbs: true });
  });

  const winner = await test.step('who is second hears who was first', async () => {
    await pressAtOnce([page, kim], `Pak op: ${chat.name}`);
    const late = (one: Page, name: string) =>
      one.getByRole('alert').filter({ hasText: `${name} was je net voor.` });
    await expect(late(page, 'Kim').or(page.getByLabel('Je bericht'))).toBeVisible();
    const isKims = await late(page, 'Kim').isVisible();
    if (!isKims) await expect(late(kim, 'Noor')).toBeVisible();
    return isKims
      ? { one: kim, other: page, name: 'Kim', otherName: 'Noor' }
      : { one: page, other: kim, name: 'Noor', otherName: 'Kim' };
  });
  const { one, other, name, otherName } = winner;
  const field = one.getByLabel('Je bericht');

  await test.step('a vast antwoord is found, filled in and sent by the keyboard', async () => {
    await expect(one.getByRole('log')).toContainText('ik wil dood');
    await expect(one.getByRole('log')).toContainText('Wijst op gevaar');
    await expect(one.getByRole('link', { name: 'https://example.nl/x', exact: true })).toHaveAttribute(
      'rel',
      /noopener/,
    );
    await field.pressSequentially('/');
    await expect(one.getByRole('option').first()).toBeVisible();
    await field.pressSequentially('wel');
    await expect(one.getByRole('option')).toHaveCount(1);
    await field.press('Enter');
    await expect(field).toHaveValue(new RegExp(`^Hoi ${chat.name}, ik ben ${name}\\.`));
    await field.press('Shift+Enter');
    await field.pressSequentially('En dit erbij');
    await field.press('Enter');
    await expect(field).toHaveValue('');
    await expect.poll(() => saidIn(chat)).toContainEqual(expect.stringMatching(/^Hoi .*\nEn dit erbij$/s));
    await expect(one).toHaveTitle(/^Chat/);
  });

  await test.step('notes stay among colleagues, and everything survives a refresh', async () => {
    await one.getByLabel('Nieuwe notitie').fill('Belt liever niet.');
    await one.getByRole('button', { name: 'Notitie bewaren' }).click();
    await expect(one.getByRole('complementary', { name: 'Gegevens en notities' })).toContainText(
      'Belt liever niet.',
    );
    await one.reload();
    await expect(one).toHaveURL(new RegExp(`conversation=${chat.id}$`));
    await expect(one.getByRole('complementary', { name: 'Gegevens en notities' })).toContainText(
      'Belt liever niet.',
    );
    await expect(one.getByRole('log')).toContainText('En dit erbij');
    expect(saidIn(chat).join()).not.toContain('Belt liever niet');
    await expectUsable(one, { thumbs: true });
    await one.setViewportSize(computer);
  });

  await test.step('times are offered, and the jongere has them', async () => {
    await one.getByRole('button', { name: 'Afspraak', exact: true }).click();
    expect(await axeFindings(one)).toEqual([]);
    await one.getByRole('button', { name: `Laat ${chat.name} kiezen` }).click();
    await expect(one.getByRole('log')).toContainText('Je bood een afspraak aan');
    await expect.poll(() => saidIn(chat)).toContain('offer');
  });

  await test.step('a colleague gets it with a note, hears of it, and both are told', async () => {
    await one.getByRole('button', { name: 'Draag over' }).click();
    await one.getByLabel('Aan wie?').selectOption({ label: `${otherName}, aanwezig` });
    await one.getByLabel('Wat moet je collega weten?').fill('Let op, ging over gevaar.');
    await one.getByRole('dialog').getByRole('button', { name: 'Draag over' }).click();
    await expect(one.getByText(`Het gesprek is nu van ${otherName}.`)).toBeVisible();
    await expect(field).toHaveCount(0);
    await expect(other).toHaveTitle(/^\(1\) Chat/);
    await rowOf(other, chat.name).click();
    await expect(other.getByRole('complementary', { name: 'Gegevens en notities' })).toContainText(
      'Let op, ging over gevaar.',
    );
    await expect(other).toHaveTitle(/^Chat/);
    await expect.poll(() => saidIn(chat)).toContain('handed-over');
  });

  await test.step('what is over can be read, and not written in', async () => {
    await other.keyboard.press('Escape');
    await other.getByRole('heading', { name: chat.name }).click();
    await other.keyboard.press('e');
    await other.getByRole('button', { name: 'Ja, sluit af' }).click();
    await expect(other.getByText('Je kunt hier niet meer schrijven.')).toBeVisible();
    await expect.poll(() => saidIn(chat).at(-1)).toBe('closed');
  });
  chat.close();
});

test('a question that was left is answered outside; who misuses the chat is blocked for the day', async ({
  page,
  site,
  own,
}) => {
  const name = uniqueName();
  const left = await postChat(site, {
    path: 'questions',
    values: { name, question: 'Kan ik in februari beginnen?', contact: { email: 'sam@example.nl' } },
  });
  expect(left.status).toBe(201);
  await page.setViewportSize(phone);
  await signInByCookie(page.context(), site, own);
  await page.goto(path);
  await test.step('on a phone there is one thing at a time, with a way back', async () => {
    const row = rowOf(page, name);
    await row.click();
    await expect(page.getByRole('navigation', { name: 'Gesprekken' })).toBeHidden();
    await expect(page.getByRole('link', { name: 'sam@example.nl' })).toHaveAttribute(
      'href',
      /^mailto:sam@example\.nl/,
    );
    await expectUsable(page, { thumbs: true });
    await page.setViewportSize(phone);
    await page.getByRole('link', { name: 'Naar de lijst' }).click();
    await expect(row).toBeFocused();
    await row.click();
    await page.getByRole('button', { name: 'Beantwoord per mail' }).click();
    await expect(page.getByText('Deze vraag is beantwoord.')).toBeVisible();
    await expect(page.getByRole('heading', { name })).toBeFocused();
  });

  await test.step('whoever is blocked starts no chat any more, and is told nothing else', async () => {
    await page.setViewportSize(computer);
    await page.goto(path);
    await bePresent(page, site);
    const userAgent = `a browser ${randomUUID()}`;
    const chat = await startChat(site, ['🤬'], { userAgent });
    await page.getByRole('button', { name: `Pak op: ${chat.name}` }).click();
    await page.getByRole('button', { name: 'Blokkeren voor vandaag' }).click();
    await expect(page.getByRole('dialog')).toContainText('Het adres van de jongere bewaren we niet.');
    await page.getByRole('button', { name: 'Ja, blokkeer' }).click();
    await expect.poll(() => saidIn(chat).at(-1)).toBe('closed');
    expect((await postChat(site, { userAgent })).status).toBe(403);
    expect(
      (
        await postChat(site, {
          userAgent: 'another browser',
          path: 'questions',
          values: { question: 'Hoi', contact: { email: 'x@example.nl' } },
        })
      ).status,
    ).toBe(201);
    chat.close();
  });

  await test.step('everybody can use the pages beside it', async () => {
    await page.goto(`${path}/antwoorden`);
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expectUsable(page, { thumbs: true });
  });
});

test('who left a question reads the answer by its link, and goes on in the chat', async ({ page, site }) => {
  const left = await postChat(site, {
    path: 'questions',
    values: { question: 'Kan ik in februari beginnen?', contact: { email: 'sam@example.nl' } },
  });
  const { token, conversation } = z.object({ token: z.string(), conversation: z.uuid() }).parse(left.body);
  await site.sql`
    with grown as (update chat_conversations set last_seq = 2 where id = ${conversation} returning id)
    insert into chat_messages (conversation_id, seq, client_id, author, kind, body, data, created_at)
    select id, 2, gen_random_uuid(), 'casemanager', 'text', 'Ja hoor. Kom gerust langs.', '{"name": "Samira"}', now() from grown`;
  await page.setViewportSize(phone);
  await page.goto(`/chat/antwoord/${token}`);
  await expect(page.getByRole('listitem').filter({ hasText: 'Samira' })).toContainText(
    'Ja hoor. Kom gerust langs.',
  );
  await expectUsable(page, { thumbs: true });
  await page.getByRole('button', { name: 'Praat verder in de chat' }).click();
  await expect(page.getByText('Je vraag is verstuurd')).toBeVisible();
  await expect(page.getByText('Ja hoor. Kom gerust langs.')).toBeVisible();
  await page.goto('/en/chat/antwoord/unknown');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('vaste antwoorden are made, refused, changed and removed; the chat says what it needs', async ({
    page,
    site,
    own,
  }) => {
    await page.setViewportSize(phone);
    await signInByCookie(page.context(), site, own);
    await page.goto(path);
    // Playwright reads nothing in a noscript, and does see whether it is shown.
    await expect(page.locator('noscript .utrecht-alert')).toBeVisible();
    await expect(page.getByRole('radio', { name: 'Aanwezig' })).toBeHidden();
    await expect(page.getByText('Er wacht niemand.')).toBeVisible();
    await page.getByRole('link', { name: 'Vaste antwoorden' }).click();
    await page.getByLabel('Woord na de /').fill('twee woorden');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await expect(page).toHaveTitle(/^Fout: /);
    await expect(page.getByRole('alert').getByRole('link')).toHaveText([
      /^Gebruik alleen kleine letters/,
      'Vul een tekst in',
    ]);
    await page.getByLabel('Woord na de /').fill('/Fiets');
    await page.getByLabel('Tekst').fill('Kom je met de fiets, {naam}?');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Opgeslagen.' })).toBeVisible();
    await page.getByRole('link', { name: 'Wijzig /fiets' }).click();
    await page.getByRole('radio', { name: 'Voor het hele team' }).check();
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await expect(page.getByRole('region', { name: 'Van het team' })).toContainText('/fiets');
    await page.getByRole('button', { name: 'Verwijder /fiets' }).click();
    await expect(page.getByText('/fiets')).toHaveCount(0);
  });

  test('a beheerder is told that the chat is for casemanagers, and has no link to it', async ({
    page,
    site,
  }) => {
    const id = await makeCasemanager(site.db, [], { roles: ['beheerder'], firstName: 'Bo' });
    await signInByCookie(page.context(), site, { casemanager: { id } });
    await page.goto(path);
    await expect(page.getByText('De chat is voor casemanagers.')).toBeVisible();
    await expect(
      page.getByRole('navigation', { name: 'Onderdelen' }).getByRole('link', { name: /^Chat/ }),
    ).toHaveCount(0);
  });
});
