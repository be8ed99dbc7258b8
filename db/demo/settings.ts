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
};
