/** Why a text is no date of birth; a key of `server/kernel/texts`. */
export type DatumFout =
  | 'birthdate-missing'
  | 'birthdate-not-a-date'
  | 'birthdate-future'
  | 'birthdate-too-old';

export type GelezenDatum = { ok: true; datum: string } | { ok: false; fout: DatumFout };

/** Nobody alive was born earlier. */
export const eersteGeboortedatum = '1900-01-01';

const maanden = [
  'januari january',
  'februari february',
  'maart mrt march',
  'april',
  'mei may',
  'juni june',
  'juli july',
  'augustus august',
  'september',
  'oktober october',
  'november',
  'december',
];

/**
 * Reads a date of birth as people type it: `15-1-2007`, `15/01/07`, `15 januari 2007`, `jan 15, 2007`, `15012007`,
 * `2007-01-15`. Day before month, never the other way round. A year of two digits is the last one that lies not
 * after the peildatum.
 * @returns the ISO date, or what is wrong with it
 */
export function leesDatum(tekst: string, peildatum: string): GelezenDatum {
  const schoon = inCijfers(tekst).trim().toLowerCase();
  if (schoon === '') return { ok: false, fout: 'birthdate-missing' };
  const delen = inVolgorde(schoon);
  if (delen === null) return { ok: false, fout: 'birthdate-not-a-date' };
  const [dag, maand, jaar] = delen;
  const rest = `-${maandnummer(maand)}-${dag.padStart(2, '0')}`;
  return keurDatum((jaar.length === 2 ? metEeuw(jaar, rest, peildatum) : jaar) + rest, peildatum);
}

/** A phone set to Arabic or Persian types digits of its own, each in a row from zero; others may be full-width. */
const inCijfers = (tekst: string) =>
  tekst
    .normalize('NFKC')
    .replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (cijfer) => `${cijfer.charCodeAt(0) % 16}`);

/** Whether a text is an ISO date that can be a date of birth on a peildatum. */
export function keurDatum(datum: string, peildatum: string): GelezenDatum {
  if (!isDatum(datum)) return { ok: false, fout: 'birthdate-not-a-date' };
  if (datum > peildatum) return { ok: false, fout: 'birthdate-future' };
  if (datum < eersteGeboortedatum) return { ok: false, fout: 'birthdate-too-old' };
  return { ok: true, datum };
}

/** Whether a text is the ISO date of a day that exists. */
export function isDatum(tekst: string): boolean {
  // Of a day that its month does not have, some browsers make another one, and some none: that is null here.
  const dag: string | null = new Date(tekst).toJSON();
  return /^\d{4}-\d\d-\d\d$/.test(tekst) && dag?.startsWith(tekst) === true;
}

/** Day, month and year as they were typed, or null when these are no three parts of a date. */
function inVolgorde(tekst: string): [dag: string, maand: string, jaar: string] | null {
  // A keyboard of only digits: 15012007, or 20070115. No text can be read in both ways, since months end at 12.
  const [, ...cijfers] =
    /^(\d\d)(\d\d)((?:19|20)\d\d)$/.exec(tekst) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(tekst) ?? [];
  const [een = '', twee = '', drie = '', ...meer] =
    cijfers.length > 0 ? cijfers : tekst.split(/[\s./,\-\u2010-\u2014]+/);
  const [dag, maand, jaar] =
    een.length === 4 && /\d/.test(een)
      ? [drie, twee, een]
      : /\d/.test(een)
        ? [een, twee, drie]
        : [twee, een, drie];
  const goed = meer.length === 0 && /^\d\d?$/.test(dag) && /^(\d\d){1,2}$/.test(jaar);
  return goed ? [dag, maand, jaar] : null;
}

/** `01` for `1`, `januari` and `jan`; `00`, which no date has, for what is no month. */
function maandnummer(maand: string): string {
  if (/^\d\d?$/.test(maand)) return maand.padStart(2, '0');
  const lang = maand.length >= 3;
  const index = maanden.findIndex((namen) => lang && namen.split(' ').some((naam) => naam.startsWith(maand)));
  return String(index + 1).padStart(2, '0');
}

function metEeuw(jaar: string, rest: string, peildatum: string): string {
  const eeuw = Number(peildatum.slice(0, 2));
  return `${eeuw}${jaar}${rest}` > peildatum ? `${eeuw - 1}${jaar}` : `${eeuw}${jaar}`;
}
