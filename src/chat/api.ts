import type { Language } from '#server/kernel/languages.ts';
import { hasToken } from './client/received.ts';

export type Opened =
  | { ok: true; token: string }
  /** The chat is closed by now, this browser may not today, too many came at once, or a field is wrong. */
  | { ok: false; error: 'closed' | 'blocked' | 'too-many' | 'invalid' };

/** What can be told beforehand; whether it is right is for the server to say. */
export interface About {
  startKey: string;
  language: Language;
  topic?: string | undefined;
  name?: string | undefined;
}
export interface Question extends About {
  question: string;
  contact: { email?: string | undefined; phone?: string | undefined };
  reachBy?: string | undefined;
}

export const startConversation = (about: About): Promise<Opened> => open('conversations', about);
export const leaveQuestion = (question: Question): Promise<Opened> => open('questions', question);

const refusals = new Map([
  [400, 'invalid'],
  [403, 'blocked'],
  [409, 'closed'],
  [429, 'too-many'],
] as const);

async function open(what: string, body: About): Promise<Opened> {
  const answer = await fetch(`/api/v1/chat/${what}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const opened: unknown = answer.ok ? await answer.json() : null;
  if (hasToken(opened)) return { ok: true, token: opened.token };
  for (const [status, error] of refusals) if (status === answer.status) return { ok: false, error };
  throw new Error(`expected to open a chat, got ${answer.status}`);
}
