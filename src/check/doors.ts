import { mayBook } from '#server/booking/mayBook.ts';
import { inLanguage, type Language } from '#server/kernel/languages.ts';
import type { Topic } from '#server/roster/types.ts';
import { pathsIn } from '../booking/paths.ts';
import { telephoneHref } from '../site/telephone.ts';
import type { Door } from './props.ts';

/** Ids of the topics that fit; a gemeente need not have them. */
const topicOf = { 'school-topic': 'school', 'work-topic': 'leerwerkplek' } as const;

/** Where each door of an outcome leads. A topic that is not offered is left for the jongere to choose. */
export function doorsIn(
  language: Language,
  phone: string,
  topics: readonly Pick<Topic, 'id' | 'active' | 'bookableBy'>[],
): Record<Door, string> {
  const at = (path: string) => inLanguage(language, path);
  const { topic, olderThan26 } = pathsIn(language);
  const offered = (id: string) =>
    topics.find((one) => one.id === id && one.active && mayBook(one, 'anybody'))?.id;
  return {
    'school-topic': topic(offered(topicOf['school-topic'])),
    'work-topic': topic(offered(topicOf['work-topic'])),
    appointment: topic(),
    call: telephoneHref(phone),
    older: olderThan26,
    absent: at('/vaak-niet-op-school'),
    meaning: at('/wat-is-een-startkwalificatie'),
    parents: at('/ouders'),
    contact: at('/contact'),
    chat: at('/chat'),
  };
}
