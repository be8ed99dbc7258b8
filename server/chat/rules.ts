// What both ends of a chat keep to; runs in a browser too.

/** Characters of one message, counted as people count them: code points. */
export const messageLength = 2000;
export const ratingLineLength = 300;
/** How it was: sad, neither, glad. */
export const faces = [1, 2, 3] as const;
/** Messages in one page of a replay or of "load earlier". */
export const pageSize = 50;

const second = 1000;
const minute = 60 * second;

/** Who wrote nothing for so long after a word of the casemanager is asked whether they are still there. */
export const askAfterMs = 10 * minute;
/** And after so long the chat ends, with a way back. */
export const silentAfterMs = 20 * minute;
/** A casemanager who is not connected for so long loses their chats to the front of the queue. */
export const lostAfterMs = 2 * minute;
/** Who waits and is not connected for so long has left. */
export const leftAfterMs = 10 * minute;
/** And for so long they still count for those behind them: a telephone that sleeps comes back. */
export const countsForMs = minute;
/** Of what lives longer than a connection is said so often that it lives. */
export const beatMs = 15 * second;
/** A casemanager of whom nothing was heard for so long is not there. */
export const presentForMs = 45 * second;
/** Who was not heard of for so long and comes back has to say again that they take chats. */
export const presenceLapsesMs = 15 * minute;
/** The way back stays open for so long after a chat ended by silence. */
export const reopenForMs = 24 * 60 * minute;

/** Control characters (U+0000 among them), half surrogates, and what turns the direction of all that follows. */
const notText = /(?![\n\t])\p{Cc}|[\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

/** What somebody typed or pasted without what is no text: for a browser, before it sends. */
export const cleanText = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll(notText, '').trim();

/** What one conversation may send, for who types and pastes fast; a flood is told to wait. */
export const messagesPerConversation = { name: 'chat-messages', most: 30, perSeconds: 10 };
/** Pages of what was said: a long conversation is read to its begin in one go. */
export const pagesPerConversation = { name: 'chat-pages', most: 120, perSeconds: 10 };
/** Ends, ways back and ratings of one conversation. */
export const actsPerConversation = { name: 'chat-acts', most: 20, perSeconds: 10 };
/** Connections of one address, with a whole school behind it that comes back at once. */
export const connectionsPerAddress = { name: 'chat-connections', most: 1200, perSeconds: 60 };
/** That somebody is typing is said at most so often. */
export const typingEveryMs = 500;
