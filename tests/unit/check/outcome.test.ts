import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageList } from '#server/kernel/languages.ts';
import { type ChoiceQuestion, choices } from '#server/startkwalificatie/choices.ts';
import { leeftijdsgrenzen } from '#server/startkwalificatie/grenzen.ts';
import { questionOrder } from '#server/startkwalificatie/questions.ts';
import { answerText } from '../../../src/check/answers.ts';
import { doorsIn } from '../../../src/check/doors.ts';
import { outcomeOf } from '../../../src/check/outcome.ts';
import { type ResultStep, type Step, stepAfter } from '../../../src/check/step.ts';
import { checkTexts } from '../../../src/check/texts.ts';
import { nl } from '../../../src/content/nl/index.ts';

const peildatum = '2026-11-21';
const born = [
  '2023-01-01',
  '2016-01-01',
  '2011-03-10',
  '2009-02-01',
  '2007-01-15',
  '1999-11-22',
  '1990-01-01',
];

/** Answers that neither the rules nor the words of a result tell from another one. All of them take half a minute. */
const alike: Partial<Record<ChoiceQuestion, readonly string[]>> = {
  woontInRegio: ['weet-niet'],
  diploma: ['mbo-1', 'mbo-3', 'mbo-4', 'vwo', 'hbo-wo', 'certificaten', 'ib-diploma', 'ib-certificaten'],
  inschrijving: ['praktijkonderwijs', 'vso', 'hbo-wo', 'weet-niet'],
  gevolgd: ['vso-vervolgonderwijs', 'vso-dagbesteding', 'weet-niet'],
  vrijstelling: ['weet-niet'],
};

/** Every kind of result that somebody of these ages can come to. */
function* results(): Generator<ResultStep> {
  const open: Step[] = born.map((date) => stepAfter({ geboortedatum: date }, peildatum, leeftijdsgrenzen));
  for (let step = open.pop(); step; step = open.pop()) {
    if (step.kind === 'result') {
      yield step;
      continue;
    }
    const { given, question } = step;
    const same: readonly string[] = (question !== 'geboortedatum' && alike[question]) || [];
    for (const option of step.options)
      if (!same.includes(option))
        open.push(stepAfter({ ...given, question, [question]: option }, peildatum, leeftijdsgrenzen));
  }
}

const said = languageList.map((lang) => checkTexts(lang, { municipality: 'Den Haag', phone: '14070' }));

test('every answer that can be given has its words in every language', () => {
  for (const question of questionOrder)
    for (const choice of choices[question])
      for (const texts of said) assert.notEqual(answerText(texts, question, choice), choice);
});

test('every result that can occur has its words in every language, and its button leads somewhere', () => {
  const doors = doorsIn('nl', '14070', [{ id: 'school', active: true, bookableBy: 'everybody' }]);
  const routes = new Set<string>();
  const used = new Set<string>();
  let count = 0;
  for (const step of results()) {
    count += 1;
    const { have, must, next, parents, other, reasons } = outcomeOf(step);
    routes.add(step.result.uitkomst.route);
    const keys = [have.title, have.stamp, ...have.texts, must.title, must.text, next.title, ...next.texts];
    keys.push(...next.steps, next.go.text, next.note ?? next.title, parents ?? next.title);
    const reasonKeys = reasons.flatMap(({ law, text }) => [law, text]);
    for (const key of [...keys, ...reasonKeys]) used.add(key);
    assert.ok(reasons.length > 0 && other.length > 0 && doors[next.go.door] !== '');
  }
  for (const key of used) for (const texts of said) assert.ok(texts[key], `no text for ${key}`);
  assert.ok(count > 400, `${count} results`);
  assert.equal(routes.size, 7);
  const never = Object.keys(nl.check).filter((key) =>
    /^check\.(have|must|next|parents|law|reason)\./.test(key),
  );
  assert.deepEqual(
    never.filter((key) => !used.has(key)),
    [],
    'words that no result says',
  );
});

test('who lives elsewhere hears nothing of leaving school, which was not asked, and is offered no afspraak', () => {
  const answers = { geboortedatum: '2007-01-15', diploma: 'geen', inschrijving: 'geen', gevolgd: 'regulier' };
  const outcomes = ['ja', 'nee'].map((woontInRegio) => {
    const step = stepAfter({ ...answers, woontInRegio }, peildatum, leeftijdsgrenzen);
    assert.ok(step.kind === 'result' && step.result.uitkomst.vsv);
    const { reasons, other } = outcomeOf(step);
    return { left: reasons.some(({ text }) => text === 'check.reason.vsv'), other };
  });
  assert.deepEqual(outcomes, [
    { left: true, other: ['chat', 'contact'] },
    { left: false, other: ['chat', 'contact'] },
  ]);
});

test('an afspraak has its topic filled in where that topic is offered', () => {
  const topics = [
    { id: 'school', active: true, bookableBy: 'everybody' },
    { id: 'leerwerkplek', active: false, bookableBy: 'everybody' },
  ] as const;
  const doors = doorsIn('en', '14070', topics);
  assert.equal(doors['school-topic'], '/en/afspraak?topic=school');
  assert.equal(doors['work-topic'], '/en/afspraak');
  assert.equal(doors.call, 'tel:14070');
  const invited = doorsIn('nl', '14070', [{ id: 'school', active: true, bookableBy: 'invited' }]);
  assert.equal(invited['school-topic'], '/afspraak');
});
