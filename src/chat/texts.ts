import type { Language } from '#server/kernel/languages.ts';
import type end from '../content/nl/end.json';
import type offer from '../content/nl/offer.json';
import type talk from '../content/nl/talk.json';

/** What a page tells the chat. All of it plain, so that it can stand in the page. */
export interface ChatFacts {
  lang: Language;
  /** Of the gemeente, as people write it. */
  phone: string;
}

/** The keys of the texts of a conversation, of its end, and of the cards of an afspraak in it. */
export type TalkText = keyof typeof talk;
export type EndText = keyof typeof end;
export type OfferText = keyof typeof offer;

type Params = Readonly<Record<string, string | number>>;
export type Say = (key: TalkText, params?: Params) => string;
export type SayEnd = (key: EndText, params?: Params) => string;
export type SayOffer = (key: OfferText, params?: Params) => string;

/** Says texts, with values where a text leaves room for them. */
export const sayer =
  <Key extends string>(texts: Readonly<Record<Key, string>>) =>
  (key: Key, params: Params = {}): string =>
    texts[key].replaceAll(/\{(\w+)\}/g, (room, name: string) => String(params[name] ?? room));

export type Load<Key extends string> = Record<
  Language,
  () => Promise<{ default: Readonly<Record<Key, string>> }>
>;

/** Only the language that is read travels to the browser, and only when the chat is opened. */
const talks: Load<TalkText> = {
  nl: () => import('../content/nl/talk.json'),
  en: () => import('../content/en/talk.json'),
};
const offers: Load<OfferText> = {
  nl: () => import('../content/nl/offer.json'),
  en: () => import('../content/en/offer.json'),
};

/** Both reject when there is no connection. */
export const loadSay = async (lang: Language): Promise<Say> => sayer((await talks[lang]()).default);
export const loadSayOffer = async (lang: Language): Promise<SayOffer> =>
  sayer((await offers[lang]()).default);
