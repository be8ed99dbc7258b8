import { randomBytes, randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { cookieNames, longestSessionMs } from '#server/accounts/rules.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { staffSocket } from '../../support/chatEnds.ts';
import { expect } from './fixtures.ts';
import type { OwnPlace } from './ownPlace.ts';
import type { Site } from './site.ts';

/** The chat as a jongere has it: in the panel of a page, or on its own page. */
export function chatIn(place: Locator) {
  const field = place.getByLabel('Je bericht');
  return {
    place,
    field,
    /** What was said since the page was opened. */
    log: place.getByRole('log'),
    title: place.locator('#chat-title'),
    async start({ name = '' }: { name?: string } = {}): Promise<void> {
      await place.getByRole('textbox', { name: /^Je voornaam/ }).fill(name);
      await place.getByRole('button', { name: 'Start de chat' }).click();
      await expect(field).toBeFocused();
    },
    async say(text: string): Promise<void> {
      await field.fill(text);
      await field.press('Enter');
      await expect(field).toHaveValue('');
    },
    async end(): Promise<void> {
      await place.getByLabel('Meer').click();
      await place.getByRole('button', { name: 'Stop de chat', exact: true }).click();
      await place.getByRole('button', { name: 'Ja, stop de chat' }).click();
      await expect(place.getByText('Hoe vond je deze chat?')).toBeVisible();
    },
  };
}

export const chatOnPage = (page: Page) => chatIn(page.getByRole('region', { name: 'De chat', exact: true }));
export const chatInPanel = (page: Page) => chatIn(page.getByRole('dialog'));
/** The button at the bottom of every page. */
export const chatButton = (page: Page) => page.locator('[data-chat-button]');

/** What this tab keeps of a chat. */
export const keptOfChat = (page: Page): Promise<string[]> =>
  page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.startsWith('doorstart-chat')));

/** A casemanager who is there for chats, without a browser. */
export interface Desk {
  /** Takes who waits longest; gives the id of the conversation. */
  take(): Promise<string>;
  tell(conversation: string, body: string): Promise<void>;
  offer(conversation: string, topic: string): Promise<void>;
  types(conversation: string): void;
  seen(conversation: string, seq: number): void;
  end(conversation: string): Promise<void>;
  /** Is there for chats no more. */
  leave(): Promise<void>;
}

export async function sitDown({ url, sql }: Site, { casemanager }: OwnPlace): Promise<Desk> {
  const token = randomBytes(32).toString('base64url');
  const now = new Date().toISOString();
  const ends = new Date(Date.now() + longestSessionMs).toISOString();
  await sql`
    insert into sessions (id, user_id, created_at, last_used_at, expires_at)
    values (${hashToken(token)}, ${casemanager.id}, ${now}, ${now}, ${ends})`;
  const socket = staffSocket(url, `${cookieNames(false).session}=${token}`);
  const asking = socket.timeout(5000);
  const be = async (status: 'present' | 'away', door: string) => {
    expect(await asking.emitWithAck('presence', { status })).toEqual({ ok: true });
    const asked = async () => (await fetch(`${url}/api/v1/chat`)).text();
    await expect.poll(asked, { message: 'the door of the chat' }).toContain(door);
  };
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve);
  });
  await be('present', '"open"');
  const inbox = async () => {
    const answer = await asking.emitWithAck('inbox', {});
    if ('error' in answer) throw new Error(`expected the inbox, got "${answer.error}"`);
    return answer.ok;
  };
  return {
    async take() {
      await expect.poll(async () => (await inbox()).waiting.length, { message: 'who waits' }).toBe(1);
      const conversation = (await inbox()).waiting[0]?.id ?? '';
      expect(await asking.emitWithAck('take', { conversation })).toEqual({ ok: true });
      await asking.emitWithAck('open', { conversation, after: null });
      return conversation;
    },
    async tell(conversation, body) {
      const sent = await asking.emitWithAck('send', { conversation, clientId: randomUUID(), body });
      expect(sent).toHaveProperty('ok');
    },
    async offer(conversation, topic) {
      const sent = await asking.emitWithAck('offer', { conversation, clientId: randomUUID(), topic });
      expect(sent).toHaveProperty('ok');
    },
    types: (conversation) => socket.emit('typing', { conversation }),
    seen: (conversation, seq) => socket.emit('receipt', { conversation, delivered: seq, seen: seq }),
    async end(conversation) {
      expect(await asking.emitWithAck('end', { conversation })).toEqual({ ok: true });
    },
    async leave() {
      await be('away', '"nobody"');
      socket.off();
      socket.disconnect();
    },
  };
}

/** Lets a casemanager have said so much, without the waiting. */
export async function haveSaid({ sql }: Site, conversation: string, count: number): Promise<void> {
  await sql.begin(async (tx) => {
    const [row] = await tx`
      update chat_conversations set last_seq = last_seq + ${count} where id = ${conversation}
      returning last_seq - ${count} as "from"`;
    await tx`
      insert into chat_messages (conversation_id, seq, client_id, author, kind, body, data, created_at)
      select ${conversation}, ${row?.from ?? 0} + n, gen_random_uuid(), 'casemanager', 'text', 'Regel ' || n,
        '{"name":"Noor"}', now() from generate_series(1, ${count}) n`;
  });
}
