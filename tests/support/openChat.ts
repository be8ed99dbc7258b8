import assert from 'node:assert/strict';
import { after, afterEach, beforeEach } from 'node:test';
import { hangUp } from './chatListeners.ts';
import { startChat, type TestChat } from './chatServer.ts';

/**
 * `startChat` for one file: each test begins at ten o'clock with nobody who ever chatted and ends with no socket open, and
 * nothing goes by that is worth a word in the log.
 */
export async function openChat(options: Parameters<typeof startChat>[0] = {}): Promise<TestChat> {
  const chat = await startChat(options);
  after(async () => {
    await chat.close();
    assert.deepEqual(chat.logged, []);
  });
  beforeEach(async () => {
    chat.clock.set('2026-11-20T10:00:00+01:00');
    await chat.empty();
  });
  afterEach(hangUp);
  return chat;
}
