import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { type ChatEnd, openJongere } from '../../support/chatEnds.ts';
import { uniqueName } from './api.ts';
import type { Site } from './site.ts';

const begunSchema = z.object({ conversation: z.uuid(), token: z.string() });

/** A chat that somebody started, and the end of the jongere, without a browser. */
export interface StartedChat extends ChatEnd {
  id: string;
  name: string;
}

interface Wish {
  path?: 'conversations' | 'questions';
  userAgent?: string;
  values?: Record<string, unknown>;
}

/** Starts a chat, or leaves a question, as the page of a jongere does. Answers the status beside what came of it. */
export async function postChat(
  { url }: Site,
  { path = 'conversations', userAgent = 'a test', values = {} }: Wish = {},
): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${url}/api/v1/chat/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'User-Agent': userAgent },
    body: JSON.stringify({ startKey: randomUUID(), language: 'nl', topic: 'school', ...values }),
  });
  return { status: answer.status, body: await answer.json() };
}

/** Somebody starts a chat and says this. There must be a casemanager who is there. */
export async function startChat(
  site: Site,
  said: readonly string[],
  wish: Omit<Wish, 'values'> = {},
): Promise<StartedChat> {
  const name = uniqueName();
  const { status, body } = await postChat(site, { ...wish, values: { name } });
  if (status !== 201) throw new Error(`expected 201, got ${status}: ${JSON.stringify(body)}`);
  const { conversation: id, token } = begunSchema.parse(body);
  const end = openJongere(site.url, token);
  for (const text of said) end.conversation.say(text);
  return { ...end, id, name };
}

/** What stands in a conversation by the end of a jongere: texts, and the kind of all else. */
export const saidIn = ({ conversation }: ChatEnd): string[] =>
  conversation.messages().map((message) => (message.kind === 'text' ? message.body : message.kind));

/** Says on the page of the chat that one is there, and waits until jongeren can start. */
export async function bePresent(page: Page, { url }: Site): Promise<void> {
  await page.getByRole('radio', { name: 'Aanwezig' }).check();
  const door = async () => (await fetch(`${url}/api/v1/chat`)).text();
  await expect.poll(door, { message: 'the door of the chat' }).toContain('"open"');
}
