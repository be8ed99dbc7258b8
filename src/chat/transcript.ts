import type { Language } from '#server/kernel/languages.ts';
import { type Wording, wording } from '#ui/wording.ts';
import type { Received } from './client/received.ts';
import { sayLine } from './lines.ts';
import type { Say } from './texts.ts';

/** The whole conversation as plain text, to take along. */
export function transcript(say: Say, lang: Language, messages: readonly Received[]): string {
  const words = wording(lang);
  const lines = messages.map(
    (message) => `[${words.day(message.at)} ${words.time(message.at)}] ${sayMessage(say, words, message)}`,
  );
  const title = say('talk.text.title', { date: words.date(messages[0]?.at ?? Date.now()) });
  // So that every editor of Windows shows the lines.
  return `${[title, '', ...lines].join('\n')}\n`.replaceAll('\n', '\r\n');
}

function sayMessage(say: Say, words: Wording, message: Received): string {
  switch (message.kind) {
    case 'text': {
      const own = message.author === 'jongere';
      return `${own ? say('talk.you') : (message.name ?? say('talk.casemanager'))}: ${message.body}`;
    }
    case 'offer':
      return say('talk.offer', { name: message.name });
    case 'booked': {
      const { start, end, location } = message;
      const times = say('talk.booked.times', { from: words.time(start), until: words.time(end) });
      const facts = [words.date(start), times, ...(location === null ? [] : [location])];
      return `${say('talk.booked')}: ${facts.join(', ')}`;
    }
    case 'proposal':
      return `${say('talk.proposal', { name: message.name })}: ${message.organisation}`;
    case 'unreadable':
      return say('talk.unreadable');
    default:
      return sayLine(say, message);
  }
}
