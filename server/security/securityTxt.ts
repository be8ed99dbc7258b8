import { languageList } from '#server/kernel/languages.ts';
import { dayMs } from '#server/kernel/time.ts';
import type { Settings } from '#server/settings/schema.ts';

/** RFC 9116 2.5.5 asks for less than a year; the file is made anew at every request. */
const validMs = 180 * dayMs;

/** Where it stands (RFC 9116 3). */
export const securityTxtPath = '/.well-known/security.txt';

/** The file in which who finds a weak spot reads whom to tell (RFC 9116), as it is at `now` (epoch ms). */
export function securityTxt(
  { security, email }: Pick<Settings, 'security' | 'email'>,
  { publicUrl, now }: { publicUrl: string; now: number },
): string {
  const expires = new Date(Math.floor((now + validMs) / dayMs) * dayMs).toISOString().replace('.000', '');
  return [
    `Contact: ${security.contact ?? `mailto:${email}`}`,
    `Expires: ${expires}`,
    `Preferred-Languages: ${languageList.join(', ')}`,
    `Canonical: ${publicUrl}${securityTxtPath}`,
    ...(security.policy ? [`Policy: ${security.policy}`] : []),
    '',
  ].join('\n');
}
