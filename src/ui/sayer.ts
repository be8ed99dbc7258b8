import { fill, type Values } from '#server/kernel/texts/fill.ts';

/** The texts of one subject in one language, by key: what a page hands to its island, or a part of the build brings. */
export type IslandTexts = Readonly<Record<string, string>>;

/** Says texts by their keys, with values where a text leaves room for them. */
export type Sayer<Key extends string> = (key: Key, values?: Values) => string;

/** One way for every island to say its texts. A text that is not there says its key, so that a test sees it. */
export const sayer =
  <Key extends string>(texts: IslandTexts): Sayer<Key> =>
  (key, values = {}) =>
    fill(texts[key] ?? key, values);
