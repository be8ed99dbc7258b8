import { z } from 'zod';
import { chooseLogo, type LooksResult, saveTheme } from '#server/configuration/saveLooks.ts';
import type { Ctx } from '#server/http/context.ts';
import { readVersion, versionField } from '#server/kernel/version.ts';
import { checkTheme, type ThemeFault, themeRoles } from '#server/looks/checkTheme.ts';
import { modes } from '#server/looks/grounds.ts';
import { logoSchema, type Theme, themeSchema } from '#server/settings/looks.ts';
import { type SaidError, saidErrorsSchema } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import type { texts } from '../../content/texts.ts';

type T = ReturnType<typeof texts>;

/** What may come of a form of this page, as it is kept with what was typed. */
export const refusals = z
  .object({
    ok: z.literal(false),
    error: z.literal('said'),
    said: saidErrorsSchema,
    changed: z.boolean(),
    /** Colours that pass, by the field for which each is the nearest. */
    nearest: z.record(z.string(), z.string()),
  })
  /** Not saved yet: how it would look is shown first. */
  .or(z.object({ ok: z.literal(false), error: z.literal('check') }));
export type Refusal = z.output<typeof refusals>;

export const colourFields = themeRoles.flatMap((role) =>
  modes.map((mode) => ({ role, mode, name: `${role}.${mode}` }) as const),
);

/** What was typed as a colour. `take` is one that was offered and taken, `link.light=#816100`. */
export function typedColour(values: FormValues, name: string): string {
  const [taken, colour = ''] = (typed(values, 'take') ?? '').split('=');
  return taken === name ? colour : (typed(values, name) ?? '').trim();
}

/** The colours that a form sent; what is empty is what ships, or by night what is computed. */
export function themeGiven(values: FormValues): unknown {
  return Object.fromEntries(
    themeRoles.map((role) => {
      const [light = '', dark = ''] = modes.map((mode) => typedColour(values, `${role}.${mode}`));
      return [role, light === '' && dark === '' ? null : { light, dark: dark === '' ? null : dark }];
    }),
  );
}

export function typedTheme(theme: Theme): Record<string, string> {
  return Object.fromEntries(colourFields.map(({ role, mode, name }) => [name, theme[role]?.[mode] ?? '']));
}

/** Carries out what was posted: colours, a logo that is chosen, or the one that ships again. */
export async function postLooks(
  ctx: Ctx,
  t: T,
  values: FormValues,
): Promise<Refusal | { ok: true; done: 'colours' | 'logo' }> {
  const version = readVersion(values[versionField]);
  switch (typed(values, 'does')) {
    case 'logo': {
      const parsed = logoSchema.pick({ hash: true, alt: true }).safeParse({
        hash: values.hash,
        alt: { nl: values['alt.nl'], en: values['alt.en'] },
      });
      if (!parsed.success) return said(altErrors(t, parsed.error));
      return answer(await chooseLogo(ctx, parsed.data, version), 'logo');
    }
    case 'logo-off':
      return answer(await chooseLogo(ctx, null, version), 'logo');
    default: {
      const parsed = themeSchema.safeParse(themeGiven(values));
      if (!parsed.success) return said(colourErrors(t, parsed.error));
      const faults = checkTheme(parsed.data, ctx.grounds);
      if (faults.length === 0 && typed(values, 'does') !== 'colours') return { ok: false, error: 'check' };
      return answer(await saveTheme(ctx, parsed.data, version), 'colours');
    }
  }

  function answer(result: LooksResult, done: 'colours' | 'logo') {
    if (result.ok) return { ok: true, done } as const;
    if (result.error === 'contrast') return contrastRefused(t, result.faults);
    if (result.error === 'changed')
      return { ...said([{ message: t('looks.error.changed') }]), changed: true };
    if (result.error === 'logo-unknown') return said([{ message: t('looks.error.logo-unknown') }]);
    return said([{ message: t('looks.error.stray') }]);
  }
}

export const said = (errors: SaidError[], nearest: Record<string, string> = {}) => ({
  ok: false as const,
  error: 'said' as const,
  said: errors,
  changed: false,
  nearest,
});

function contrastRefused(t: T, faults: readonly ThemeFault[]) {
  const nearest = Object.fromEntries(
    faults.flatMap((fault) =>
      fault.nearest === null ? [] : [[`${fault.role}.${fault.mode}`, fault.nearest]],
    ),
  );
  return said(
    faults.map((fault) => contrastError(t, fault)),
    nearest,
  );
}

function contrastError(t: T, { role, mode, colour, ground, ratio, least, nearest }: ThemeFault): SaidError {
  const values = {
    what: t(`looks.role.${role}`),
    when: t(`looks.mode.${mode}`),
    colour,
    ground: t(`looks.ground.${ground}`),
    ratio: decimal(ratio),
    least: decimal(least),
  };
  const message = t('looks.error.contrast', values);
  const offer = nearest === null ? '' : ` ${t('looks.error.nearest', { colour: nearest })}`;
  return { field: `${role}.${mode}`, message: message + offer };
}

const decimal = (value: number) => value.toLocaleString('nl-NL', { minimumFractionDigits: 1 });

function colourErrors(t: T, error: z.ZodError): SaidError[] {
  return error.issues.map(({ path }) => ({
    field: path.length === 2 ? path.join('.') : `${String(path[0])}.light`,
    message: t('looks.error.colour'),
  }));
}

function altErrors(t: T, error: z.ZodError): SaidError[] {
  return error.issues.map(({ path }) =>
    path[0] === 'alt'
      ? { field: path.join('.'), message: t('looks.error.alt') }
      : { message: t('looks.error.logo-unknown') },
  );
}
