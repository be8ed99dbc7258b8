import type { z } from 'zod';
import { checkDocument } from '#server/setup/checkDocument.ts';
import { checkOpening, checkStaysOpen } from '#server/setup/checkOpening.ts';
import { checkReferences } from '#server/setup/checkReferences.ts';
import {
  type Configuration,
  type ConfigurationKind,
  type ConfigurationValues,
  documentOf,
  sectionOf,
} from '#server/setup/configuration.ts';
import { type Problem, showPath, toProblems } from '#server/setup/problems.ts';
import { configurationSchemas } from '#server/setup/schema.ts';
import { nameId } from './nameId.ts';

/** One of a kind as it was, and as it would be; null where it is not there. */
export interface Planned<Kind extends ConfigurationKind = ConfigurationKind> {
  kind: Kind;
  id: string;
  before: ConfigurationValues[Kind] | null;
  after: ConfigurationValues[Kind] | null;
}

export type Plan<Kind extends ConfigurationKind = ConfigurationKind> =
  | { ok: true; planned: Planned<Kind> }
  /** Each path is within the value; empty for what is wrong with it beside others. */
  | { ok: false; problems: Problem[] };

/** The document has all of it: nothing else needs to be known. */
const nothing = {
  settings: undefined,
  locations: [],
  organisations: [],
  teams: [],
  topics: [],
  staff: [],
  rules: [],
  closures: [],
};

const schemas: { readonly [Kind in ConfigurationKind]: z.ZodType<ConfigurationValues[Kind]> } =
  configurationSchemas;

const problemsOf = (all: Configuration) => {
  const document = documentOf(all);
  return [...checkDocument(document), ...checkReferences(document, nothing), ...checkOpening(document)];
};

/**
 * What a change would make of all that the gemeente decided, judged by the schema and the checks of the setup file: pure.
 * `given` is what somebody typed, null to take it away; of a location or topic what it leaves out stays as it is. A new one
 * has no id yet.
 */
export function planChange<Kind extends ConfigurationKind>(
  all: Configuration,
  { kind, id, given }: { kind: Kind; id: string | null; given: unknown },
): Plan<Kind> {
  const map: ReadonlyMap<string, ConfigurationValues[Kind]> = all[kind];
  const ownId = id ?? nameId(kind, given, map);
  const before = map.get(ownId) ?? null;
  const named =
    (kind === 'location' || kind === 'topic') && isObject(given) ? { ...given, id: ownId } : given;
  const parsed = given === null ? null : schemas[kind].safeParse(named);
  if (parsed && !parsed.success) return { ok: false, problems: toProblems(parsed.error.issues) };
  const isWhole = kind === 'closure' || kind === 'settings';
  const after = parsed && (isWhole ? parsed.data : { ...before, ...parsed.data });
  const changed = new Map(map);
  if (after === null) changed.delete(ownId);
  else changed.set(ownId, after);
  const were = new Set(problemsOf(all).map(said));
  const problems = [
    ...problemsOf({ ...all, [kind]: changed }).filter((problem) => !were.has(said(problem))),
    ...(kind === 'settings' && ownId === 'statements' ? checkStaysOpen(before, after) : []),
  ];
  if (problems.length > 0)
    return { ok: false, problems: within(problems, kind, [...changed.keys()].indexOf(ownId)) };
  return { ok: true, planned: { kind, id: ownId, before, after } };
}

const said = ({ path, message }: Problem) => `${showPath(path)}: ${message}`;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Problems of the whole document as those of one in it. */
function within(problems: readonly Problem[], kind: ConfigurationKind, at: number): Problem[] {
  return problems.map(({ path, message }) => {
    if (kind === 'settings') return { path: path[0] === 'settings' ? path.slice(1) : [], message };
    const isOwn = path[0] === sectionOf[kind] && path[1] === at;
    return { path: isOwn ? path.slice(2) : [], message };
  });
}
