import { overlappingRules } from './overlap.ts';
import type { Problem } from './problems.ts';
import type { SetupDocument, SetupRule } from './schema.ts';

/** What the shape of a document cannot say and no database is needed for. */
export function checkDocument(document: SetupDocument): Problem[] {
  const { locations, topics, organisations, teams, accounts, weeks, closures } = document;
  return [
    ...duplicates(
      locations.map(({ id }) => id),
      (at) => ['locations', at, 'id'],
    ),
    ...duplicates(
      topics.map(({ id }) => id),
      (at) => ['topics', at, 'id'],
    ),
    ...duplicates(
      organisations.map(({ name }) => name),
      (at) => ['organisations', at, 'name'],
    ),
    ...duplicates(
      teams.map(({ name, organisation }) => (organisation ? `${name} of ${organisation}` : name)),
      (at) => ['teams', at, 'name'],
    ),
    ...duplicates(
      accounts.map(({ email }) => email),
      (at) => ['accounts', at, 'email'],
    ),
    ...duplicates(
      weeks.map(({ casemanager }) => casemanager),
      (at) => ['weeks', at, 'casemanager'],
    ),
    ...duplicates(
      closures.map(({ name, from, location }) => `${name}, ${from}, ${location ?? 'everywhere'}`),
      (at) => ['closures', at],
    ),
    ...closures.flatMap(({ from, until }, at) =>
      until !== undefined && until < from
        ? [{ path: ['closures', at, 'until'], message: `expected ${from} or later` }]
        : [],
    ),
    ...weeks.flatMap(({ rules }, at) => checkRules(rules, ['weeks', at, 'rules'])),
  ];
}

function checkRules(rules: readonly SetupRule[], path: Problem['path']): Problem[] {
  const problems = rules.flatMap(({ from, until, validFrom, validUntil }, at) => [
    ...(from < until ? [] : [{ path: [...path, at, 'until'], message: `expected later than ${from}` }]),
    ...(validFrom !== undefined && validUntil !== undefined && validUntil < validFrom
      ? [{ path: [...path, at, 'validUntil'], message: `expected ${validFrom} or later` }]
      : []),
  ]);
  const overlaps = overlappingRules(rules).map(([first, second]) => ({
    path: [...path, second],
    message: `expected hours that do not overlap with those of rules[${first}]`,
  }));
  return [...problems, ...overlaps];
}

function duplicates(keys: readonly string[], pathOf: (at: number) => Problem['path']): Problem[] {
  return keys.flatMap((key, at) =>
    keys.indexOf(key) < at
      ? [{ path: pathOf(at), message: `expected once, but ${key} is there already` }]
      : [],
  );
}
