import { type FormValues, typed } from '#ui/form.ts';
import type { Draft, DraftAction } from './draft.ts';
import { actionValue, type Entries, fieldNames, readAction, readDraft } from './fields.ts';

export interface Posted {
  draft: Draft;
  /** What the pressed button does to the draft; null when it saves or shows. */
  action: DraftAction | null;
  saves: boolean;
}

/** The draft in a posted form. */
export function readPosted(values: FormValues): Posted {
  const entries: Entries = Object.entries(values).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((one): [string, string][] =>
      typeof one === 'string' ? [[name, one]] : [],
    ),
  );
  const button = typed(values, fieldNames.action) ?? '';
  return {
    draft: readDraft(entries),
    action: readAction(button, entries),
    saves: button === actionValue.save,
  };
}
