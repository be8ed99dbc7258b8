import accessibility from './accessibility.json' with { type: 'json' };
import booking from './booking.json' with { type: 'json' };
import chat from './chat.json' with { type: 'json' };
import check from './check.json' with { type: 'json' };
import component from './component.json' with { type: 'json' };
import cookies from './cookies.json' with { type: 'json' };
import end from './end.json' with { type: 'json' };
import found from './found.json' with { type: 'json' };
import gesprek from './gesprek.json' with { type: 'json' };
import held from './held.json' with { type: 'json' };
import help from './help.json' with { type: 'json' };
import home from './home.json' with { type: 'json' };
import invited from './invited.json' with { type: 'json' };
import letter from './letter.json' with { type: 'json' };
import line from './line.json' with { type: 'json' };
import mailbox from './mailbox.json' with { type: 'json' };
import manage from './manage.json' with { type: 'json' };
import offer from './offer.json' with { type: 'json' };
import poster from './poster.json' with { type: 'json' };
import privacy from './privacy.json' with { type: 'json' };
import problem from './problem.json' with { type: 'json' };
import proposal from './proposal.json' with { type: 'json' };
import reach from './reach.json' with { type: 'json' };
import refer from './refer.json' with { type: 'json' };
import referred from './referred.json' with { type: 'json' };
import sealed from './sealed.json' with { type: 'json' };
import site from './site.json' with { type: 'json' };
import talk from './talk.json' with { type: 'json' };
import waitlist from './waitlist.json' with { type: 'json' };

/** English, file by file as the Dutch; the staff portal is Dutch only. */
export const en = {
  accessibility,
  booking,
  chat,
  check,
  component,
  cookies,
  found,
  held,
  gesprek,
  help,
  home,
  invited,
  letter,
  line,
  mailbox,
  manage,
  privacy,
  problem,
  proposal,
  reach,
  referred,
  sealed,
  site,
  talk,
  end,
  offer,
  poster,
  refer,
  waitlist,
};
