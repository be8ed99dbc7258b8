import type { TextKey } from '../../content/texts.ts';

// What a setting is asked with. Each has a label, an explanation and its unit: a setting without is on no page.

type Ends<Start extends string> =
  Extract<TextKey, `settings.${Start}.${string}`> extends `settings.${Start}.${infer End}` ? End : never;
type Unit = Ends<'unit'>;
type Option = Ends<'option'>;

interface Asked<Text extends string> {
  /** Where it stands in the settings, `chat/answerMinutes`, or in a row; the name of its field too. */
  path: string;
  /** The end of the keys of its texts. */
  text: Text;
  /** Asked for, and kept, only with one of these answers to another. */
  when?: { path: string; is: readonly string[] };
}

/** A setting that is one value, in one field. */
type OneField<Text extends string> = Asked<Text> &
  (
    | { kind: 'number'; unit: Unit; min: number; max: number }
    | { kind: 'line'; most: number; empty?: 'null' }
    | { kind: 'phone' | 'email' | 'url' | 'contact' | 'date'; empty?: 'null' | 'left-out' }
    | { kind: 'choice'; options: readonly { value: string; text: Option }[] }
    | { kind: 'yes-no' }
    /** The name of a team of the gemeente. */
    | { kind: 'team'; empty: 'null' }
    /** Some of these answers. What is typed has their values with commas between. */
    | { kind: 'ticks'; options: readonly { value: string; text: Option }[] }
  );

export type FieldName = Ends<'label'>;
export type PlainField = OneField<FieldName>;
/** A field that stands in each of some rows: its label says enough. */
export type Column = OneField<Ends<'column'>>;

export type SettingField =
  | PlainField
  | (Asked<FieldName> & { kind: 'hours' })
  /** A line each. */
  | (Asked<FieldName> & { kind: 'lines'; most: number })
  /** So many things of the same fields; whoever empties all fields of one takes it away. */
  | (Asked<FieldName> & { kind: 'rows'; most: number; columns: readonly Column[] });

export interface FieldGroup {
  text: Ends<'group'>;
  fields: readonly SettingField[];
  /** All of it is null while none of its fields is filled in. */
  nothing?: string;
}
