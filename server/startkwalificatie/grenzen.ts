/** Ages in whole years. "Van" is the birthday on which something begins, "tot" the one on which it is over. */
export interface Leeftijdsgrenzen {
  /** ISO date from which these hold, up to the next in the list. */
  vanaf: string;
  leerplichtVan: number;
  /** Leerplicht goes on to the end of the school year in which somebody turns this. */
  leerplichtTot: number;
  /** From this age articles 3a and 3b can replace the leerplicht. */
  vervangendVan: number;
  kwalificatieplichtTot: number;
  vsvVan: number;
  /** The statutory band of the Doorstroompunt; its end is that of vsv too. */
  doorstroompuntVan: number;
  doorstroompuntTot: number;
  /** Who is younger can make an afspraak in the portal. */
  portaalTot: number;
}

const eerst: Leeftijdsgrenzen = {
  vanaf: '2000-01-01',
  leerplichtVan: 5,
  leerplichtTot: 16,
  vervangendVan: 14,
  kwalificatieplichtTot: 18,
  vsvVan: 12,
  doorstroompuntVan: 18,
  doorstroompuntTot: 23,
  portaalTot: 27,
};

/** As the law has them; a gemeente can set others. On 1 January 2026: Wet van school naar duurzaam werk. */
export const leeftijdsgrenzen: readonly Leeftijdsgrenzen[] = [
  eerst,
  { ...eerst, vanaf: '2026-01-01', doorstroompuntTot: 27 },
];

/**
 * Those that hold on a date, out of a list in order of `vanaf`; before the first of them, the first.
 * @throws TypeError when the list is empty, which its schema refuses
 */
export function grenzenOp(peildatum: string, lijst: readonly Leeftijdsgrenzen[]): Leeftijdsgrenzen {
  return lijst.reduce((geldig, volgend) => (volgend.vanaf <= peildatum ? volgend : geldig));
}
