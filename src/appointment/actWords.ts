import type { Act } from '#server/agenda/readActs.ts';
import type { Wording } from '#ui/wording.ts';
import type { texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

/** What was just done, in one line, and whether the jongere must still hear of it. */
export function actWords(t: T, w: Wording, acts: readonly Act[]): string {
  const [act] = acts;
  if (!act) return '';
  if (acts.length > 1) return t('care.toast.many', { count: acts.length });
  const said = `${wordsOf(t, w, act)}.`;
  if (act.what === 'booked' && act.followUp) return `${said} ${t('care.toast.give-link')}`;
  if (!tells.has(act.what)) return said;
  // Nothing is sent yet: somebody has to tell the jongere.
  return `${said} ${t(act.reachable ? 'care.toast.tell' : 'care.toast.tell-nobody')}`;
}

const tells = new Set<Act['what']>(['moved', 'handed-over', 'choose-again', 'cancelled']);

function wordsOf(t: T, w: Wording, { what, outcome, start, casemanager, ...act }: Act): string {
  const name = act.name ?? t('staff.item.wiped');
  if (what === 'outcome') {
    if (outcome === null) return t('care.toast.reopened', { name });
    return t('care.toast.outcome', { name, outcome: t(`staff.outcome.${outcome}`).toLowerCase() });
  }
  const when = t('staff.when.day', { day: w.day(start), time: w.time(start) });
  if (what === 'booked')
    return t(act.followUp ? 'care.toast.follow-up' : 'care.toast.booked', { name, when });
  if (what === 'moved') return t('care.toast.moved', { name, when });
  if (what === 'handed-over') return t('care.toast.handed-over', { name, to: casemanager });
  return t(`care.toast.${what}`, { name });
}
