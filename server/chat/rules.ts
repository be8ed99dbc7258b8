// Limits and terms that client and server share; also runs in the browser.

/** Characters of one message, counted as people count them: code points. */
export const messageLength = 2000;
export const ratingLineLength = 300;
/** Times that a casemanager picks out for one offer. */
export const mostOfferedTimes = 4;
/** The rating: sad, neither, glad. */
export const faces = [1, 2, 3] as const;
/** Messages in one page of a replay or of "load earlier". */
export const pageSize = 50;

const second = 1000;
const minute = 60 * second;

/** A jongere who does not answer the casemanager for this long is asked whether they are still there. */
export const askAfterMs = 10 * minute;
/** After this long without an answer the chat closes; it can be reopened. */
export const silentAfterMs = 20 * minute;
/** When a casemanager is disconnected for this long, their chats go to the front of the queue. */
export const lostAfterMs = 2 * minute;
/** A waiting jongere who is disconnected for this long counts as gone. */
export const leftAfterMs = 10 * minute;
/** For this long they still count for those behind them, because a sleeping telephone reconnects. */
export const countsForMs = minute;
/** The interval of heartbeats of processes and casemanagers. */
export const beatMs = 15 * second;
/** A casemanager without a heartbeat for this long is not present. */
export const presentForMs = 45 * second;
/** After this long without a heartbeat a casemanager must say again that they take chats. */
export const presenceLapsesMs = 15 * minute;
/** A chat that was closed because of silence can be reopened for this long. */
export const reopenForMs = 24 * 60 * minute;

/** Control characters (with U+0000), lone surrogates, and characters that change the direction of text. */
const notText = /(?![\n\t])\p{Cc}|[\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

/** Removes those characters from typed or pasted text; the browser does so before it sends. */
export const cleanText = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll(notText, '').trim();

/** Rate limit of messages in one conversation; generous for fast typing and pasting. */
export const messagesPerConversation = { name: 'chat-messages', most: 30, perSeconds: 10 };
/** Rate limit of reading pages: a long conversation may be read to its beginning in one go. */
export const pagesPerConversation = { name: 'chat-pages', most: 120, perSeconds: 10 };
/** Rate limit of ending, reopening and rating one conversation. */
export const actsPerConversation = { name: 'chat-acts', most: 20, perSeconds: 10 };
/** Rate limit of connections of one address: a whole school behind it may reconnect at once. */
export const connectionsPerAddress = { name: 'chat-connections', most: 1200, perSeconds: 60 };
/** The typing indicator is sent at most this often. */
export const typingEveryMs = 500;
