// The parts of the site that are kept to somebody, each named once. Also runs in a browser.

export interface Area {
  /** Where it begins: this address and all below. */
  path: string;
  /** Addresses elsewhere that are a part of it, each with all below. */
  also: readonly string[];
  /** Where somebody signs in. Open to everybody, as `signOut` is. */
  signIn: string;
  signOut: string;
  /** Where somebody leaves for the provider of single sign-on, and below it where they come back. */
  singleSignOn: string;
  /** Where somebody sets a password: below it, a token that is the right. */
  setPassword: string;
  /** Where somebody whose password was right gives their second factor, or sets one up. Opens nothing without such a sign-in. */
  giveFactor: string;
  setUpFactor: string;
  /** Where somebody asks for a new password. */
  forgotten: string;
}

/** The portal of the people who work for jongeren. */
export const staffArea: Area = {
  path: '/medewerker',
  also: ['/jongerenwerk', '/school'],
  signIn: '/medewerker/inloggen',
  signOut: '/medewerker/uitloggen',
  singleSignOn: '/medewerker/inloggen/sso',
  setPassword: '/medewerker/wachtwoord',
  giveFactor: '/medewerker/inloggen/bevestigen',
  setUpFactor: '/medewerker/inloggen/instellen',
  forgotten: '/medewerker/wachtwoord-vergeten',
};

const areas: readonly Area[] = [staffArea];

/** In which area an address lies, by its path or the whole of it; null for what is everybody's. */
export function areaOf(address: string): Area | null {
  const [path = ''] = address.split(/[?#]/, 1);
  const isBelow = (start: string) => path === start || path.startsWith(`${start}/`);
  return areas.find((area) => [area.path, ...area.also].some(isBelow)) ?? null;
}

/** Whether an address in an area is one of its doors, with or without a slash at the end. */
export function isDoor(area: Area, path: string): boolean {
  const bare = path.replace(/\/+$/, '');
  return bare === area.signOut || isOpenDoor(area, bare);
}

/** Whether an address in an area is one for who is not signed in. */
export function isOpenDoor(area: Area, path: string): boolean {
  const bare = path.replace(/\/+$/, '');
  const { signIn, giveFactor, setUpFactor, forgotten, setPassword, singleSignOn } = area;
  return (
    [signIn, giveFactor, setUpFactor, forgotten, singleSignOn].includes(bare) ||
    ['terug', 'uitgelogd'].some((below) => bare === `${singleSignOn}/${below}`) ||
    bare.startsWith(`${setPassword}/`)
  );
}
