import type { Levensfase } from './leeftijd.ts';
import type { PlichtOpGrond } from './plicht.ts';
import { bronnen, type Grond, type Route, type Startkwalificatie } from './words.ts';

/** The articles that decided an outcome: of the diploma, of the duty and of the route, each once. */
export function grondslagVan(
  startkwalificatie: Startkwalificatie,
  { plicht, artikelen }: PlichtOpGrond,
  route: Route,
  fase: Levensfase,
): Grond[] {
  const overDiploma = plicht === 'geen' || startkwalificatie !== 'nee';
  const wet = new Set([...(overDiploma ? ['1 f'] : []), ...artikelen]);
  if (route === 'leerplichtambtenaar') wet.add('16');
  const gronden = [...wet].map((artikel): Grond => ({ bron: bronnen.leerplichtwet, artikel }));
  return [...gronden, ...overDeRoute(route, fase)];
}

/** Routes on which no law decides. */
const beleidBij: Partial<Record<Route, string>> = {
  '27-plus': 'doelgroep',
  'andere-gemeente': 'regio',
  jongerenloket: 'werk en inkomen',
};

/** WEB art. 8.3.2, the Doorstroompunt, for its own ages and at their end; else the policy of the gemeente. */
function overDeRoute(route: Route, { inDoorstroompunt, volwassen }: Levensfase): Grond[] {
  const gronden: Grond[] = [];
  if (inDoorstroompunt || route === '27-plus') gronden.push({ bron: bronnen.web, artikel: '8.3.2' });
  const buitenDeWet = gronden.length === 0 && (volwassen || route === 'casemanager');
  const beleid = beleidBij[route] ?? (buitenDeWet ? 'doelgroep' : undefined);
  if (beleid !== undefined) gronden.push({ bron: bronnen.gemeente, artikel: beleid });
  return gronden;
}
