import type { Language } from '#server/kernel/languages.ts';
import { type MannerWords, pathsIn } from '../../booking/paths.ts';

/** What a link chooses already; the rest is asked. */
export interface LinkChoice {
  language: Language;
  /** Id of the topic. */
  topic?: string | undefined;
  manner?: MannerWords | undefined;
}

/** The page of the journey that asks first what the link left open. */
export function linkPath({ language, topic, manner }: LinkChoice): string {
  const paths = pathsIn(language);
  if (topic === undefined) return paths.topic(undefined, manner);
  return manner ? paths.when(topic, manner) : paths.how(topic);
}
