import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { audiences, handoverParts, noteKinds, teamTasks } from '#db/schema/words.ts';
import {
  type Beside,
  type NoteRule,
  onlyParts,
  partsFor,
  partsForStaff,
  type Reader,
} from '#server/trajecten/audience.ts';
import { wordsOf } from '#server/trajecten/sentWords.ts';

const schools = ['school 1', 'school 2'];
const rule: fc.Arbitrary<NoteRule> = fc
  .record({
    kind: fc.constantFrom(...noteKinds),
    audience: fc.constantFrom(...audiences),
    organisation: fc.constantFrom(...schools),
    reasonsAgreed: fc.boolean(),
  })
  // As the database holds it: a terugkoppeling is for one school.
  .map((note) =>
    note.kind === 'terugkoppeling'
      ? { ...note, audience: 'school' as const }
      : { ...note, organisation: null },
  );
const reader: fc.Arbitrary<Reader> = fc.oneof(
  fc
    .constantFrom(...audiences)
    .filter((as) => as !== 'school')
    .map((as) => ({ as })),
  fc.constantFrom(...schools).map((organisation) => ({ as: 'school' as const, organisation })),
);
const age = fc.option(fc.integer({ min: 10, max: 30 }));
const beside: fc.Arbitrary<Beside> = fc.record({
  ownTeam: fc.boolean(),
  task: fc.option(fc.constantFrom(...teamTasks)),
  ofResidence: fc.boolean(),
  handedOver: fc.option(fc.uniqueArray(fc.constantFrom(...handoverParts))),
});

const verslag = (more: Partial<NoteRule> = {}): NoteRule => ({
  kind: 'verslag',
  audience: 'parents',
  organisation: null,
  reasonsAgreed: false,
  ...more,
});

test('parents hear all until 16, no reasons at 16 and 17, and nothing from 18, unless the jongere agrees', () => {
  const heard = (years: number | null, reasonsAgreed = false) =>
    partsFor(verslag({ reasonsAgreed }), { as: 'parents' }, years).join();
  assert.equal(heard(15), 'facts,reasons,agreements');
  assert.equal(heard(16), 'facts,agreements');
  assert.equal(heard(17), 'facts,agreements');
  assert.equal(heard(18), '');
  assert.equal(heard(null), '');
  for (const years of [15, 16, 17, 18, 26, null])
    assert.equal(heard(years, true), 'facts,reasons,agreements');
});

test('a school reads a terugkoppeling to it alone', () => {
  const feedback = verslag({ kind: 'terugkoppeling', audience: 'school', organisation: 'school 1' });
  assert.deepEqual(partsFor(feedback, { as: 'school', organisation: 'school 1' }, 17), ['facts']);
  assert.deepEqual(partsFor(feedback, { as: 'school', organisation: 'school 2' }, 17), []);
});

test('a note is read by its team and by the audience that was chosen, and by nobody else, at any age', () => {
  fc.assert(
    fc.property(rule, reader, age, (note, one, years) => {
      const parts = partsFor(note, one, years);
      if (one.as === 'team') assert.equal(parts.length, 3);
      else if (one.as !== note.audience) assert.deepEqual(parts, []);
      if (one.as === 'school' && note.kind !== 'terugkoppeling') assert.deepEqual(parts, []);
      // Reasons without agreement: the team, the jongere, and parents of who is under 16.
      if (parts.includes('reasons') && !note.reasonsAgreed)
        assert.ok(
          one.as === 'team' || one.as === 'jongere' || (one.as === 'parents' && years !== null && years < 16),
        );
    }),
  );
});

test('to grow older never lets parents read more, and agreement never lets anybody read less', () => {
  fc.assert(
    fc.property(rule, reader, fc.integer({ min: 10, max: 29 }), (note, one, years) => {
      const now = partsFor(note, one, years);
      const later = partsFor(note, one, years + 1);
      assert.ok(later.every((part) => now.includes(part)));
      const agreed = partsFor({ ...note, reasonsAgreed: true }, one, years);
      assert.ok(now.every((part) => agreed.includes(part)));
    }),
  );
});

test('who gets a traject from another team reads of before what was ticked, and what was meant for them', () => {
  fc.assert(
    fc.property(rule, beside, age, (note, who, years) => {
      const parts = partsForStaff(note, who, years);
      if (who.ownTeam || who.handedOver === null) assert.equal(parts.length, 3);
      else {
        const meant =
          (note.audience === 'leerplicht' && who.task === 'leerplicht') ||
          (note.audience === 'woongemeente' && who.ofResidence);
        const ticked =
          note.kind === 'verslag' &&
          (who.handedOver.includes('verslagen') || who.handedOver.includes('agreements'));
        if (!meant && !ticked) assert.deepEqual(parts, []);
        if (parts.includes('reasons'))
          assert.ok(who.handedOver.includes('verslagen') || (meant && note.reasonsAgreed));
      }
    }),
  );
});

test('what goes out has the words of the parts that may be read, and of no other', () => {
  const written = { facts: 'feit', reasons: 'reden', agreements: 'afspraak' };
  fc.assert(
    fc.property(rule, reader, age, (note, one, years) => {
      const parts = partsFor(note, one, years);
      const words = wordsOf('verslag', onlyParts(written, parts));
      for (const [part, text] of Object.entries(written))
        assert.equal(
          words.includes(text),
          parts.some((read) => read === part),
        );
    }),
  );
  assert.equal(wordsOf('note', { facts: 'feit', reasons: null, agreements: null }), 'feit');
});
