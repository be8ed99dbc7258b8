import type { Given } from '#server/startkwalificatie/choices.ts';
import type { CheckResult } from '#server/startkwalificatie/result.ts';
import type { Route } from '#server/startkwalificatie/words.ts';
import type { CheckText, Door } from './props.ts';

/** What somebody can do now, with the one big button. */
export interface NextStep {
  title: CheckText;
  texts: CheckText[];
  /** What to do, in order. */
  steps: CheckText[];
  go: { text: CheckText; door: Door };
  /** What to say or ask there. */
  note: CheckText | null;
}

const doors: Record<Route, Door> = {
  casemanager: 'school-topic',
  school: 'absent',
  leerplichtambtenaar: 'call',
  jongerenloket: 'call',
  'andere-gemeente': 'call',
  '27-plus': 'older',
  'geen-actie': 'meaning',
};

/** The step that fits the route, and what somebody told. */
export function nextOf(given: Given, { uitkomst }: CheckResult, minor: boolean): NextStep {
  const { route, plicht, startkwalificatie } = uitkomst;
  const { inschrijving = 'geen' } = given;
  const enrolled = inschrijving !== 'geen' && inschrijving !== 'weet-niet';
  const step: NextStep = {
    title: `check.next.${route}`,
    texts: [`check.next.${route}.text`],
    steps: [],
    go: { text: `check.next.${route}.go`, door: doors[route] },
    note: null,
  };
  switch (route) {
    case 'casemanager':
      if (plicht === 'vrijgesteld') {
        step.texts = ['check.next.casemanager.kwetsbaar'];
        step.go.door = 'work-topic';
      } else if (enrolled) step.texts = ['check.next.casemanager.enrolled'];
      else if (startkwalificatie === 'beoordelen') step.texts = ['check.next.casemanager.diploma'];
      break;
    case 'school':
      step.steps = ['check.next.school.1', 'check.next.school.2', 'check.next.school.3'];
      break;
    case 'leerplichtambtenaar':
      step.note = `check.next.${route}.note`;
      if (plicht === 'vrijgesteld' || plicht === 'vervangend')
        step.texts = ['check.next.leerplichtambtenaar.vrijstelling'];
      else if (enrolled) step.texts = ['check.next.leerplichtambtenaar.enrolled'];
      break;
    case 'jongerenloket':
      step.note = `check.next.${route}.note`;
      break;
    case 'andere-gemeente':
      step.texts.push(`check.next.${route}.${minor ? 'minderjarig' : 'volwassen'}`);
      break;
    case 'geen-actie':
      if (plicht === 'nog-niet') {
        step.title = 'check.next.geen-actie.nog-niet';
        step.texts = ['check.next.geen-actie.nog-niet.text'];
        step.go = { text: 'check.next.geen-actie.nog-niet.go', door: 'parents' };
      } else if (startkwalificatie === 'ja')
        step.go = { text: 'check.next.geen-actie.ja.go', door: 'contact' };
  }
  return step;
}
