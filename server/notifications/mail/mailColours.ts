import type { Grounds, Mode } from '#server/looks/grounds.ts';
import { tokensOf } from '#server/looks/themeSheet.ts';
import type { Theme } from '#server/settings/looks.ts';

/** The colours of a mail by day or by night, `#0a6654`. */
export interface HalfOfMail {
  page: string;
  card: string;
  ink: string;
  head: string;
  onHead: string;
  button: string;
  onButton: string;
  link: string;
}
export type MailColours = Readonly<Record<Mode, HalfOfMail>>;

/** The colours of the gemeente as a mail has them; its head is that of the site, or else the colour of buttons. */
export function mailColours(theme: Theme, grounds: Grounds): MailColours {
  const half = (mode: Mode): HalfOfMail => {
    const ships = grounds[mode];
    const own = tokensOf(theme, grounds, mode);
    const button = own.brand ?? ships.brand;
    const onButton = own['on-brand'] ?? ships['on-brand'];
    return {
      page: ships.paper,
      card: ships.surface,
      ink: ships.ink,
      head: own.header ?? button,
      onHead: own['on-header'] ?? onButton,
      button,
      onButton,
      link: own.link ?? button,
    };
  };
  return { light: half('light'), dark: half('dark') };
}
