import { fill } from '#server/kernel/texts/fill.ts';
import { putBack, sentOf, valuesOf } from '../formValues.ts';
import { withScreen } from '../keptReferral.ts';
import { type ReferWay, streetPaths } from '../paths.ts';
import type { ReferStep } from '../steps.ts';
import { addToOutbox, forgetDraft, keepDraft, readDraft, takeDraft } from './kept.ts';
import type { Known } from './known.ts';
import { type Missing, missingOn } from './missing.ts';
import { newWaiting } from './outbox.ts';
import { drawConsent, drawTimes } from './showKnown.ts';

const lastOf = { samen: 'when', link: 'consent' } as const;

/** Shows the screens of a referral one after the other; the address says which, so Back works. */
export function showForm(form: HTMLFormElement, known: Known, way: ReferWay): void {
  const { who } = known;
  const screens = [...form.querySelectorAll<HTMLElement>('[data-step]')].filter(
    ({ dataset }) => way === 'samen' || dataset.step !== 'when',
  );
  const steps = screens.map(({ dataset }) => dataset.step ?? '');
  const kept = takeDraft(who, way);
  if (kept) putBack(form, kept.values);
  const key = form.querySelector<HTMLInputElement>('[name="key"]');
  if (key) key.value = kept?.values.key ?? crypto.randomUUID();
  let reached = kept?.reached ?? 'who';

  const here = () => Math.max(0, steps.indexOf(location.hash.slice(1)));
  const keep = () =>
    keepDraft(who, way, withScreen(readDraft(who, way), valuesOf(form), { reached, at: Date.now() }));

  const draw = (focuses: boolean) => {
    const at = here();
    for (const screen of screens) screen.hidden = screen.dataset.step !== steps[at];
    if (steps.indexOf(reached) < at) reached = steps[at] ?? reached;
    say(form, []);
    const values = sentOf(form);
    if (steps[at] === 'consent') drawConsent(form, known, values);
    if (steps[at] === 'when') drawTimes(form, known, values);
    const progress = form.querySelector<HTMLElement>('[data-progress]');
    if (progress)
      progress.textContent = fill(progress.dataset.progress ?? '', { current: at + 1, total: steps.length });
    const next = form.querySelector<HTMLElement>('[data-next]');
    if (next) next.textContent = (steps[at] === lastOf[way] ? next.dataset.last : next.dataset.next) ?? '';
    const back = form.querySelector<HTMLElement>('[data-back]');
    if (back) back.hidden = at === 0;
    if (!focuses) return;
    scrollTo({ top: 0 });
    screens[at]?.querySelector('h2')?.focus();
  };
  const go = (step: string | undefined) => {
    history.pushState(null, '', `#${step ?? 'who'}`);
    draw(true);
  };

  form.addEventListener('input', keep);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const at = here();
    const missing = missingUpTo(steps.slice(0, at + 1), sentOf(form));
    if (missing) {
      if (missing.step !== steps[at]) go(missing.step);
      return say(form, missing.all);
    }
    keep();
    if (at < steps.length - 1) return go(steps[at + 1]);
    const values = sentOf(form);
    if (!addToOutbox(newWaiting({ key: values.key ?? '', who, way }, values, Date.now()))) return;
    forgetDraft(who, way);
    location.assign(streetPaths.all);
  });
  form.querySelector('[data-back]')?.addEventListener('click', () => go(steps[here() - 1]));
  form.querySelector('[data-instead]')?.addEventListener('click', () => {
    const draft = readDraft(who, way);
    forgetDraft(who, way);
    if (draft) keepDraft(who, 'link', { ...draft, reached: 'consent' });
    location.assign(`${streetPaths.refer('link')}#consent`);
  });
  addEventListener('popstate', () => draw(true));
  // Where somebody was, as far as nothing is missing before it; what is agreed to is asked anew.
  const goal = Math.min(steps.indexOf(reached), steps.indexOf('consent'));
  const gap = missingUpTo(steps.slice(0, goal), sentOf(form));
  history.replaceState(null, '', `#${gap?.step ?? steps[goal] ?? 'who'}`);
  draw(false);
}

function missingUpTo(
  steps: readonly string[],
  values: Readonly<Record<string, string>>,
): { step: string; all: Missing[] } | null {
  for (const step of steps) {
    const all = missingOn(stepNamed(step), values);
    if (all.length > 0) return { step, all };
  }
  return null;
}

const all = ['who', 'what', 'needs', 'consent', 'when'] as const satisfies readonly ReferStep[];
const stepNamed = (text: string): ReferStep => all.find((step) => step === text) ?? 'who';

/** Says what is missing, above the screen. */
function say(form: HTMLFormElement, missing: readonly Missing[]): void {
  const place = form.querySelector<HTMLElement>('[data-wrong]');
  if (!place) return;
  for (const line of place.querySelectorAll<HTMLElement>('[data-missing]'))
    line.hidden = !missing.some((one) => one === line.dataset.missing);
  place.hidden = missing.length === 0;
  if (missing.length > 0) place.focus();
}
