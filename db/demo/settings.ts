/** What the demo gemeente chose beside the defaults of `server/settings`. Addresses that reach nobody. */
export const demoSettings = {
  privacy: {
    controller: {
      name: 'College van burgemeester en wethouders van Den Haag',
      address: 'Voorbeeldplein 1, Den Haag',
      email: 'privacy@denhaag.example',
    },
    officer: { email: 'functionaris.gegevensbescherming@denhaag.example', phone: '14070' },
  },
  /** Long open, so that somebody who tries the demo finds the door open. */
  chat: {
    opensOn: '2026-01-01',
    hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '07:00', until: '23:00' }],
  },
  /** Region Midden, as the ministry of education fixed them for 2026-2027. */
  schoolHolidays: [
    { name: 'Herfstvakantie', from: '2026-10-17', until: '2026-10-25' },
    { name: 'Kerstvakantie', from: '2026-12-19', until: '2027-01-03' },
    { name: 'Voorjaarsvakantie', from: '2027-02-20', until: '2027-02-28' },
    { name: 'Meivakantie', from: '2027-04-24', until: '2027-05-02' },
    { name: 'Zomervakantie', from: '2027-07-17', until: '2027-08-29' },
  ],
  /** So that it shows where a number stands: a gemeente names a ground of its own. */
  trajecten: { bsn: { ground: 'Voorbeeld, niet getoetst: Wabb artikel 10', since: '2026-01-01' } },
  /** So that it shows which setting a term goes by: luxeverzuim may wait since the summer. */
  trajectTerms: {
    first: {},
    changes: [{ from: '2026-08-01', value: { kinds: { luxe: { contactDays: 10 } } } }],
  },
};
