import { randomUUID } from 'node:crypto';
import { findOfContact, type KnownAppointment } from '#server/booking/findOfContact.ts';
import { findStaffTimes, type StaffTime, type StaffTimes } from '#server/booking/findStaffTimes.ts';
import type { ToPlan } from '#server/gesprekken/readToPlan.ts';
import type { Ctx } from '#server/http/context.ts';
import type { Roster } from '#server/roster/types.ts';
import type { FoundPerson } from '#server/search/types.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import type { WhyNot } from '#server/slots/types.ts';
import type { ToBook } from '#server/walkIn/bookWalkIn.ts';
import type { PageErrors } from '#ui/errors.ts';
import { typed } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { saying } from '../appointment/comeBack.ts';
import { carryOut, type DeskNotDone, deskNotDone } from './carryOut.ts';
import { anybody } from './choices.ts';
import { deskErrors } from './errors.ts';
import { type DeskForm, freshForm, refreshValue, sentForm, timeValue } from './form.ts';
import { ofLine, readInLine } from './inLine.ts';
import { fieldsOfTraject, readOfTraject } from './ofTraject.ts';
import { peopleLike, withKnown } from './whoItIs.ts';

export interface BookPage {
  form: DeskForm;
  times: StaffTimes;
  /** The time that is chosen, or that stands chosen until another is: the first one. */
  chosen: StaffTime | null;
  /** Free times near one that was taken. */
  near: readonly StaffTime[];
  /** Who it may be, by what is typed so far. */
  people: readonly FoundPerson[];
  /** The afspraken that the contact has. */
  known: readonly KnownAppointment[];
  errors: PageErrors;
  /** The time was not to be had: the end of the key of its text. */
  gone: 'taken' | 'taken-elsewhere' | 'taken-day-full' | 'taken-gone' | undefined;
  /** The time that a gap in the agenda led here with (epoch ms), when it is not offered. */
  gap: number | null;
  sameTime: DeskNotDone['sameTime'];
  /** This form made an afspraak before: the next one has another key. */
  keyReused: boolean;
  /** Who it is for in a line of today; null when they are no longer there, undefined when it did not begin there. */
  walkIn: ToBook | null | undefined;
  /** The same of a traject. */
  plan: ToPlan | null | undefined;
  key: string;
}

/** Staff book for who stands at the desk or is on the telephone. */
export const bookStep: TakeStep<BookPage> = async (asked) => {
  const { ctx } = asked.locals;
  const roster = await ctx.roster.current();
  const taken = await takeForm(asked);
  const { values } = taken;
  if (values === null) return brokenForm;
  const params = asked.url.searchParams;
  const walkIn = await readInLine(ctx, values ? typed(values, 'walkIn') : params.get('walkIn'));
  const form = values ? sentForm(ctx, roster, values) : freshForm(ctx, roster, ofLine(params, walkIn));
  const plan = await readOfTraject(ctx, values ? typed(values, 'traject') : params.get('traject'));
  if (!values && plan) form.fields = fieldsOfTraject(plan);
  if (values) form.fields = await withKnown(ctx, values, form.fields);
  // Of a traject that is not there any more the page says so first.
  const pressed = (['insist', 'book'] as const).find((button) => plan !== null && button === values?.action);
  const result = await taken.answer(deskNotDone, () => carryOut(ctx, form, pressed ?? 'times'));
  if (result?.ok) {
    const made = withQuery(`${staffPaths.book}/${result.booked}`, {
      place: walkIn?.location,
      traject: plan?.id,
    });
    return redirectTo(saying(made, { undo: [result.undo] }));
  }
  // What a script asks for is in no history: it is answered at once, and nothing is kept.
  if (taken.sent && values?.action !== refreshValue) return taken.again();

  const times = await timesFor(ctx, roster, form);
  const near = result?.taken ? nearOf(form, result.taken.alternatives) : [];
  const offered = [...(times.now ? [times.now] : []), ...near, ...times.days.flatMap((day) => day.times)];
  const wanted = form.chosen && chosenAmong(offered, form.chosen);
  const keyReused = result?.keyReused === true;
  return showPage(
    {
      form,
      times,
      // Who chose a time that is gone chooses another; who chose none has the first.
      chosen: wanted ?? (form.chosen || keyReused ? null : (offered[0] ?? null)),
      near,
      people: await peopleLike(ctx, form.fields),
      known: await findOfContact(ctx, form.fields),
      errors: deskErrors(result?.errors ?? []),
      gone: result?.taken && goneWord(result.taken.reason),
      gap: !values && form.chosen && !wanted ? Date.parse(form.chosen.start) : null,
      sameTime: result?.sameTime,
      keyReused,
      walkIn,
      plan,
      key: keyReused ? randomUUID() : form.key,
    },
    result?.status,
  );
};

/** The very time that was chosen, or the same start in another way to meet. */
function chosenAmong(
  offered: readonly StaffTime[],
  { start, manner }: NonNullable<DeskForm['chosen']>,
): StaffTime | undefined {
  const sameStart = offered.filter((time) => time.start === Date.parse(start));
  const same = (time: StaffTime) =>
    time.modality === manner?.modality && time.location === manner.location?.id;
  return sameStart.find(same) ?? sameStart[0];
}

function nearOf({ manner }: DeskForm, alternatives: readonly StaffTime[]): StaffTime[] {
  const place = manner?.location?.id;
  const near = alternatives
    .filter(({ location }) => place === undefined || location === place)
    .map(({ start, end, modality, location }) => ({
      start,
      end,
      modality,
      location: meetsAtLocation(modality) ? location : undefined,
    }));
  return [...new Map(near.map((time) => [timeValue(time), time])).values()];
}

async function timesFor(
  ctx: Ctx,
  roster: Roster,
  { topic, manner, who, from }: DeskForm,
): Promise<StaffTimes> {
  if (!topic) return { now: null, days: [], more: null };
  return findStaffTimes(ctx, roster, {
    topic,
    modality: manner?.modality,
    location: manner?.location?.id,
    from,
    casemanager: who === anybody ? undefined : who,
  });
}

function goneWord(reason: WhyNot): NonNullable<BookPage['gone']> {
  if (reason === 'busy') return 'taken';
  if (reason === 'elsewhere') return 'taken-elsewhere';
  return reason === 'day-full' ? 'taken-day-full' : 'taken-gone';
}
