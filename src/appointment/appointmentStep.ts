import { isoWeekOf } from '#server/agenda/isoWeek.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { type Choices, readChoices } from '#server/agenda/readChoices.ts';
import { canNote } from '#server/agenda/rules.ts';
import type { AgendaDetails } from '#server/agenda/types.ts';
import type { Ctx } from '#server/booking/context.ts';
import { readTrajectOf } from '#server/gesprekken/readTrajectOf.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { findNotices, type NoticeSeen } from '#server/notifications/findNotices.ts';
import { readReferralOf } from '#server/referral/teamReferrals.ts';
import type { TeamReferral } from '#server/referral/types.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { careNotDone, carryOut } from './carryOut.ts';
import { backOf, placeOf, saying } from './comeBack.ts';
import { type RefusedAct, refusedAct } from './refusedAct.ts';

/** An afspraak as the page and the panel show it, with what can be done. */
export interface Care {
  appointment: AgendaDetails;
  choices: Choices;
  /** By whom the jongere comes; null for who came by themselves. */
  referral: TeamReferral | null;
  /** The traject that it is a part of, as `readTrajectOf`. */
  traject: string | 'elsewhere' | null;
  /** What was sent to the jongere by itself, newest first. */
  notices: NoticeSeen[];
  /** Epoch ms. */
  now: number;
  /** There is something to note of how it went. */
  notes: boolean;
}

export interface AppointmentPage extends Care {
  /** An act in place that was not done. */
  refused: RefusedAct | null;
  /** The colleague whose agenda it is in; left out, it is one's own. */
  who: string | undefined;
  /** Where the link back leads. */
  back: string;
}

/** The page of one afspraak, with what is noted on it. */
export const appointmentStep: TakeStep<AppointmentPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const { id = '' } = asked.params;
  const form = await takeForm(asked, id);
  if (form.values === null) return brokenForm;
  const result = await form.answer(careNotDone, (sent) => carryOut(ctx, texts(lang), id, sent));
  const back = backOf(form.values, asked.url);
  if (result?.ok) return redirectTo(saying(back ?? staffPaths.appointment(id), { undo: [result.undo] }));
  if (result?.status === 404) return notFound;

  const care = await readCare(ctx, id);
  if (!care) return notFound;
  if (form.sent) return form.again(placeOf(form.values, asked.url));
  const { appointment, now } = care;
  const refused = await refusedAct(lang, form);
  return showPage(
    {
      ...care,
      refused,
      who: appointment.own ? undefined : appointment.casemanager.id,
      back: back ?? agendaOf(appointment, now),
    },
    refused?.status,
  );
};

/** It has begun, and how it went is still to be noted. */
export const isDue = ({ appointment: { start, status, outcome }, now }: Care): boolean =>
  start <= now && status === 'booked' && outcome === null;

/** One afspraak with what can be done with it; null where there is none that whoever asks may see. */
export async function readCare(ctx: Ctx, id: string): Promise<Care | null> {
  const found = await readAppointment(ctx, id);
  if (!found.ok) return null;
  const { appointment } = found;
  const now = ctx.clock.now();
  const [choices, brought, traject, notices] = await Promise.all([
    readChoices(ctx, appointment),
    readReferralOf(ctx, id),
    readTrajectOf(ctx, id),
    findNotices(ctx, id),
  ]);
  return {
    appointment,
    choices,
    referral: brought.ok ? brought.referral : null,
    traject,
    notices,
    now,
    notes: canNote(appointment, now),
  };
}

/** The agenda that it stands in: today's page, or its week. */
function agendaOf({ own, start, casemanager }: AgendaDetails, now: number): string {
  const date = dateInAmsterdam(start);
  if (own && date === dateInAmsterdam(now)) return staffPaths.today;
  return staffPaths.week(isoWeekOf(date), own ? undefined : casemanager.id);
}
