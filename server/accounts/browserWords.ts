import Bowser from 'bowser';

/** Longer than any browser sends. */
const longest = 500;
const most = 60;

/**
 * What a `User-Agent` says of a browser, so that its owner knows it in a list: `Firefox, Windows`. Empty when it says nothing
 * that is known. No versions: they change while a session lasts, and tell more than is needed.
 */
export function browserWords(userAgent: string | null): string {
  if (!userAgent) return '';
  const { browser, os } = Bowser.parse(userAgent.slice(0, longest));
  return [browser.name, os.name].filter(Boolean).join(', ').slice(0, most);
}
