import type { Person } from '#server/accounts/people.ts';
import type { texts } from '../content/texts.ts';

interface Act {
  /** What the button posts. */
  does: string;
  label: string;
  text: string;
}

/** What a beheerder can do about how somebody gets in. `hasSso` says whether there is single sign-on here. */
export function accessActs(
  t: ReturnType<typeof texts>,
  { person, isOneself, hasSso }: { person: Person; isOneself: boolean; hasSso: boolean },
): Act[] {
  const { active, canSignIn, sso, keepsPassword, roles, askedPassword, hasFactor } = person;
  if (!active) return [{ does: 'restore', label: t('people.restore'), text: t('people.restore.text') }];
  const kind = canSignIn ? 'reset' : 'invitation';
  const about = askedPassword === null ? t(`people.link.${kind}.text`) : t('people.link.asked.text');
  const link = { does: 'link', label: t(`people.link.${kind}`), text: about };
  const reset = {
    does: 'reset-factors',
    label: t('people.factor.reset'),
    text: t('people.factor.reset.text'),
  };
  const unlink = { does: 'unlink', label: t('people.unlink'), text: t('people.unlink.text') };
  const keep = { does: 'keep', label: t('people.keep'), text: t('people.keep.text') };
  const keepNot = { does: 'keep-not', label: t('people.keep-not'), text: t('people.keep-not.text') };
  const mayKeep = roles.includes('beheerder') && (hasSso || sso);
  return [
    ...(isOneself || (sso && !keepsPassword) ? [] : [link]),
    ...(hasFactor && !isOneself ? [reset] : []),
    ...(sso && !isOneself ? [unlink] : []),
    ...(keepsPassword ? [keepNot] : mayKeep ? [keep] : []),
  ];
}
