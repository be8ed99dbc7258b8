import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { showPhone } from '#server/booking/contact.ts';
import type { TooMany } from '#server/booking/types.ts';
import type { Topic } from '#server/roster/types.ts';
import { join } from '#server/waitingList/join.ts';
import { joinSchema } from '#server/waitingList/schema.ts';
import type { PageErrors } from '#ui/errors.ts';
import { type FormValues, optional, readForm, typed } from '#ui/form.ts';
import { attempt } from '#ui/refusals.ts';
import { notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { formErrors } from '../booking/errors.ts';
import { findTopic, wantedManner } from '../booking/manner.ts';
import { pathsIn } from '../booking/paths.ts';
import { tooOld } from '../booking/person.ts';
import { waitingPathsIn } from './paths.ts';
import {
  firstWishes,
  sentWishes,
  typedWishes,
  type WishChoices,
  type WishFields,
  wishChoices,
  wishNames,
} from './wishFields.ts';

/** What the fields about who waits hold. */
export interface WhoFields {
  name: string | undefined;
  ageGroup: string | undefined;
  email: string | undefined;
  phone: string | undefined;
}

interface FormPage {
  view: 'form';
  topic: Topic;
  choices: WishChoices;
  fields: WishFields & WhoFields;
  /** With which the form is sent: the same one that comes twice makes one place. */
  key: string;
  /** Where to choose a time. */
  back: string;
  errors: PageErrors;
  alreadyWaiting: boolean;
}

export type JoinPage =
  | { view: 'broken'; again: string }
  | { view: 'too-many'; again: string; tooMany: TooMany }
  | FormPage;

const names = [...wishNames, 'name', 'ageGroup', 'email', 'phone'];

/** Somebody without an afspraak asks to be told when a time comes free. Nobody owns this form, so the answer is the page itself. */
export const joinStep: TakeStep<JoinPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const query = asked.url.searchParams;
  const paths = pathsIn(lang);
  const roster = await ctx.roster.current();
  const topic = findTopic(roster, query, 'anybody');
  if (!roster.settings.waitingList.on) return notFound;
  if (!topic) return redirectTo(paths.topic());
  const choices = wishChoices(roster);
  const wanted = wantedManner(query);
  const way = choices.modalities.find((one) => one === wanted?.modality) ?? choices.modalities[0];
  if (way === undefined) return redirectTo(paths.topic(topic.id));
  const manner = { modality: way, location: wanted?.location };
  const again = waitingPathsIn(lang).join(topic.id, manner);

  const values = asked.request.method === 'POST' ? await readForm(asked.request) : undefined;
  if (values === null) return showPage({ view: 'broken', again }, 400);
  if (values?.ageGroup === tooOld) return redirectTo(paths.olderThan26);
  const key = z.uuid().safeParse(values?.key).data ?? randomUUID();
  const result =
    values &&
    (await attempt(joinSchema, sent(topic, values), (input) => join(ctx, { ...input, language: lang }, key)));
  if (result?.ok) return redirectTo(waitingPathsIn(lang).place(result.token, 'joined'));
  if (result?.error === 'no-list') return notFound;
  if (result?.error === 'too-many') {
    const { retryAfterSeconds } = result;
    return {
      kind: 'page',
      status: 429,
      retryAfterSeconds,
      page: { view: 'too-many', again, tooMany: result },
    };
  }
  const wrong = result?.error === 'invalid' ? result.errors : [];
  const alreadyWaiting = result?.error === 'already-waiting';
  const page: FormPage = {
    view: 'form',
    topic,
    choices,
    fields: values ? typedFields(values) : { ...firstWishes(manner), ...nobody },
    key,
    back: paths.when(topic.id, manner),
    errors: formErrors(wrong, names, lang),
    alreadyWaiting,
  };
  return showPage(page, wrong.length > 0 ? 422 : alreadyWaiting ? 409 : 200);
};

const nobody: WhoFields = { name: undefined, ageGroup: undefined, email: undefined, phone: undefined };

const sent = (topic: Topic, values: FormValues) => ({
  topic: topic.id,
  ...sentWishes(values),
  weeks: values.weeks,
  name: values.name ?? '',
  ageGroup: values.ageGroup,
  contact: { email: optional(values, 'email'), phone: optional(values, 'phone') },
});

function typedFields(values: FormValues): WishFields & WhoFields {
  const [name, ageGroup, email, phone] = ['name', 'ageGroup', 'email', 'phone'].map((field) =>
    typed(values, field),
  );
  return { ...typedWishes(values), name, ageGroup, email, phone: phone && showPhone(phone) };
}
