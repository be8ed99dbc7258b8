import type { Given } from '#server/startkwalificatie/choices.ts';
import type { CheckResult } from '#server/startkwalificatie/result.ts';
import { bronnen, type Grond } from '#server/startkwalificatie/words.ts';
import { type NextStep, nextOf } from './nextStep.ts';
import type { CheckText, Door, ReasonText } from './props.ts';
import type { ResultStep } from './step.ts';

/** What an outcome says: keys of texts, from top to bottom. */
export interface Outcome {
  have: { title: CheckText; stamp: CheckText; texts: CheckText[] };
  must: { title: CheckText; text: CheckText };
  next: NextStep;
  parents: CheckText | null;
  other: OtherDoor[];
  unsure: boolean;
  reasons: Reason[];
}

export interface Reason {
  law: CheckText;
  article: string | null;
  text: ReasonText;
}

/** What the result page says to somebody who answered so. */
export function outcomeOf({ given, result, minor }: Omit<ResultStep, 'kind' | 'asked'>): Outcome {
  return {
    have: haveOf(given, result),
    must: mustOf(result, minor),
    next: nextOf(given, result, minor),
    parents: minor ? parentsOf(result) : null,
    other: otherThan(result),
    unsure: result.notKnown.length > 0,
    reasons: reasonsOf(given, result),
  };
}

function haveOf({ diploma }: Given, { uitkomst, notKnown: nietGeweten }: CheckResult): Outcome['have'] {
  const have = uitkomst.startkwalificatie;
  const texts: CheckText[] = [`check.have.${have}.text`];
  if (have === 'beoordelen') texts.push('check.have.beoordelen.until');
  else if (nietGeweten.includes('diploma')) texts.push('check.have.nee.unsure');
  else if (have === 'nee' && diploma !== undefined && diploma !== 'geen') texts.push('check.have.nee.builds');
  return { title: `check.have.${have}`, stamp: `check.have.${have}.stamp`, texts };
}

function mustOf({ uitkomst, isPlichtSure: plichtZeker }: CheckResult, minor: boolean): Outcome['must'] {
  const { plicht, grondslag } = uitkomst;
  const must = () => {
    if (!plichtZeker) return 'onzeker';
    if (plicht === 'geen') return minor ? 'behaald' : 'volwassen';
    const byLetter = grondslag.some(({ artikel }) => artikel === '5' || artikel === '15');
    return plicht === 'vrijgesteld' && !byLetter ? 'uitgezonderd' : plicht;
  };
  const kind = must();
  return { title: `check.must.${kind}`, text: `check.must.${kind}.text` };
}

function parentsOf({ uitkomst: { route } }: CheckResult): CheckText | null {
  const told = route === 'school' || route === 'leerplichtambtenaar' || route === 'casemanager';
  return told ? `check.parents.${route}` : null;
}

/** Other ways to reach us; no afspraak for who is led to one already, is too old for it or lives elsewhere. */
function otherThan({ uitkomst: { route } }: CheckResult): OtherDoor[] {
  const without = ['casemanager', '27-plus', 'andere-gemeente'].includes(route);
  return others.filter((door) => !(without && door === 'appointment'));
}

const others = ['chat', 'appointment', 'contact'] as const satisfies Door[];
type OtherDoor = (typeof others)[number];

/** A law as it stands in the keys of texts. */
const laws = {
  [bronnen.leerplichtwet]: 'leerplichtwet',
  [bronnen.web]: 'web',
  [bronnen.gemeente]: 'gemeente',
} as const satisfies Record<Grond['bron'], string>;

function reasonsOf({ inschrijving }: Given, { uitkomst: { grondslag, vsv } }: CheckResult): Reason[] {
  const reasons = grondslag.map(({ bron, artikel }): Reason => {
    const law = laws[bron];
    return {
      law: `check.law.${law}`,
      article: bron === bronnen.gemeente ? null : artikel,
      text: `check.reason.${law}.${artikel.replaceAll(/[ .]/g, '-')}`,
    };
  });
  // Who lives elsewhere was not asked about school: nobody hears that they left it who did not say so.
  if (vsv && inschrijving !== undefined)
    reasons.push({ law: 'check.law.web', article: '8.3.1', text: 'check.reason.vsv' });
  return reasons;
}
