import { z } from 'zod';

/** What can be wrong with the link to somebody's video room. */
export type MeetingLinkProblem = 'too-long' | 'spaces' | 'no-link' | 'no-https' | 'credentials' | 'host';

/** The most characters of a link. */
export const meetingLinkLength = 500;

/** A name that the whole internet knows, `video.example.nl`; no number, no machine of one's own. */
const publicHost = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;
const privateHost = /\.(?:localhost|local|internal|lan|home|test|invalid)$/;

/** What is wrong with a link for video, or null. A jongere opens it unseen: only https, to a host with a real name. */
export function meetingLinkProblem(text: string): MeetingLinkProblem | null {
  if (text.length > meetingLinkLength) return 'too-long';
  if (/[\s\p{Cc}\p{Cf}\p{Cs}]/u.test(text)) return 'spaces';
  if (/^[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)/.test(text)) return 'no-https';
  const url = URL.parse(text);
  if (!url) return 'no-link';
  if (url.protocol !== 'https:') return 'no-https';
  if (url.username !== '' || url.password !== '') return 'credentials';
  if (!publicHost.test(url.hostname) || privateHost.test(url.hostname)) return 'host';
  return url.href.length > meetingLinkLength ? 'too-long' : null;
}

/** A link for video as a browser writes it; `words` says what is wrong with another. */
export function meetingLinkSchema(words: (problem: MeetingLinkProblem) => string) {
  return z
    .string()
    .trim()
    .superRefine((text, context) => {
      const problem = meetingLinkProblem(text);
      if (problem) context.addIssue({ code: 'custom', message: words(problem) });
    })
    .transform((text) => URL.parse(text)?.href ?? text);
}
