import type { Language } from '#server/kernel/languages.ts';
import { type Sayer, sayer } from '#ui/sayer.ts';
import type { texts as nl } from './texts.nl.ts';

/** What a page tells the chat. All of it plain, so that it can stand in the page. */
export interface ChatFacts {
  lang: Language;
  /** Of the gemeente, as people write it. */
  phone: string;
}

/** The key of a text of the chat. */
export type ChatText = keyof typeof nl;
type Texts = Readonly<Record<ChatText, string>>;

export type Say = Sayer<ChatText>;

/** Only the language that is read travels to the browser, and only when the chat is opened. */
const loaders: Readonly<Record<Language, () => Promise<{ texts: Texts }>>> = {
  nl: () => import('./texts.nl.ts'),
  en: () => import('./texts.en.ts'),
};

/** Rejects when there is no connection. */
export const loadSay = async (lang: Language): Promise<Say> => sayer((await loaders[lang]()).texts);
