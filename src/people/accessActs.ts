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
  const { active, canSignIn, sso, keepsPassword, roles } = person;
  if (!active) return [{ does: 'restore', label: t('people.restore'), text: t('people.restore.text') }];
  const kind = canSignIn ? 'reset' : 'invitation';
  const link = { does: 'link', label: t(`people.link.${kind}`), text: t(`people.link.${kind}.text`) };
  const unlink = { does: 'unlink', label: t('people.unlink'), text: t('people.unlink.text') };
  const keep = { does: 'keep', label: t('people.keep'), text: t('people.keep.text') };
  const keepNot = { does: 'keep-not', label: t('people.keep-not'), text: t('people.keep-not.text') };
  const mayKeep = roles.includes('beheerder') && (hasSso || sso);
  return [
    ...(isOneself || (sso && !keepsPassword) ? [] : [link]),
    ...(sso && !isOneself ? [unlink] : []),
    ...(keepsPassword ? [keepNot] : mayKeep ? [keep] : []),
  ];
}
