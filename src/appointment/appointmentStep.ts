import { returnPath } from '#server/accounts/returnPath.ts';
import { isoWeekOf } from '#server/agenda/isoWeek.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { canNote, canStill } from '#server/agenda/rules.ts';
import type { AgendaDetails } from '#server/agenda/types.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { typed } from '#ui/form.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { careNotDone, carryOut } from './carryOut.ts';

export interface AppointmentPage {
  appointment: AgendaDetails;
  errors: PageErrors;
  /** Epoch ms. */
  now: number;
  /** There is something to note of how it went. */
  notes: boolean;
  /** Meeting again can be booked from here. */
  followUp: boolean;
  /** The colleague whose agenda it is in; left out, it is one's own. */
  who: string | undefined;
  /** Where the link back leads. */
  back: string;
  /** What was just done, for the message on top. */
  news: string | null;
  /** The note as it was typed, when it was not kept. */
  note: string | undefined;
}

/** The page of one afspraak, with what is noted on it. */
export const appointmentStep: TakeStep<AppointmentPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const { id = '' } = asked.params;
  const form = await takeForm(asked, id);
  if (form.values === null) return brokenForm;
  const result = await form.answer(careNotDone, (sent) => carryOut(ctx, texts(lang), id, sent));
  if (result?.ok) {
    const cameFrom = typed(form.values ?? {}, 'back');
    return redirectTo(cameFrom === undefined ? result.to : returnPath(cameFrom));
  }
  if (result?.status === 404) return notFound;

  const found = await readAppointment(ctx, id);
  if (!found.ok) return notFound;
  if (form.sent) return form.again();
  const { appointment } = found;
  const now = ctx.clock.now();
  const errors = pageErrors(result?.errors ?? []);
  const followUp = canStill('follow-up', appointment, now) && !appointment.casemanagerLeft;
  const gelukt = asked.url.searchParams.get('gelukt');
  return showPage(
    {
      appointment,
      errors,
      now,
      followUp,
      notes: canNote(appointment, now),
      who: appointment.own ? undefined : appointment.casemanager.id,
      back: backTo(appointment, now),
      news: errors.summary.length === 0 ? gelukt : null,
      note: form.values && typed(form.values, 'text'),
    },
    result?.status,
  );
};

/** The agenda that it stands in: today's page, or its week. */
function backTo({ own, start, casemanager }: AgendaDetails, now: number): string {
  const date = dateInAmsterdam(start);
  if (own && date === dateInAmsterdam(now)) return staffPaths.today;
  return staffPaths.week(isoWeekOf(date), own ? undefined : casemanager.id);
}
