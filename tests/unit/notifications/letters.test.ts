import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { appointmentNoticeKinds, otherNoticeKinds } from '#db/schema/words.ts';
import { languageList } from '#server/kernel/languages.ts';
import { contrast } from '#server/looks/colours.ts';
import { modes, readGrounds } from '#server/looks/grounds.ts';
import { letterToJongere } from '#server/notifications/appointmentLetter.ts';
import { asHtml } from '#server/notifications/mail/asHtml.ts';
import { composeMail } from '#server/notifications/mail/composeMail.ts';
import { asText, previewOf } from '#server/notifications/mail/letter.ts';
import { mailColours } from '#server/notifications/mail/mailColours.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { everyMessage, everyOtherMessage, news, settings } from '../../support/everyMessage.ts';

const colours = mailColours(settings.theme, readGrounds());

/** All messages of a language as a reviewer reads them. */
const shown = (language: 'nl' | 'en') =>
  [
    ...everyMessage(language).map((one) => ({ ...one, heading: `${one.name} · ${one.modality}` })),
    ...everyOtherMessage(language).map((one) => ({ ...one, heading: one.name })),
  ]
    .map(({ heading, letter, text }) =>
      [
        `## ${heading}`,
        '',
        `Onderwerp: ${letter.subject}`,
        `Voorproef: ${previewOf(letter)}`,
        '',
        asText(letter),
        ...(text === null ? [] : [`Sms: ${text}`, '']),
      ].join('\n'),
    )
    .join('\n');

for (const language of languageList) {
  test(`messages of every kind and way to meet stand in the file of ${language}`, () => {
    const file = join(import.meta.dirname, `messages.${language}.md`);
    // A change of words is looked at in the difference of this file: delete it, and the test writes it anew.
    if (!existsSync(file)) writeFileSync(file, shown(language));
    assert.equal(readFileSync(file, 'utf8'), shown(language));
  });
}

test('each kind has its own words: who cancelled is never reminded (row 31)', () => {
  for (const language of languageList) {
    const ofJongere = everyMessage(language).filter(({ modality }) => modality === 'video');
    const subjects = new Map(ofJongere.map(({ name, letter }) => [name, letter.lines.join(' ')]));
    assert.equal(new Set(subjects.values()).size, subjects.size, language);
  }
  assert.equal(new Set(everyMessage('nl').map(({ name }) => name)).size, appointmentNoticeKinds.length + 1);
  assert.deepEqual(
    everyOtherMessage('nl')
      .map(({ name }) => name)
      .toSorted(),
    otherNoticeKinds.toSorted(),
  );
});

test('nothing that a person typed, and no topic, gets into a message', () => {
  const mark = fc.uuid().map((id) => `merk${id.replaceAll('-', '')}`);
  fc.assert(
    fc.property(
      fc.array(mark, { minLength: 10, maxLength: 10 }),
      fc.constantFrom(...languageList),
      (marks, language) => {
        const [topic = '', topicEn = '', hint = '', bring = '', name = '', note = '', reason = ''] = marks;
        const [address = '', interpreter = '', visitor = ''] = marks.slice(7);
        const about = news('confirmed').appointment;
        const messages = everyMessage(language, {
          topic: {
            ...about.topic,
            id: topic,
            label: { nl: topic, en: topicEn },
            hint: { nl: hint, en: hint },
            bring: { nl: bring, en: bring },
          },
          name,
          note,
          cancelReason: reason,
          ageGroup: '18-22',
          visitAddress: address,
          interpreter,
          email: `${visitor}@example.com`,
          phone: '+31698765432',
        });
        for (const { letter, text } of messages) {
          const all = [asText(letter), asHtml(letter, colours), text ?? ''].join('\n');
          assert.doesNotMatch(all, /merk[0-9a-f]{32}|18-22/);
          assert.doesNotMatch(all.replaceAll(/\D/g, ''), /98765432/);
        }
      },
    ),
    { numRuns: 20 },
  );
});

test('every mail to a jongere says by which telephone and address a human is reached, and a reminder how to cancel', () => {
  for (const language of languageList) {
    for (const { name, letter } of everyMessage(language)) {
      const text = asText(letter);
      if (/agenda/.test(name)) continue;
      assert.ok(text.includes(settings.phone) && text.includes(settings.email), name);
      if (name.startsWith('reminder'))
        assert.match(text, language === 'nl' ? /af.*(kies|[Vv]erzet|tijd)|[Vv]erzet.*af/ : /[Cc]ancel/, name);
    }
  }
});

test('HTML says all that the plain text says, loads nothing, and is far from being clipped', () => {
  for (const { letter, name } of everyMessage('nl')) {
    const html = asHtml(letter, colours);
    const said = [letter.sender, letter.subject, ...letter.lines, ...letter.foot, letter.action.label];
    for (const text of said) assert.ok(html.includes(text.replaceAll("'", '&#39;')), `${name}: ${text}`);
    for (const { label, value } of letter.facts)
      assert.ok(html.includes(label) && html.includes(value), name);
    assert.doesNotMatch(
      html,
      /<(img|script|link|iframe|form|video|object)\b|@import|@font-face|url\(|background=/i,
    );
    assert.deepEqual(
      [...html.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, address]) => address),
      [letter.action.url],
    );
    assert.ok(Buffer.byteLength(html) < 102_000 / 6, name);
    // Without what stands in the head, and without conditions of Outlook, nothing of the mail is gone.
    assert.doesNotMatch(html, /display:flex|display:grid|<p\b/);
    assert.match(html, /^<!doctype html>\n<html lang="nl"/);
    const layouts = html.match(/<table /g)?.length ?? 0;
    const silent = html.match(/<table role="presentation"/g)?.length ?? 0;
    assert.equal(layouts - silent, letter.facts.length > 0 ? 1 : 0, 'only facts are a table to who hears it');
  }
});

test('a link stands alone on its line of the plain text, however long it is', () => {
  const letter = letterToJongere(news('confirmed', { token: 'x'.repeat(120) }));
  assert.ok(asText(letter).split('\n').includes(letter.action.url));
});

test('all words of a mail are seen on their ground, by day and by night, in whatever colours', () => {
  const grounds = readGrounds();
  const themes = [
    settings.theme,
    settingsSchema.parse({ theme: { action: { light: '#a2231d' }, header: { light: '#ffc845' } } }).theme,
    settingsSchema.parse({ theme: { action: { light: '#154273' }, link: { light: '#01689b' } } }).theme,
  ];
  for (const theme of themes) {
    const all = mailColours(theme, grounds);
    for (const mode of modes) {
      const { card, ink, head, onHead, button, onButton, link } = all[mode];
      for (const [on, ground] of [
        [ink, card],
        [onHead, head],
        [onButton, button],
        [link, card],
      ] as const)
        assert.ok(contrast(on, ground) >= 4.5, `${mode}: ${on} on ${ground}`);
    }
  }
});

test('what the gemeente adds stands before the closing, filled in, in the language of the receiver alone', () => {
  const added = settingsSchema.parse({
    mailAdditions: { confirmed: { nl: 'Kom je met de fiets? Bel {phone}. Tot {day}, {casemanager} <3' } },
  });
  const letter = letterToJongere({ ...news('confirmed'), settings: added });
  assert.equal(letter.added, 'Kom je met de fiets? Bel 14070. Tot maandag 23 november, Noor <3');
  const text = asText(letter);
  assert.ok(text.indexOf(letter.added ?? '') < text.lastIndexOf(letter.sender));
  assert.ok(asHtml(letter, colours).includes('Noor &lt;3'));
  assert.equal(letterToJongere({ ...news('confirmed', { language: 'en' }), settings: added }).added, null);
  assert.equal(letterToJongere({ ...news('moved'), settings: added }).added, null);
  const refused = settingsSchema.safeParse({ mailAdditions: { moved: { nl: 'Over {topic}' } } });
  assert.match(refused.error?.issues[0]?.message ?? '', /\{day\}, \{time\}, \{casemanager\}/);
});

test('a raw mail keeps its letters, its headers are folded, and no name makes a header of its own', async () => {
  const letter = letterToJongere(
    news('handed-over', {
      casemanager: { id: 'c', firstName: 'Zoë 🙂\r\nBcc: x@example.org', meetingLink: null },
    }),
  );
  const raw = await composeMail({
    from: { name: 'Gemeente ’s-Gravenhage\r\nBcc: y@example.org', address: 'afspraken@denhaag.test' },
    to: 'sam@example.com',
    replyTo: 'team@denhaag.test',
    messageId: 'a.0@denhaag.test',
    thread: 'b@denhaag.test',
    letter: { ...letter, subject: `${'Één afspraak met Zoë 🙂 '.repeat(5)}\r\nBcc: z@example.org` },
    colours,
    calendar: {
      method: 'REQUEST',
      text: 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Zoë\r\nEND:VCALENDAR\r\n',
    },
    at: Date.parse('2026-11-20T10:00:00+01:00'),
  });
  const text = raw.toString('latin1');
  const head = text.slice(0, text.indexOf('\r\n\r\n'));
  assert.doesNotMatch(head, /^bcc:/im);
  assert.ok(text.split('\r\n').every((line) => line.length <= 998));
  assert.ok(
    raw.every((byte) => byte < 128),
    'seven bits alone',
  );
  const parsed = await simpleParser(raw);
  assert.ok(parsed.subject?.startsWith('Één afspraak met Zoë 🙂'));
  assert.match(parsed.text ?? '', /Je praat met Zoë 🙂/);
  assert.match(String(parsed.html), /Zoë 🙂/);
  assert.equal(parsed.messageId, '<a.0@denhaag.test>');
  assert.equal(parsed.inReplyTo, '<b@denhaag.test>');
  assert.equal(parsed.headers.get('auto-submitted'), 'auto-generated');
  // Rows 4 to 7 and 18: the last alternative and the attachment are one calendar part, in base64, with the method that it has.
  const parts = text.split('\r\n--').filter((part) => /content-type: text\/calendar/i.test(part));
  assert.equal(parts.length, 2);
  for (const part of parts) {
    assert.match(part.replaceAll(/\r\n\s+/g, ' '), /text\/calendar; charset=utf-8; method=REQUEST/i);
    assert.match(part, /content-transfer-encoding: base64/i);
  }
  const [one, two] = parts.map((part) => Buffer.from(part.split('\r\n\r\n')[1] ?? '', 'base64').toString());
  assert.equal(one, two);
  assert.match(one ?? '', /^METHOD:REQUEST\r$/m);
  assert.ok(text.indexOf('text/html') < text.indexOf('text/calendar'));
});
