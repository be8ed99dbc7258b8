import { z } from 'zod';
import { readPasswordLink } from '#server/accounts/passwordLink.ts';
import { type Person, readPerson, type Workplaces } from '#server/accounts/people.ts';
import { readVersion, versionField } from '#server/kernel/version.ts';
import { type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import {
  asFieldError,
  type PersonFields,
  type PersonNews,
  personErrors,
  personNews,
  personRefused,
  postPerson,
  storedPerson,
  typedPerson,
} from './personForm.ts';

export interface PersonPage {
  person: Person;
  workplaces: Workplaces;
  fields: PersonFields;
  /** What the fields are a change of. */
  version: number;
  errors: PageErrors;
  /** Whoever looks at it. */
  isOneself: boolean;
  /** The address of a link that was made just now; `gone` when it was used or replaced since. */
  link: { url: string } | 'gone' | null;
  done: PersonNews | null;
}

/** Somebody who works here: what is known of them, and whether they get in. */
export const personStep: TakeStep<PersonPage> = async (asked) => {
  const { ctx, lang, staff } = asked.locals;
  const t = texts(lang);
  const id = z.uuid().safeParse(asked.params.id).data ?? '';
  const found = id === '' ? undefined : await readPerson(ctx, id);
  if (!found) return notFound;
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(personRefused, (sent) => postPerson(ctx, id, sent));
  if (result?.ok && 'done' in result)
    return redirectTo(withQuery(staffPaths.person(id), { done: result.done }));
  // What is open is asked there, with what was typed here.
  if (form.sent && !result?.ok && result?.error === 'still-open') return form.again(staffPaths.leave(id));
  if (form.sent) return form.again();

  const { person, ...workplaces } = found;
  const url = result?.ok ? await readPasswordLink(ctx, id, result.nonce) : null;
  const link = result?.ok ? (url === null ? 'gone' : { url }) : null;
  const refusal = result?.ok ? undefined : result;
  // Of what another beheerder changed meanwhile the page shows how it is now.
  const isTyped = refusal && refusal.error !== 'changed' && form.values?.does === 'save';
  const asks = form.values ? null : asked.url.searchParams.get('done');
  return showPage(
    {
      person,
      workplaces,
      fields: isTyped && form.values ? typedPerson(form.values) : storedPerson(person),
      version: isTyped && form.values ? readVersion(form.values[versionField]) : person.version,
      errors: pageErrors(errorsOf(refusal)),
      isOneself: staff?.id === id,
      link,
      done: personNews.find((one) => one === asks) ?? null,
    },
    refusal ? (refusal.error === 'invalid' ? 422 : 409) : 200,
  );

  function errorsOf(of: typeof refusal): SaidError[] {
    if (!of) return [];
    if (of.error === 'invalid') return personErrors(t, of.errors);
    if (of.error === 'still-open')
      throw new Error('expected the page that asks what becomes of what is open');
    return personErrors(t, [asFieldError(of.error)]);
  }
};
