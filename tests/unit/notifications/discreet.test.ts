import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { appointmentNoticeKinds, messageLevels } from '#db/schema/words.ts';
import { channelsOf } from '#server/booking/tell.ts';
import { languageList } from '#server/kernel/languages.ts';
import { isoInAmsterdam } from '#server/kernel/time.ts';
import { wording } from '#server/kernel/wording.ts';
import { discreetLetter, discreetText, isToldDiscreetly } from '#server/notifications/discreetLetter.ts';
import { strictest } from '#server/notifications/strictest.ts';
import { partsOf } from '#server/notifications/text/partsOf.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { appointment as appointmentLike } from '../../support/anAppointment.ts';

const level = fc.constantFrom(...messageLevels);

test('of what the jongere and the gemeente allow the least counts, in whatever order', () => {
  fc.assert(
    fc.property(level, level, (one, other) => {
      const both = strictest(one, other);
      assert.equal(both, strictest(other, one));
      assert.ok([one, other].includes(both));
      for (const each of [one, other]) assert.ok(messageLevels.indexOf(both) >= messageLevels.indexOf(each));
      assert.equal(strictest(both, one), both);
    }),
  );
});

test('who wants nothing gets nothing by any way; others at most one message, by a way that they have', () => {
  const contact = fc.record({
    email: fc.constantFrom(null, 'sam@example.com'),
    // A mobile number, and one on which no text message arrives.
    phone: fc.constantFrom(null, '+31612345678', '+31703533000'),
    reachBy: fc.constantFrom(null, 'email', 'bellen', 'bericht'),
    messages: level,
  });
  fc.assert(
    fc.property(contact, (person) => {
      const ways = channelsOf(person);
      assert.ok(ways.length <= 1);
      if (person.messages === 'none') assert.deepEqual(ways, []);
      if (ways.includes('email')) assert.ok(person.email);
      if (ways.includes('text')) assert.equal(person.phone, '+31612345678');
      // Who asks to be called gets no text message unasked.
      if (person.reachBy === 'bellen') assert.ok(!ways.includes('text'));
    }),
  );
});

test('a discreet message says when there is an afspraak, and nothing of where, with whom or by whom', () => {
  const told = appointmentNoticeKinds.filter(isToldDiscreetly);
  assert.deepEqual(
    appointmentNoticeKinds.filter((kind) => !isToldDiscreetly(kind)),
    ['handed-over', 'in-agenda', 'off-agenda'],
  );
  const settings = settingsSchema.parse({});
  for (const language of languageList) {
    const appointment = appointmentLike({
      language,
      casemanager: { id: 'c', firstName: 'Wilhelmina', meetingLink: null },
    });
    for (const kind of told) {
      const news = {
        kind,
        appointment,
        told: null,
        cancelledBy: 'staff',
        settings,
        publicUrl: 'https://jongerenloket.gemeente-voorbeeldstad.nl',
        discreet: true,
      } as const;
      const { action, ...letter } = discreetLetter(news);
      const text = discreetText(news);
      for (const said of [JSON.stringify({ ...letter, label: action.label }), text.replace(/https:\S+/, '')])
        assert.doesNotMatch(
          said,
          /Wilhelmina|Samira|ouders|Den Haag|gemeente|Centrum|070|@|school|loket|begeleid/i,
          said,
        );
      assert.match(text, new RegExp(`mijn-afspraak/${appointment.token}`));
      assert.ok(
        text.includes(isoInAmsterdam(appointment.start).slice(11, 16)) ||
          text.includes(wording(language).day(appointment.start)),
      );
      const { parts, outside } = partsOf(text);
      assert.deepEqual([outside, parts <= 2], [[], true], text);
    }
  }
});
