import volwassen from './23-tot-27.json' with { type: 'json' };
import maatwerk from './maatwerk.json' with { type: 'json' };
import ouders from './ouders.json' with { type: 'json' };
import professionals from './professionals.json' with { type: 'json' };
import stoppen from './stoppen-met-school.json' with { type: 'json' };
import overstap from './tussen-twee-scholen.json' with { type: 'json' };
import verzuim from './vaak-niet-op-school.json' with { type: 'json' };
import startkwalificatie from './wat-is-een-startkwalificatie.json' with { type: 'json' };

/** The content pages in Dutch by slug. A new page needs a file and a line here, and the same in each language. */
export const pages = {
  'wat-is-een-startkwalificatie': startkwalificatie,
  'stoppen-met-school': stoppen,
  'vaak-niet-op-school': verzuim,
  'tussen-twee-scholen': overstap,
  maatwerk,
  '23-tot-27': volwassen,
  ouders,
  professionals,
};
