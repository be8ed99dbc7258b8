import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import type { CheckMove } from '#server/figures/countCheck.ts';
import { sayer } from '#ui/sayer.ts';
import { countStep } from '../counted.ts';
import type { CheckProps } from '../props.ts';
import { backWord, directionField, type Step, stepAfter } from '../step.ts';
import Check from './Check.tsx';

type Values = Readonly<Record<string, string>>;

/**
 * From the first answer on, the check goes on in the browser: each form is answered here, by the rules that the
 * server has. Answers are in memory only; the history of the browser knows at which step somebody is, not what
 * they told. The server hears that somebody began, and what came out, in one word each. What it sent stays as it is
 * until then, so nothing moves and nothing typed is lost.
 */
export function takeOver(root: HTMLElement, page: CheckProps): void {
  const say = sayer(page.texts);
  /** What was sent to come to each step of the history. */
  let trail: Values[] = [page.values];
  let place = 0;
  /** Answers of earlier rounds, so that who went back need not choose anew. */
  const before = new Map<string, string>();
  const [step, setStep] = createSignal<Step>(answer(page.values));
  let drawn = false;
  let { counted } = page;

  function answer(values: Values): Step {
    const next = stepAfter(values, page.peildatum, page.grenzen);
    if (next.kind === 'result' || next.value !== '') return next;
    return { ...next, value: before.get(next.question) ?? '' };
  }

  function count(next: Step) {
    const step = countStep(counted, next);
    counted = step.counted;
    if (step.move) tell(page.base, step.move);
  }

  function show(next: Step) {
    setStep(next);
    if (!drawn) {
      root.replaceChildren();
      render(() => <Check page={page} step={step()} />, root);
      drawn = true;
    }
    const intro = document.querySelector<HTMLElement>('[data-check-intro]');
    if (intro) intro.hidden = next.kind === 'result' || next.number > 1;
    const wrong = isWrong(next);
    const heading = document.getElementById('check-heading');
    // Where a word of the heading may break is not for the name of the tab.
    const words = heading?.textContent.replaceAll('\u00AD', '');
    const title = `${words} - ${say('check.name')} - ${say('site')}`;
    document.title = wrong ? `${say('prefix')} ${title}` : title;
    // As a new page would: at the top, at what went wrong or at the question. Where a page is enlarged so far that
    // the question is below the screen, the focus brings it there.
    if (!wrong) scrollTo(0, 0);
    (wrong ? document.getElementById('check-errors') : heading)?.focus();
  }

  root.addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement)) return;
    event.preventDefault();
    const values = valuesOf(event.target, event.submitter);
    const shown = step();
    if (shown.kind === 'question') before.set(shown.question, values[shown.question] ?? '');
    const back = values[directionField] === backWord;
    if (back && place > 0) return history.back();
    const next = answer(values);
    count(next);
    if (back) trail = [values];
    else if (!isWrong(next)) {
      place += 1;
      trail = [...trail.slice(0, place), values];
      history.pushState(place, '');
    }
    show(next);
  });
  root.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-print]')) print();
  });
  addEventListener('popstate', ({ state }) => {
    // A link within the page, to a field or past the header: the step stays as it is.
    if (state === null) return history.replaceState(place, '');
    // After a reload older steps are in the history, but their answers are gone.
    place = typeof state === 'number' && state in trail ? state : 0;
    show(answer(trail[place] ?? {}));
  });
  history.replaceState(place, '');
  sayWhoSees(page.values);
  for (const button of root.querySelectorAll<HTMLElement>('[data-print]')) button.hidden = false;
}

/** For the figures; without a line it is not counted, and the check goes on. */
function tell(base: string, move: CheckMove): void {
  const body = new URLSearchParams({ to: move.to });
  if (move.from) body.set('from', move.from);
  fetch(`${base}/geteld`, { method: 'POST', body, keepalive: true, credentials: 'omit' }).catch(() => {});
}

/** From here on no answer is sent: the page may promise so, unless one was sent already. */
function sayWhoSees(sent: Values): void {
  const promise = document.querySelector<HTMLElement>('[data-check-promise]');
  if (promise?.dataset.checkPromise && Object.keys(sent).length === 0) {
    promise.textContent = promise.dataset.checkPromise;
  }
}

const isWrong = (step: Step) => step.kind === 'question' && step.error !== null;

function valuesOf(form: HTMLFormElement, button: HTMLElement | null): Values {
  const values: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') values[name] = value;
  if (button instanceof HTMLButtonElement && button.name) values[button.name] = button.value;
  return values;
}
