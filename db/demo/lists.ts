/** The school of the sample lists in docs/voorbeelden. */
export const demoListSchool = 'Het College';

// People who do not exist, as a school sent them: some rows are wrong, some may be somebody who is on it twice.

/** How a row of the demo goes on once it is in: nothing said is in a traject. */
export const demoListRows = [
  { cells: '2101;Amira;;Lindeboom;4-3-2007', became: 'training' },
  { cells: '2102;Bas;van;Duinrell;9-9-2006', became: 'training' },
  { cells: '2103;Cem;;Waterland;11-1-2007', became: 'none' },
  { cells: '2104;Demi;de;Havenaar;21-6-2006', became: 'none' },
  { cells: '2105;Emre;;Zilverberg;5-5-2006' },
  { cells: '2106;Fien;;Oostwaard;30-4-2007' },
  { cells: '2107;Gijs;van der;Meerpaal;2-12-2006' },
  { cells: '2108;Hana;;Kastanje;2-10-2006' },
  { cells: '2109;Ivo;;Roosendonk;2-9-2006' },
  { cells: '2110;Jip;;Vuurtoren;2-8-2006', became: 'placed-elsewhere' },
  { cells: '2111;Kaan;;Lelieveld;31-2-2007' },
  { cells: '2112;Liv;;;2-7-2006' },
  { cells: ';Maud;;Strandpad;' },
  { cells: ';S.;;Korenaar;18-5-2006' },
  { cells: '2115;Sil;;Korenaar;18-5-2006' },
] as const satisfies readonly { cells: string; became?: 'training' | 'none' | 'placed-elsewhere' }[];

/** How many of them nobody has, when the demo begins. */
export const demoUnexplained = 7;
