import { usualModalities } from '#db/schema/words.ts';
import { staffOf } from '#server/accounts/staffOf.ts';
import { findOutside } from '#server/agenda/findOutside.ts';
import { readTimetables, type Timetables } from '#server/availability/readTimetables.ts';
import type { StoredHours } from '#server/availability/saveTimetable.ts';
import { readDate } from '#server/kernel/readDate.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { versionFor } from '#ui/version.ts';
import { staffPaths } from '../agenda/paths.ts';
import { askPreview } from './askPreview.ts';
import { carryOut, hoursNotSaved } from './carryOut.ts';
import { applyAction, type Draft } from './draft.ts';
import { draftOf, type PageProps, pageProps, tableOn } from './pageProps.ts';
import { hoursFrom } from './paths.ts';
import type { PreviewView } from './props.ts';
import { readPosted } from './readPosted.ts';

export interface HoursPage {
  found: Timetables;
  /** Whose hours: their id, and for a colleague's again in `who`. */
  id: string;
  who: string | undefined;
  today: string;
  /** What can be chosen from. */
  choices: PageProps;
  /** The date from which the week in the form holds, and of the one that holds there already. */
  from: string;
  tableFrom: string;
  /** The address asked for a date on which nothing can be changed (any more). */
  wrongDate: boolean;
  draft: Draft;
  preview: PreviewView;
  errors: PageErrors;
  /** The hours as somebody else saved them while the page was open. */
  changed: StoredHours | null;
  saved: boolean;
  /** A form is shown again as it was sent: its fields are to be seen. */
  sent: boolean;
}

/** The weekly hours of a casemanager of the own team: changes the week in the form, and saves it. */
export const hoursStep: TakeStep<HoursPage> = async (asked) => {
  const { ctx } = asked.locals;
  const query = asked.url.searchParams;
  const self = staffOf(ctx).id;
  const id = query.get('who') ?? self;
  const who = id === self ? undefined : id;
  const found = await readTimetables(ctx, id);
  if (!found.ok) return notFound;

  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(hoursNotSaved, (sent) => carryOut(ctx, id, sent));
  if (result?.ok && result.saved) {
    const { toDecide } = await findOutside(ctx, id);
    const back = hoursFrom(result.from, who, 'saved');
    return redirectTo(toDecide.length > 0 ? staffPaths.outside(who, 'saved') : back);
  }
  const refusal = result?.ok === false ? result : null;
  if (refusal?.error === 'not-found') return notFound;
  if (form.sent) return form.again();

  const today = dateInAmsterdam(ctx.clock.now());
  const choices = pageProps(found, today);
  const { from, wrongDate } = dateOf(query.get('from'), today);
  const table = tableOn(found.timetables, from) ?? { from, until: null, parts: [] };
  const posted = form.values && readPosted(form.values);
  const draft = posted?.draft ?? draftOf(table, from, { ...choices, version: found.version });
  if (posted?.action) draft.parts = applyAction(draft.parts, posted.action, usualPart(choices));
  const errors = pageErrors(refusal?.error === 'invalid' ? refusal.errors : []);
  const changed = refusal?.error === 'changed' ? refusal.now : null;
  draft.version = versionFor(form.values, changed, found.version);
  const preview = await askPreview(ctx, id, draft);
  if (preview === null) return notFound;
  const saved = !posted && query.get('done') === 'saved';
  const dates = { today, from, tableFrom: table.from, wrongDate };
  return showPage(
    { found, id, who, ...dates, choices, draft, preview, errors, changed, saved, sent: posted !== undefined },
    changed ? 409 : errors.summary.length > 0 ? 422 : 200,
  );
};

/** From when a week is asked for: a date of the address that is not past, or else today. */
function dateOf(asked: string | null, today: string): { from: string; wrongDate: boolean } {
  const date = asked === null ? today : readDate(asked, today, { ahead: true });
  return date === null || date < today ? { from: today, wrongDate: true } : { from: date, wrongDate: false };
}

/** What a part begins with where there is none to learn from. */
function usualPart({ locations: [place], modalities }: PageProps) {
  const offered = usualModalities.filter(
    (modality) => place?.modalities.includes(modality) && modalities.includes(modality),
  );
  return { location: place?.id ?? '', modalities: offered };
}
