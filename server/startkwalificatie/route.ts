import type { Levensfase } from './leeftijd.ts';
import type { PlichtOpGrond } from './plicht.ts';
import type { Antwoorden, Route, Startkwalificatie } from './words.ts';

/** Where to go next. Age and place of living first; then what the duty asks, or what somebody looks for. */
export function routeVan(
  antwoorden: Omit<Antwoorden, 'geboortedatum'>,
  fase: Levensfase,
  startkwalificatie: Startkwalificatie,
  opGrond: PlichtOpGrond,
): Route {
  if (fase.portaalVoorbij) return '27-plus';
  if (!antwoorden.woontInRegio) return 'andere-gemeente';
  switch (opGrond.plicht) {
    case 'nog-niet':
      return 'geen-actie';
    case 'leerplichtig':
      return gaatGoed(antwoorden) ? 'geen-actie' : 'leerplichtambtenaar';
    case 'kwalificatieplichtig':
      return bijKwalificatieplicht(antwoorden);
    case 'vervangend':
      return 'leerplichtambtenaar';
    case 'vrijgesteld':
      return opGrond.kwetsbarePositie ? naarHulp(antwoorden) : 'leerplichtambtenaar';
    case 'geen':
      return zonderPlicht(antwoorden, startkwalificatie);
  }
}

type Nu = Pick<Antwoorden, 'inschrijving' | 'dreigtUitval' | 'zoekt'>;

const isIngeschreven = ({ inschrijving }: Nu) => inschrijving !== 'geen';
const gaatGoed = (nu: Nu) => isIngeschreven(nu) && !nu.dreigtUitval;
const naarHulp = (nu: Nu): Route => (gaatGoed(nu) ? 'geen-actie' : 'casemanager');

/** In mbo the Doorstroompunt+ preventiemedewerker at the school comes first. */
function bijKwalificatieplicht(nu: Nu): Route {
  if (gaatGoed(nu)) return 'geen-actie';
  return nu.inschrijving === 'mbo' ? 'school' : 'leerplichtambtenaar';
}

function zonderPlicht(nu: Nu, startkwalificatie: Startkwalificatie): Route {
  const zoektWerk = startkwalificatie === 'ja' && nu.zoekt === 'werk-of-inkomen';
  return !isIngeschreven(nu) && zoektWerk ? 'jongerenloket' : naarHulp(nu);
}
