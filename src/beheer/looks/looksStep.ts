import { readLooks } from '#server/configuration/saveLooks.ts';
import { readVersion, versionField } from '#server/kernel/version.ts';
import { readUploaded } from '#server/looks/readUploaded.ts';
import { type Logo, type Theme, themeSchema } from '#server/settings/looks.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths, withQuery } from '../../agenda/paths.ts';
import { texts } from '../../content/texts.ts';
import { colourFields, postLooks, refusals, themeGiven, typedColour, typedTheme } from './looksForm.ts';

export interface LooksPage {
  fields: Readonly<Record<string, string>>;
  errors: PageErrors;
  /** Colours that pass, by the field for which each is the nearest. */
  nearest: Readonly<Record<string, string>>;
  version: number;
  /** As it would look; null while nothing is to be looked at. */
  check: Theme | null;
  logo: Logo | null;
  /** A logo that was uploaded and not chosen yet. */
  tried: (Omit<Logo, 'alt'> & { alt: { nl: string; en: string } }) | null;
  done: 'colours' | 'logo' | null;
}

/** What the gemeente looks like: colours that are checked, and a logo. */
export const looksStep: TakeStep<LooksPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const t = texts(lang);
  const { theme, logo, version } = await readLooks(ctx);
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(refusals, (values) => postLooks(ctx, t, values));
  if (result?.ok) return redirectTo(withQuery(staffPaths.looks, { done: result.done }));
  if (form.sent) return form.again();

  const refused = result?.error === 'said' ? result : undefined;
  const values = refused?.changed ? undefined : form.values;
  const hash = (values && typed(values, 'hash')) ?? asked.url.searchParams.get('logo');
  const uploaded = hash ? await readUploaded(ctx, hash) : undefined;
  const isColours = values && values.does !== 'logo' && values.does !== 'logo-off';
  const asks = form.values ? null : asked.url.searchParams.get('done');
  return showPage(
    {
      fields: isColours ? typedColours(values) : typedTheme(theme),
      errors: pageErrors(refused?.said ?? []),
      nearest: refused?.nearest ?? {},
      version: values ? readVersion(values[versionField]) : version,
      check:
        result?.error === 'check' && isColours
          ? (themeSchema.safeParse(themeGiven(values)).data ?? null)
          : null,
      logo,
      tried: uploaded ? { ...uploaded, alt: altOf(values ?? {}, logo) } : null,
      done: asks === 'colours' || asks === 'logo' ? asks : null,
    },
    refused ? (refused.changed ? 409 : 422) : 200,
  );
};

const typedColours = (values: FormValues) =>
  Object.fromEntries(colourFields.map(({ name }) => [name, typedColour(values, name)]));

const altOf = (values: FormValues, logo: Logo | null) => ({
  nl: typed(values, 'alt.nl') ?? logo?.alt.nl ?? '',
  en: typed(values, 'alt.en') ?? logo?.alt.en ?? '',
});
