import { randomUUID } from 'node:crypto';
import { may } from '#server/access/may.ts';
import { findStaffTimes, type StaffTime, type StaffTimes } from '#server/booking/findStaffTimes.ts';
import { readDate } from '#server/kernel/readDate.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { messagesUnsaid } from '#server/referral/rules.ts';
import { readTeamReferral } from '#server/referral/teamReferrals.ts';
import type { TeamReferral } from '#server/referral/types.ts';
import type { Location } from '#server/roster/types.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { typed } from '#ui/form.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { addressWith } from '../agenda/address.ts';
import { staffPaths } from '../agenda/paths.ts';
import { saying } from '../appointment/comeBack.ts';
import { texts } from '../content/texts.ts';
import { anybody, type DeskChoices, deskChoices } from '../desk/choices.ts';
import { timeValue } from '../desk/form.ts';
import { carryOut, notDone, readTime } from './carryOut.ts';

/** How to choose a time for a referral. */
export interface TimesPage {
  choices: DeskChoices;
  /** The first date that is shown. */
  from: string;
  times: StaffTimes;
  chosen: StaffTime | null;
  locations: readonly Location[];
  /** Where the jongere lives, as it was typed. */
  visitAddress: string | undefined;
  /** Who reads messages, as a level. */
  messages: string;
  /** Names the form, so that sending it twice books once. */
  key: string;
}

export interface TakeUpPage {
  referral: TeamReferral;
  /** Null once it does not wait any more. */
  booking: TimesPage | null;
  reason: string | undefined;
  errors: PageErrors;
}

/** One referral that waits for the team: books for the jongere, or closes it with the reason. */
export const takeUpStep: TakeStep<TakeUpPage> = async (asked) => {
  const { locals, url, params } = asked;
  const { ctx, lang } = locals;
  const { id = '' } = params;
  const query = url.searchParams;
  may(ctx, 'referral.team.settle');
  const found = await readTeamReferral(ctx, id);
  // Taken back, closed or with the jongere again while the page stood open; which of these is not said.
  const gone = () =>
    asked.request.method === 'POST' ? redirectTo(staffPaths.openReferrals('gone')) : notFound;
  if (!found.ok) return gone();
  const { referral } = found;
  const form = await takeForm(asked);
  const { values } = form;
  if (values === null) return brokenForm;
  const more = typed(values ?? {}, 'more');
  if (form.sent && more !== undefined) return redirectTo(addressWith(url, { from: more }));
  const roster = await ctx.roster.current();
  const choices = deskChoices(ctx, roster, {
    topic: referral.topic.id,
    manner: query.get('manner'),
    who: query.get('who') ?? anybody,
  });
  const result = await form.answer(notDone, (sent) => carryOut({ ctx, t: texts(lang) }, id, choices, sent));
  if (result?.ok)
    return redirectTo(
      result.booked === null
        ? staffPaths.openReferrals('closed')
        : saying(`${staffPaths.book}/${result.booked}`, { undo: [result.undo] }),
    );
  if (form.sent) return (await readTeamReferral(ctx, id)).ok ? form.again() : gone();

  const today = dateInAmsterdam(ctx.clock.now());
  const from = readDate(query.get('from') ?? '', today, { ahead: true }) ?? today;
  const wanted = readTime(choices.manners, typed(values ?? {}, 'start'));
  const { manner, who } = choices;
  const page = async (): Promise<TimesPage> => {
    const times = await findStaffTimes(ctx, roster, {
      topic: referral.topic,
      modality: manner?.modality,
      location: manner?.location?.id,
      from,
      casemanager: who === anybody ? undefined : who,
    });
    const offered = [...(times.now ? [times.now] : []), ...times.days.flatMap((day) => day.times)];
    const chosen = offered.find((time) => timeValue(time) === wanted?.value) ?? null;
    const { locations } = roster;
    const visitAddress = typed(values ?? {}, 'visitAddress');
    const messages = typed(values ?? {}, 'messages') ?? messagesUnsaid;
    return { choices, from, times, chosen, locations, visitAddress, messages, key: randomUUID() };
  };
  return showPage(
    {
      referral,
      booking: referral.canSettle ? await page() : null,
      reason: typed(values ?? {}, 'reason'),
      errors: pageErrors(referral.canSettle ? (result?.errors ?? []) : []),
    },
    result?.status,
  );
};
