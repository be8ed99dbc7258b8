/** Paths of which the log says which it was: after them come tokens, ids and what somebody typed. */
const parts = [
  ['api', /^\/api\/v1\/(locations|topics|slots|holds|appointments|chat|startkwalificatie)(?=\/|$)/],
  ['api', /^\/api(?=\/)/],
  ['live', /^\/live\/(slots|agenda|line|chat)(?=\/|$)/],
  [
    'page',
    /^\/(medewerker\/(?:inloggen|uitloggen|afspraken|chat|nieuw|werktijden|zoeken)|medewerker|jongerenwerk|afspraak|mijn-afspraak|uitnodiging|voorstel|overdracht|scherm|chat|startkwalificatie)(?=\/|$)/,
  ],
] as const;

/** Which part of the site a path is of, `page:mijn-afspraak` or `api:holds`, without anything that is private in it. */
export function partOf(path: string): string {
  const withoutLanguage = path.replace(/^\/en(?=\/)/, '');
  for (const [kind, pattern] of parts) {
    const found = pattern.exec(withoutLanguage);
    if (found) return found[1] === undefined ? kind : `${kind}:${found[1]}`;
  }
  return 'page';
}
