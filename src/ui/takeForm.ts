import { z } from 'zod';
import { findForm } from '#server/forms/findForm.ts';
import { keepForm } from '#server/forms/keepForm.ts';
import type { FormOwner, TypedForm } from '#server/forms/typedForm.ts';
import { formKeyField } from '#server/http/formSource.ts';
import { inLanguage } from '#server/kernel/languages.ts';
import { type FormValues, readForm } from './form.ts';
import { typedFormWord } from './formWord.ts';
import { type Asked, redirectTo } from './step.ts';

/** A form as a page takes it: sent just now, or shown again as it was sent before. */
export interface TakenForm {
  /** What the fields hold; undefined when there is no form to show again, null when what was sent is none. */
  values: FormValues | null | undefined;
  /** It was sent just now: unless it was accepted, the step is `again()`. */
  sent: boolean;
  /**
   * Carries out what was sent just now. Of a form that is shown again it gives the refusal that came of it then, and
   * carries out nothing. `refusals` describes all that can be refused. Undefined without a form.
   */
  answer<Refusal, Answer extends Refusal | { ok: true }>(
    refusals: z.ZodType<Refusal>,
    carryOut: (values: FormValues) => Promise<Answer>,
  ): Promise<Answer | Refusal | undefined>;
  /**
   * Keeps what was typed with what came of it, and leads to an address that shows it: this one, or another page of ours. `kept`
   * is kept in place of what was typed: of a file the text that is in it.
   */
  again(at?: string, kept?: FormValues): Promise<{ kind: 'redirect'; to: string }>;
}

/**
 * Takes the form of a page that the server knows the owner of: the hold or afspraak of its private address, or the
 * session of who is signed in (`appointmentId` is then what the form is about). Decision 0020. Of a form with secrets in
 * it only what came of it is kept.
 */
export async function takeForm(
  asked: Omit<Asked, 'params'>,
  appointmentId?: string,
  { hasSecrets = false } = {},
): Promise<TakenForm> {
  const { request, url, locals } = asked;
  // What stands in an address may be anything; a page of what does not exist keeps nothing.
  const about = z.uuid().safeParse(appointmentId).data ?? null;
  const owner = { sessionId: locals.sessionId, appointmentId: about, path: url.pathname };
  return request.method === 'POST'
    ? takeSent(asked, owner, await readForm(request), hasSecrets)
    : takeKept(await readKept(locals, owner, url.searchParams.get(typedFormWord)));
}

function takeSent(
  { url, locals }: Omit<Asked, 'params'>,
  owner: FormOwner,
  values: FormValues | null,
  hasSecrets: boolean,
): TakenForm {
  let came: unknown;
  return {
    values,
    sent: true,
    async answer(refusals, carryOut) {
      if (values === null) return undefined;
      const answer = await carryOut(values);
      // Nothing is kept but what the page is to say again.
      came = refusals.safeParse(answer).data;
      return answer;
    },
    async again(at, instead = values ?? {}) {
      const to = new URL(at ?? url.pathname + url.search, url);
      const kept = hasSecrets ? {} : textsIn(instead);
      const word = await keepForm(
        locals.ctx,
        { ...owner, path: to.pathname },
        { values: kept, answer: came },
      );
      const query = new URLSearchParams(to.search);
      query.delete('done');
      query.set(typedFormWord, word);
      return redirectTo(`${inLanguage(locals.lang, to.pathname)}?${query}`);
    },
  };
}

function takeKept(form: TypedForm | null): TakenForm {
  return {
    values: form?.values,
    sent: false,
    async answer(refusals) {
      // Kept by another release, it may be unreadable: then what was typed is there, and no word of what was wrong.
      return form === null ? undefined : refusals.safeParse(form.answer).data;
    },
    again() {
      throw new Error('expected a form that was sent: one that is shown again has its address already');
    },
  };
}

async function readKept(
  locals: Asked['locals'],
  owner: FormOwner,
  word: string | null,
): Promise<TypedForm | null> {
  return word === null ? null : findForm(locals.ctx, owner, word);
}

/** The texts among the fields: a file is not shown again. */
function textsIn(values: FormValues): TypedForm['values'] {
  const texts = Object.entries(values).flatMap(([name, value]): [string, string | string[]][] => {
    if (name === formKeyField) return [];
    if (typeof value === 'string') return [[name, value]];
    return Array.isArray(value) ? [[name, value.filter((one) => typeof one === 'string')]] : [];
  });
  return Object.fromEntries(texts);
}
