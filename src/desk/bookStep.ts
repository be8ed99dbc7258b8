import { randomUUID } from 'node:crypto';
import { findOfContact, type KnownAppointment } from '#server/booking/findOfContact.ts';
import { findStaffTimes, type StaffTimes } from '#server/booking/findStaffTimes.ts';
import type { Ctx } from '#server/http/context.ts';
import type { Roster } from '#server/roster/types.ts';
import type { WhyNot } from '#server/slots/types.ts';
import type { PageErrors } from '#ui/errors.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { carryOut, type DeskNotDone, deskNotDone } from './carryOut.ts';
import { anybody } from './choices.ts';
import { deskErrors } from './errors.ts';
import { type DeskForm, freshForm, refreshValue, sentForm } from './form.ts';

export interface BookPage {
  form: DeskForm;
  times: StaffTimes;
  /** Free starts near one that was taken (epoch ms). */
  near: readonly number[];
  /** The afspraken that the contact has. */
  known: readonly KnownAppointment[];
  errors: PageErrors;
  /** The time was not to be had: the end of the key of its text. */
  gone: 'taken' | 'taken-day-full' | 'taken-gone' | undefined;
  /** The time that a gap in the agenda led here with (epoch ms), when it is not offered. */
  gap: number | null;
  sameTime: DeskNotDone['sameTime'];
  /** This form made an afspraak before: the next one has another key. */
  keyReused: boolean;
  key: string;
}

/** Staff book for who stands at the desk or is on the telephone. */
export const bookStep: TakeStep<BookPage> = async (asked) => {
  const { ctx } = asked.locals;
  const roster = await ctx.roster.current();
  const taken = await takeForm(asked);
  const { values } = taken;
  if (values === null) return brokenForm;
  const form = values ? sentForm(ctx, roster, values) : freshForm(ctx, roster, asked.url.searchParams);
  const button = values?.actie === 'toch' ? 'insist' : values?.actie === 'boek' ? 'book' : 'times';
  const result = await taken.answer(deskNotDone, () => carryOut(ctx, form, button));
  if (result?.ok) return redirectTo(`${staffPaths.book}/${result.booked}`);
  // What a script asks for is in no history: it is answered at once, and nothing is kept.
  if (taken.sent && values?.actie !== refreshValue) return taken.again();

  const times = await timesFor(ctx, roster, form);
  const start = form.start === undefined ? undefined : Date.parse(form.start);
  const offered = [times.now, ...times.days.flatMap(({ starts }) => starts)];
  const place = form.manner?.location?.id;
  const near = (result?.taken?.alternatives ?? [])
    .filter(({ location }) => place === undefined || location === place)
    .map((slot) => slot.start);
  const keyReused = result?.keyReused === true;
  return showPage(
    {
      form,
      times,
      near,
      known: values ? await findOfContact(ctx, form.fields) : [],
      errors: deskErrors(result?.errors ?? []),
      gone: result?.taken && goneWord(result.taken.reason),
      gap: !values && start !== undefined && !offered.includes(start) ? start : null,
      sameTime: result?.sameTime,
      keyReused,
      key: keyReused ? randomUUID() : form.key,
    },
    result?.status,
  );
};

async function timesFor(
  ctx: Ctx,
  roster: Roster,
  { topic, manner, who, from }: DeskForm,
): Promise<StaffTimes> {
  if (!topic || !manner) return { now: null, days: [], more: null };
  return findStaffTimes(ctx, roster, {
    topic,
    modality: manner.modality,
    location: manner.location?.id,
    from,
    casemanager: who === anybody ? undefined : who,
  });
}

function goneWord(reason: WhyNot): NonNullable<BookPage['gone']> {
  if (reason === 'busy') return 'taken';
  return reason === 'day-full' ? 'taken-day-full' : 'taken-gone';
}
