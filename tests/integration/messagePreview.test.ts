import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { modalities } from '#db/schema/words.ts';
import type { Ctx } from '#server/http/context.ts';
import { languageList } from '#server/kernel/languages.ts';
import { createLimits } from '#server/kernel/limits/limits.ts';
import { previewMessage } from '#server/notifications/preview/previewMessage.ts';
import { sendTest } from '#server/notifications/preview/sendTest.ts';
import {
  otherToStaff,
  type PreviewInput,
  previewed,
  previewForms,
} from '#server/notifications/preview/types.ts';
import { createSending } from '#server/notifications/sending.ts';
import templates from '#server/notifications/templates/nl.json' with { type: 'json' };
import { partsOf } from '#server/notifications/text/partsOf.ts';
import { askedOf } from '../../src/beheer/preview/asked.ts';
import { previewStep } from '../../src/beheer/preview/previewStep.ts';
import { sayRefused } from '../../src/beheer/preview/sayRefused.ts';
import { texts } from '../../src/content/texts.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { openMailServer, type TestMailServer } from '../support/mailServer.ts';
import { type RaceGround, raceGround } from '../support/raceGround.ts';

// Messages as a beheerder looks at them and tries them out.

let ground: RaceGround;
let mails: TestMailServer;
let manager: Ctx;
const address = 'iris@denhaag.test';
const path = '/medewerker/beheer/voorbeelden';
const plain: PreviewInput = {
  message: 'confirmed',
  language: 'nl',
  modality: 'op-locatie',
  form: 'mail',
};

before(async () => {
  ground = await raceGround(0);
  mails = await openMailServer();
});
after(async () => {
  manager?.mail?.mailer.close();
  await mails.close();
  await ground.close();
});
beforeEach(async () => {
  await emptyTables(ground.sql, 'history');
  mails.taken.length = 0;
  mails.makes({});
  const id = await makeCasemanager(ground.db, [], { roles: ['beheerder'], team: null });
  const iris = staffCtx(ground.ctx, id, { roles: ['beheerder'], team: null, email: address });
  manager?.mail?.mailer.close();
  manager = {
    ...iris,
    mail: mails.way(),
    sending: createSending(ground.clock),
    limits: createLimits(ground.clock, 'of tests', true),
  };
});

const { take, shown } = stepTaker(() => ({ ctx: manager }));
const all = previewed.flatMap((message) =>
  previewForms.flatMap((form) =>
    languageList.flatMap((language) =>
      modalities.map((modality): PreviewInput => ({ message, form, language, modality })),
    ),
  ),
);

test('every message is shown in every language, way of meeting and form, or why there is none', async () => {
  const none = new Map<string, Set<string>>();
  for (const input of all) {
    const preview = await previewMessage(manager, input);
    if (preview.kind === 'text') {
      assert.deepEqual(preview.parts, partsOf(preview.body));
      // Two moments with their day, and a link.
      const most = input.message === 'waiting-offer' ? 2 : 1;
      assert.ok(preview.parts.parts <= most && !preview.body.includes('{'), preview.body);
    } else if (preview.kind === 'mail') {
      assert.ok(!`${preview.html}${preview.text}`.includes('{day'), preview.text);
      assert.equal(
        preview.from,
        input.form === 'mail' ? 'Den Haag' : { nl: 'Afspraak', en: 'Appointment' }[input.language],
      );
    } else none.set(preview.why, (none.get(preview.why) ?? new Set()).add(input.message));
  }
  assert.deepEqual(Object.fromEntries([...none].map(([why, messages]) => [why, [...messages]])), {
    'not-discreet': ['handed-over'],
    'one-form': ['question-answered'],
    'staff-by-mail': ['in-agenda', 'off-agenda', ...otherToStaff],
    'staff-in-dutch': ['in-agenda', 'off-agenda', ...otherToStaff],
  });
});

test('a sentence that is not saved is shown in one mail alone, and what is wrong with one is said each in its own words', async () => {
  const asking = (added: string, of = 'confirmed.nl') => ({
    path: `${path}?${new URLSearchParams({ added, of })}`,
  });
  const good = await shown(previewStep, asking('Bel {phone} bij vragen.'));
  assert.ok(good.status === 200 && good.page.preview.kind === 'mail');
  assert.match(good.page.preview.text, /Bel 14070 bij vragen\./);
  assert.match(good.page.preview.html, /Bel 14070 bij vragen\./);
  const elsewhere = await shown(previewStep, asking('Bel {phone} bij vragen.', 'moved.nl'));
  assert.ok(elsewhere.page.preview.kind === 'mail' && elsewhere.page.preview.added === null);
  const wrong = {
    'Beste {voornaam}': /^{voornaam} kent Doorstart niet\. Gebruik tussen accolades alleen {day}/,
    'Tot {day': /^{day kent Doorstart niet/,
    '<b>Tot dan</b>': /^Gebruik gewone tekst, zonder HTML/,
    'Kijk op https://denhaag.nl/parkeren': /^Haal het webadres weg/,
    'Kijk op denhaag.nl.': /^Haal het webadres weg/,
    [`${'x'.repeat(301)}`]: /^Maak het korter, hooguit 300 tekens/,
  };
  for (const [added, words] of Object.entries(wrong)) {
    const { status, page } = await shown(previewStep, asking(added));
    assert.equal(status, 422, added);
    assert.match(page.errors.of.added ?? '', words);
    assert.equal(page.asked.typed, added);
    assert.equal(
      (await shown(previewStep, { ...asking(added), form: { added, of: 'confirmed.nl' } })).status,
      422,
    );
  }
  for (const added of [
    'Mail team@denhaag.nl',
    'Neem bijv. je brief mee.',
    'Tot dan.Neem iets mee',
    'Om 10.30 uur',
  ])
    assert.equal((await shown(previewStep, asking(added))).status, 200, added);
  assert.deepEqual(mails.taken, []);
});

test('there is no message that cannot be looked at', () => {
  assert.deepEqual([...previewed].sort(), Object.keys(templates).sort());
});

test('what does not exist is shown as the first that does', () => {
  assert.deepEqual(askedOf({ message: 'x', language: 'fr', form: ['mail', 'text'] }).input, plain);
});

test('a test goes to whoever asks and to nobody else, says that it is one, and stands in the log', async () => {
  const sent = await take(previewStep, {
    path,
    form: { message: 'moved', language: 'en', form: 'mail', to: 'sam@example.com', email: 'sam@example.com' },
  });
  assert.ok(sent.kind === 'redirect');
  assert.match(sent.to, /message=moved&language=en&modality=op-locatie&form=mail&done=sent$/);
  const [mail, ...more] = mails.taken;
  assert.ok(mail && more.length === 0);
  assert.deepEqual([mail.to, mail.parsed.subject?.slice(0, 6)], [[address], 'Test: ']);
  assert.match(mail.parsed.text ?? '', /^This is a test: there is no such appointment\./);
  assert.deepEqual([mail.parsed.attachments, mail.from], [[], 'afspraken@denhaag.test']);
  const rows = await ground.sql`select what, details from history`;
  assert.deepEqual(
    rows.map(({ what, details }) => [what, details]),
    [['message-tested', { message: 'moved', language: 'en', form: 'mail' }]],
  );
});

test('a discreet test says nothing of the gemeente', async () => {
  assert.ok((await sendTest(manager, { ...plain, form: 'discreet-mail' })).ok);
  const [mail] = mails.taken;
  assert.ok(mail && !mail.raw.includes('Den Haag'));
  assert.equal(mail.parsed.from?.value[0]?.name, 'Afspraak');
});

test('what went wrong is said in words: which server, what it answered, and what to do', async () => {
  const t = texts('nl');
  const refusedBy = async (trouble: Parameters<typeof mails.makes>[0]) => {
    mails.makes(trouble);
    const { status, page } = await shown(previewStep, {
      path,
      form: { message: 'confirmed' },
    });
    assert.ok(page.refused);
    return { status, ...sayRefused(t, page.refused) };
  };
  assert.deepEqual(await refusedBy({ recipient: { code: 550, text: '5.1.1 No such user' } }), {
    status: 409,
    text: `127.0.0.1 neemt niets aan voor ${address}. Kijk of je adres klopt.`,
    answer: '550 5.1.1 No such user',
  });
  assert.match((await refusedBy({ sender: { code: 553, text: 'Sender refused' } })).text, /MAIL_FROM/);
  assert.match((await refusedBy({ data: { code: 451, text: 'Greylisted' } })).text, /later opnieuw/);
  assert.match((await refusedBy({ data: { code: 554, text: 'Spam' } })).text, /neemt deze mail niet aan/);
  manager = { ...manager, mail: null };
  const { page } = await shown(previewStep, { path, form: {} });
  assert.match(page.refused ? sayRefused(t, page.refused).text : '', /SMTP_URL/);
  assert.equal(mails.taken.length, 0);
});

test('who tries often is asked to wait, and nothing goes', async () => {
  for (let i = 0; i < 10; i += 1) assert.ok((await sendTest(manager, plain)).ok);
  const step = await take(previewStep, { path, form: {} });
  assert.ok(step.kind === 'page' && step.status === 429 && (step.retryAfterSeconds ?? 0) > 60);
  assert.equal(mails.taken.length, 10);
});

test('a text message is no test: nothing is paid for to look at words', async () => {
  assert.deepEqual(await sendTest(manager, { ...plain, form: 'text' }), { ok: false, error: 'no-mail' });
});
