import { onPage } from '#ui/work/onPage.ts';
import { putBack, sentOf, valuesOf } from './formValues.ts';
import { furthest, withScreen } from './keptReferral.ts';
import { forgetDraft, forgetMade, keepDraft, readDraft, takeDraft } from './offline/kept.ts';
import { moveToOutbox } from './offline/moveToOutbox.ts';
import { type ReferWay, referWays, streetPaths } from './paths.ts';

// What somebody types about a jongere is kept in this browser until it was sent: after going back, after a line that dropped, in
// a tab that was closed, and after signing in again. Who signs out loses it: it is a draft.

function keepForm(form: HTMLFormElement): void {
  const { referral: who = '', steps = '' } = form.dataset;
  const way = wayOf(form.dataset.way);
  // A fresh page gets back what was typed before, with the way on. So does one of the same referral that Back led to, which
  // was made before later screens were typed.
  const isFresh = !new URLSearchParams(location.search).has('form');
  const kept = isFresh ? takeDraft(who, way) : readDraft(who, way);
  // All was said, and no answer came: it waits for one in the list.
  if (isFresh && kept?.sent && moveToOutbox(who, way)) {
    location.replace(streetPaths.all);
    return;
  }
  const reached = form.querySelector<HTMLInputElement>('[name="reached"]');
  const isSame = kept?.values.key === valuesOf(form).key;
  if (kept && (isFresh || isSame)) {
    putBack(form, kept.values);
    if (reached) reached.value = furthest(steps.split(' '), reached.value, kept.reached);
    if (isFresh) form.querySelector('[data-kept]')?.removeAttribute('hidden');
  }
  const draft = () =>
    withScreen(isFresh || isSame ? kept : null, valuesOf(form), {
      reached: reached?.value ?? '',
      at: Date.now(),
    });
  const keep = () => keepDraft(who, way, draft());
  if (!isFresh) keep();
  form.addEventListener('input', keep);
  form.addEventListener('submit', ({ submitter }) => {
    const isLast = form.querySelector<HTMLInputElement>('[name="step"]')?.value === steps.split(' ').at(-1);
    const goesOn = submitter instanceof HTMLButtonElement && submitter.value === 'next';
    keepDraft(who, way, { ...draft(), sent: isLast && goesOn ? sentOf(form) : null });
  });
  form.querySelector('[data-forget]')?.addEventListener('click', () => {
    forgetDraft(who, way);
    location.assign(location.pathname);
  });
  form.querySelector('[data-resume]')?.addEventListener('click', () => resume(form));
}

const wayOf = (text: string | undefined): ReferWay => referWays.find((way) => way === text) ?? 'samen';

/** Sends what is there, to go on where somebody was. */
function resume(form: HTMLFormElement): void {
  const action = document.createElement('input');
  Object.assign(action, { type: 'hidden', name: 'action', value: 'resume' });
  form.append(action);
  form.requestSubmit();
}

onPage(() => {
  const form = document.querySelector<HTMLFormElement>('[data-referral]');
  if (form) keepForm(form);
  for (const made of document.querySelectorAll<HTMLElement>('[data-referral-made]'))
    forgetMade(document.body.dataset.staff ?? '', made.dataset.referralMade ?? '');
});
