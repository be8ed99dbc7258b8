import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { wording } from '#ui/wording.ts';
import { bookByApi, freeTimes, uniqueEmail, uniqueName } from './support/api.ts';
import { axeFindings } from './support/axe.ts';
import { timeName } from './support/booking.ts';
import { saidIn, startChat } from './support/chat.ts';
import { openInbox } from './support/chatInbox.ts';
import { chatButton, chatInPanel, chatOnPage } from './support/chatJongere.ts';
import { test as base, expect } from './support/fixtures.ts';
import { type Line, openLine } from './support/line.ts';
import { rosterChanged } from './support/ownPlace.ts';
import { expectUsable, phone } from './support/usable.ts';

// Two browsers side by side: the page of a jongere, and the inbox of a casemanager.

const words = wording('nl');
const computer = { width: 1280, height: 800 };
const elsewhere = 'https://www.buienradar.nl/';

const test = base.extend<{ newLine: (options?: { sockets: boolean }) => Promise<Line> }>({
  async newLine({ site }, use) {
    const lines: Line[] = [];
    await use(async (options) => {
      const line = await openLine(site, options);
      lines.push(line);
      return line;
    });
    for (const line of lines) await line.close();
  },
});

// Who waits, and who is there for chats, is so for every test of this site.
test.beforeEach(
  ({ site }) => site.sql`delete from chat_conversations where status <> 'closed' and kind = 'chat'`,
);
test.afterEach(({ site }) => site.sql`update chat_presence set status = 'away'`);

/** What both wrote on the page of a jongere, from top to bottom; what is not sent yet stands last. */
const saidAt = (place: Locator) => place.locator('.talk__bubble');
/** What the jongere wrote and nobody knows to be kept yet. */
const unsentAt = (place: Locator) => place.getByRole('list', { name: 'Nog niet verstuurd' });

/** Every end shows this and nothing else, in this order. */
async function expectSaid(ends: readonly Locator[], texts: readonly string[]): Promise<void> {
  for (const said of ends) await expect(said).toHaveText([...texts]);
}

/** Whether the page asks again and again, as it does where there is no WebSocket. */
const usesPolling = (page: Page) =>
  page.evaluate(() =>
    performance.getEntriesByType('resource').some(({ name }) => /transport=polling.*sid=/.test(name)),
  );

test('who waits is taken and both talk; whoever loses the network, all that was typed arrives, once and in order', async ({
  site,
  somebodyElse,
}) => {
  const [browser, desk] = [await somebodyElse({ viewport: phone }), await somebodyElse()];
  const noor = await openInbox(await desk.newPage(), site, 'Noor');
  const page = await browser.newPage();
  const chat = chatOnPage(page);
  const name = uniqueName();
  const ends = [saidAt(chat.place), noor.said];

  await test.step('somebody waits, hears when it is their turn, and is taken', async () => {
    const first = await startChat(site, ['Ik was eerst']);
    await page.goto('/chat');
    await chat.start({ name });
    await expect(chat.place.getByText('Er is 1 iemand voor je.')).toBeVisible();
    await chat.say('Alvast dit');
    await noor.take(first.name);
    await expect(chat.place.getByText('Je bent als eerste aan de beurt.')).toBeVisible();
    await noor.take(name);
    await expect(chat.title).toHaveText('Je praat met Noor');
    first.close();
  });

  await test.step('each sees that the other types, and how far a message came', async () => {
    await noor.field.pressSequentially('Hoi!');
    await expect(chat.place.getByText('Noor typt…')).toBeVisible();
    await noor.field.press('Enter');
    await expect(chat.log.getByText('Hoi!')).toBeVisible();
    await expect(chat.place.getByText('Noor typt…')).toBeHidden();
    await expect(noor.page.getByText('Gezien')).toBeVisible();
    await chat.field.pressSequentially('Dag');
    await expect(noor.page.getByText('Typt …')).toBeVisible();
    await chat.field.press('Enter');
    await expect(chat.place.getByText(/· Gezien$/)).toBeVisible();
    await expectSaid(ends, ['Alvast dit', 'Hoi!', 'Dag']);
  });

  await test.step('the jongere loses the network', async () => {
    await browser.setOffline(true);
    await chat.say('In de tunnel');
    await chat.say('Nog steeds');
    await noor.say('Ben je er nog?');
    await expect(chat.place.getByText('Je hebt geen verbinding.')).toBeVisible();
    await expect(unsentAt(chat.place).getByText('Wordt verstuurd als je weer verbinding hebt')).toHaveCount(
      2,
    );
    await expect(noor.page.getByText('niet verbonden', { exact: true })).toBeVisible();
    await expectUsable(page, { thumbs: true });
    await browser.setOffline(false);
    await expect(chat.place.getByText('Je hebt weer verbinding.')).toBeVisible();
    await expectSaid(ends, ['Alvast dit', 'Hoi!', 'Dag', 'Ben je er nog?', 'In de tunnel', 'Nog steeds']);
    await expect(unsentAt(chat.place)).toBeHidden();
    await expect(noor.page.getByText('is er nu', { exact: true })).toBeVisible();
  });

  await test.step('the casemanager does', async () => {
    await desk.setOffline(true);
    await noor.say('Ik zat in de lift');
    await chat.say('Ik wacht');
    await expect(noor.page.getByRole('alert').filter({ hasText: 'Geen verbinding.' })).toBeVisible();
    await expect(noor.page.getByText('Wordt verstuurd zodra er verbinding is')).toBeVisible();
    await expectUsable(noor.page, { thumbs: true });
    await desk.setOffline(false);
    await expectSaid(ends, [
      ...['Alvast dit', 'Hoi!', 'Dag', 'Ben je er nog?', 'In de tunnel', 'Nog steeds'],
      ...['Ik wacht', 'Ik zat in de lift'],
    ]);
    await expect(noor.page.getByText('Geen verbinding.')).toBeHidden();
  });
});

test('a message under way survives a cut, a refresh, another page and a second tab; a colleague goes on with it', async ({
  site,
  newLine,
  somebodyElse,
}) => {
  /** All that is said, in order. */
  const words = 'een twee drie vier vijf zes zeven acht negen tien elf twaalf'.split(' ');
  const upTo = (last: string) => words.slice(0, words.indexOf(last) + 1);
  const lines = { jongere: await newLine(), desk: await newLine() };
  const browser = await somebodyElse({ proxy: lines.jongere.proxy, viewport: computer });
  const desk = await somebodyElse({ proxy: lines.desk.proxy });
  const noor = await openInbox(await desk.newPage(), site, 'Noor');
  const kim = await openInbox(await (await somebodyElse()).newPage(), site, 'Kim');
  const isKnown = async () =>
    (await noor.page.request.get(`/medewerker/lijst?who=${kim.casemanager}`)).status() === 200;
  await rosterChanged(site, isKnown);
  const page = await browser.newPage();
  const chat = chatInPanel(page);
  const name = uniqueName();
  const ends = [saidAt(chat.place), noor.said];
  await page.goto('/hulp-nu');
  await chatButton(page).click();
  await chat.start({ name });
  await noor.take(name);

  await test.step('an answer gets lost on the side of the jongere, or the message, and then the connection', async () => {
    lines.jongere.lose('heard');
    await chat.say('een');
    await expectSaid([noor.said], upTo('een'));
    await noor.say('twee');
    await expect(unsentAt(chat.place)).toHaveText(/een.*Wordt verstuurd…$/);
    lines.jongere.cut();
    await expectSaid(ends, upTo('twee'));
    await expect(unsentAt(chat.place)).toBeHidden();
    lines.jongere.lose('said');
    await chat.say('drie');
    await chat.say('vier');
    await expect(unsentAt(chat.place).getByRole('listitem')).toHaveCount(2);
    lines.jongere.cut();
    await expectSaid(ends, upTo('vier'));
  });

  await test.step('or on that of the casemanager', async () => {
    const sending = noor.page.getByText('Wordt verstuurd', { exact: true });
    lines.desk.lose('heard');
    await noor.say('vijf');
    await expectSaid([saidAt(chat.place)], upTo('vijf'));
    await chat.say('zes');
    await expect(sending).toBeVisible();
    lines.desk.cut();
    await expectSaid(ends, upTo('zes'));
    await expect(sending).toBeHidden();
  });

  await test.step('either tab is refreshed while something is under way', async () => {
    lines.jongere.lose('heard');
    await chat.say('zeven');
    await chat.say('acht');
    await expectSaid([noor.said], upTo('zeven'));
    await page.reload();
    await expectSaid(ends, upTo('acht'));
    lines.desk.lose('said');
    await noor.say('negen');
    await noor.page.reload();
    await expectSaid(ends, upTo('negen'));
  });

  await test.step('the jongere goes to another page, where the panel is open', async () => {
    lines.jongere.lose('said');
    await chat.say('tien');
    await page.getByRole('link', { name: 'Contact en plekken' }).first().click();
    await expect(page).toHaveURL(/\/contact$/);
    await expect(chat.title).toHaveText('Je praat met Noor');
    await expectSaid(ends, upTo('tien'));
  });

  const tab =
    await test.step('a second tab begins with all that the first one has, unsent as well', async () => {
      lines.jongere.lose('said');
      await chat.say('elf');
      const opening = browser.waitForEvent('page');
      await page.evaluate(() => window.open('/hulp-nu'));
      const second = chatInPanel(await opening);
      ends.push(saidAt(second.place));
      await expectSaid([saidAt(second.place)], upTo('elf'));
      lines.jongere.cut();
      await expectSaid(ends, upTo('elf'));
      await second.say('twaalf');
      await expectSaid(ends, upTo('twaalf'));
      return second;
    });

  await test.step('a colleague gets it, and goes on', async () => {
    await noor.page.getByRole('button', { name: 'Draag over' }).click();
    await noor.page.getByLabel('Aan wie?').selectOption({ label: 'Kim, aanwezig' });
    await noor.page.getByLabel('Wat moet je collega weten?').fill('Telt graag.');
    await noor.page.getByRole('dialog').getByRole('button', { name: 'Draag over' }).click();
    await kim.row(name).click();
    await expect(kim.page.getByRole('complementary', { name: 'Gegevens en notities' })).toContainText(
      'Telt graag.',
    );
    await kim.say('Hoi, ik ben Kim');
    for (const end of [chat, tab]) {
      await expect(end.title).toHaveText('Je praat met Kim');
      await expect(end.log.getByText('Je praat nu verder met Kim.')).toBeVisible();
    }
    await expectSaid([...ends, kim.said], [...words, 'Hoi, ik ben Kim']);
    await chat.say('Hoi Kim');
    await expectSaid([...ends, kim.said], [...words, 'Hoi, ik ben Kim', 'Hoi Kim']);
    await expect(noor.page.getByText('Dit gesprek is van Kim. Je leest mee.')).toBeVisible();
  });
});

test('an offered time is taken by somebody else, another is booked, and its private link opened; the chat is ended, rated and kept', async ({
  page,
  site,
  own,
  somebodyElse,
}) => {
  const noor = await openInbox(await (await somebodyElse()).newPage(), site, 'Noor');
  const chat = chatOnPage(page);
  const name = uniqueName();
  await page.setViewportSize(phone);
  await page.goto('/chat');
  await chat.start({ name });
  await noor.take(name);
  await chat.say('Ik wil langskomen');

  const dates = (await freeTimes(site, own)).map(({ start }) => start.slice(0, 10));
  const date = dates.find((one) => one !== dates[0]) ?? '';
  const firstTime = async () => {
    const time = (await freeTimes(site, own)).find(({ start }) => start.startsWith(date));
    if (!time) throw new Error(`expected a free time on ${date}`);
    return time;
  };
  const card = chat.log.getByRole('listitem').filter({ hasText: 'Noor stelt een afspraak voor' });
  const times = card.getByRole('list', { name: 'Kies een tijd' }).getByRole('button');
  const make = card.getByRole('button', { name: 'Afspraak maken' });
  const picked = card.getByRole('button', { name: /, \d\d:\d\d$/ });
  await test.step('the casemanager picks out two free times of the team at one place', async () => {
    await noor.page.getByRole('button', { name: 'Afspraak', exact: true }).click();
    await noor.page.getByLabel('Onderwerp').selectOption({ label: 'Geld en schulden' });
    await noor.page.getByLabel('Hoe', { exact: true }).selectOption({ label: own.name });
    await expect(noor.page.getByText('Geen vrije tijden.')).toBeVisible();
    await noor.page.getByLabel('Met wie').selectOption({ label: 'Met mijn team' });
    // The first and the last of a whole day: two beside each other may overlap, and of today little may be left.
    const free = noor.page
      .getByRole('form', { name: 'Afspraak aanbieden' })
      .getByRole('group', { name: words.dayOfDate(date) });
    const oneTime = free.getByRole('button', { name: /^\d\d:\d\d/ });
    for (const time of [oneTime.first(), oneTime.last()]) await time.click();
    expect(await axeFindings(noor.page)).toEqual([]);
    await noor.page.getByRole('button', { name: 'Bied 2 tijden aan' }).click();
    await expect(noor.log.getByText(`Geld en schulden, Op locatie, ${own.name}`)).toBeVisible();
    await expect(picked).toHaveCount(2);
    await expectUsable(page, { thumbs: true });
    expect(await axeFindings(noor.page)).toEqual([]);
  });

  await test.step('who is too late is told, and sees what is free now', async () => {
    const taken = await firstTime();
    await picked.first().click();
    await expect(card.getByText(`Je kiest ${timeName(taken)}`)).toBeVisible();
    await card.getByLabel('Je e-mailadres').fill(uniqueEmail());
    await card.getByRole('radio', { name: '18 tot en met 22' }).check();
    await bookByApi(site, taken);
    await make.click();
    await expect(card.getByText('Deze tijd is net bezet. Kies een andere tijd.')).toBeVisible();
    await expect(picked).toHaveCount(1);
    await expect(card.getByText(/, \d\d:\d\d net bezet$/)).toBeVisible();
    await card.getByRole('button', { name: 'Een andere tijd' }).click();
    await card
      .getByRole('button', { name: `${words.shortWeekday(date)} ${words.dayNumber(date)}`, exact: true })
      .click();
    await expect(times.first()).not.toHaveText(taken.start.slice(11, 16));
  });

  const time = await firstTime();
  await test.step('what was filled in is still there; the afspraak stands in both conversations', async () => {
    await times.first().click();
    await expect(card.getByText(`Je kiest ${timeName(time)}`)).toBeVisible();
    await make.click();
    await expect(page.getByRole('heading', { name: 'Je afspraak staat vast' })).toBeFocused();
    await expect(noor.log.getByText('Afspraak gemaakt, bij Noor')).toBeVisible();
    await expect(noor.log.getByRole('link', { name: 'Bekijk de afspraak' })).toBeVisible();
    await expectUsable(page, { thumbs: true });
    expect(await axeFindings(noor.page)).toEqual([]);
  });

  await test.step('its private link opens, and the chat is still there afterwards', async () => {
    await chat.log.getByRole('link', { name: 'Bekijk je afspraak' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Je afspraak');
    await expect(page.getByRole('main')).toContainText(own.name);
    await noor.say('Tot dan!');
    await page.goBack();
    await expectSaid([saidAt(chat.place), noor.said], ['Ik wil langskomen', 'Tot dan!']);
    await expect(chat.place.getByText('Je afspraak staat vast')).toBeVisible();
  });

  await test.step('the jongere ends it, and the casemanager sees that, and how it was', async () => {
    await chat.end();
    await expect(noor.log.getByText('De jongere sloot het gesprek af.')).toBeVisible();
    await chat.place.getByText('Goed', { exact: true }).click();
    await chat.place.getByLabel('Wil je er iets bij zeggen?').fill('Fijn gesprek');
    await chat.place.getByRole('button', { name: 'Verstuur je mening' }).click();
    await expect(noor.page.getByRole('complementary', { name: 'Gegevens en notities' })).toContainText(
      'Fijn gesprek',
    );
  });

  await test.step('all of it comes along as a file', async () => {
    const downloading = page.waitForEvent('download');
    await chat.place.getByRole('button', { name: 'Bewaar de tekst' }).last().click();
    const text = await readFile(await (await downloading).path(), 'utf8');
    expect(text.split('\r\n').map((line) => line.replace(/^\[.+?\] /, ''))).toEqual([
      expect.stringMatching(/^Chat met de gemeente op /),
      '',
      'Noor is er nu.',
      'Jij: Ik wil langskomen',
      'Noor stelt een afspraak voor',
      expect.stringMatching(`^Je afspraak staat vast: .+, ${time.start.slice(11, 16)} tot .+, ${own.name}$`),
      'Noor: Tot dan!',
      'Je hebt de chat gestopt.',
      '',
    ]);
  });
});

test.describe('with somewhere else to go', () => {
  test.use({ allowedHosts: [new URL(elsewhere).hostname] });

  test('who is silent is asked, then closed with a way back; who loses their casemanager is first again; who leaves in a hurry ends it', async ({
    page,
    site,
    somebodyElse,
  }) => {
    const kimsBrowser = await somebodyElse();
    const noor = await openInbox(await (await somebodyElse()).newPage(), site, 'Noor');
    const kim = await openInbox(await kimsBrowser.newPage(), site, 'Kim');
    const names = { silent: uniqueName(), hurried: uniqueName() };
    const silent = chatOnPage(await (await somebodyElse()).newPage());
    const hurried = chatInPanel(page);
    /** The server looks at these every ten seconds. */
    const soon = { timeout: 25_000 };

    const lost = await startChat(site, ['Hoi']);
    await kim.take(lost.name);
    await kimsBrowser.setOffline(true);
    await kim.say('Momentje');
    await expect(
      kim.page.getByText(/^Over (2:00|1:\d\d) gaan je gesprekken terug naar de wachtrij\.$/),
    ).toBeVisible();

    await test.step('twenty minutes of silence pass for one, ten for another; a casemanager is gone for two', async () => {
      await silent.place.page().goto('/chat');
      await silent.start({ name: names.silent });
      await noor.take(names.silent);
      await noor.say('Ben je daar?');
      await expectSaid([saidAt(silent.place)], ['Ben je daar?']);
      await site.sql`
        update chat_conversations set jongere_turn_at = now() - interval '20 minutes', asked_at = now() - interval '10 minutes'
        where first_name = ${names.silent}`;
      await page.goto('/contact');
      await chatButton(page).click();
      await hurried.start({ name: names.hurried });
      await noor.take(names.hurried);
      await noor.say('Vertel het maar');
      await expectSaid([saidAt(hurried.place)], ['Vertel het maar']);
      await site.sql`
        update chat_conversations set jongere_turn_at = now() - interval '10 minutes' where first_name = ${names.hurried}`;
      await site.sql`update chat_processes set started_at = now() - interval '1 hour'`;
      await site.sql`
        update chat_presence set seen_at = now() - interval '2 minutes' where staff_id = ${kim.casemanager}`;
    });

    await test.step('who is asked is still there', async () => {
      const yes = hurried.log.getByRole('button', { name: 'Ja, ik ben er nog' });
      await yes.click(soon);
      await expect(noor.log.getByText('Gevraagd of de jongere er nog is')).toBeVisible();
      await expectSaid([saidAt(hurried.place), noor.said], ['Vertel het maar', 'Ja, ik ben er nog']);
      await expect(yes).toBeHidden();
    });

    await test.step('and leaves in a hurry: the casemanager sees that it is over', async () => {
      await hurried.field.fill('Er komt iemand');
      await hurried.place.getByRole('link', { name: 'Snel weg' }).click();
      await page.waitForURL(elsewhere);
      await expect(noor.log.getByText('De jongere sloot het gesprek af.')).toBeVisible();
      await expect(noor.field).toBeHidden();
    });

    await test.step('whose casemanager was gone is first; she is back, takes them again, and sends what she had typed', async () => {
      await expect.poll(() => saidIn(lost), soon).toContain('requeued');
      await expect(noor.row(lost.name)).toContainText('Terug: Kim viel weg');
      await kimsBrowser.setOffline(false);
      await expect(kim.page.getByText('Dit gesprek is nu niet van jou.')).toBeVisible();
      await kim.take(lost.name);
      await kim.page.getByRole('button', { name: 'Opnieuw' }).click();
      await expect.poll(() => saidIn(lost)).toEqual(['Hoi', 'joined', 'requeued', 'joined', 'Momentje']);
      lost.close();
    });

    await test.step('who was closed goes on before all who wait, and has what was said', async () => {
      const waiting = await startChat(site, ['Ik wacht']);
      await expect(silent.title).toHaveText('De chat is gestopt', soon);
      await expect(silent.log.getByText('Het was lang stil. Daarom is de chat gestopt.')).toBeVisible();
      await silent.place.getByRole('button', { name: 'Verder praten' }).click();
      await expect(silent.place.getByText('Je bent als eerste aan de beurt.')).toBeVisible();
      await expect(noor.row(names.silent)).toContainText('Kwam terug');
      await noor.take(names.silent);
      await expect(noor.log.getByText('Afgesloten omdat de jongere 20 minuten niets schreef.')).toBeVisible();
      await silent.say('Ik was even weg');
      await expectSaid([noor.said], ['Ben je daar?', 'Ik was even weg']);
      await noor.say('Fijn dat je er weer bent');
      await expectSaid(
        [saidAt(silent.place), noor.said],
        ['Ben je daar?', 'Ik was even weg', 'Fijn dat je er weer bent'],
      );
      waiting.close();
    });
  });
});

test('where no WebSocket comes through, a jongere in English and a casemanager in Dutch have a whole talk', async ({
  site,
  newLine,
  somebodyElse,
}) => {
  const { proxy } = await newLine({ sockets: false });
  const noor = await openInbox(await (await somebodyElse({ proxy })).newPage(), site, 'Noor');
  const page = await (await somebodyElse({ proxy, locale: 'en-GB' })).newPage();
  const place = page.getByRole('region', { name: 'The chat', exact: true });
  const field = place.getByLabel('Your message');
  const name = uniqueName();
  const ends = [saidAt(place), noor.said];

  await test.step('she waits, and each is told in their own language who came', async () => {
    await page.goto('/en/chat');
    await place.getByRole('textbox', { name: /^Your first name/ }).fill(name);
    await place.getByRole('button', { name: 'Start the chat' }).click();
    await expect(place.getByText('You are first in the queue.')).toBeVisible();
    await expect(noor.row(name)).toContainText('Engels');
    await noor.take(name);
    await expect(place.getByText('Noor is here now.')).toBeVisible();
    await expect(noor.log.getByText('Noor kwam in het gesprek')).toBeVisible();
  });

  await test.step('English words of danger show who to call, and are marked for the casemanager', async () => {
    await field.fill('Sometimes I want to die');
    await expect(place.getByText('Is there danger? Call right away')).toBeVisible();
    await field.press('Enter');
    await expect(noor.log.getByText('Wijst op gevaar')).toBeVisible();
    await noor.field.pressSequentially('I am here');
    await expect(place.getByText('Noor is typing…')).toBeVisible();
    await noor.field.press('Enter');
    await expectSaid(ends, ['Sometimes I want to die', 'I am here']);
    await expect(noor.page.getByText('Gezien')).toBeVisible();
  });

  await test.step('the talk is there after a refresh, goes on, and is ended by the casemanager', async () => {
    await page.reload();
    await field.fill('Thank you');
    await field.press('Enter');
    await expectSaid(ends, ['Sometimes I want to die', 'I am here', 'Thank you']);
    await expect(place.getByText(/· Seen$/)).toBeVisible();
    await noor.page.getByRole('button', { name: 'Sluit af' }).click();
    await noor.page.getByRole('button', { name: 'Ja, sluit af' }).click();
    await expect(place.getByText('The casemanager ended the chat.')).toBeVisible();
    for (const one of [page, noor.page]) expect(await usesPolling(one)).toBe(true);
  });
});
