import accessibility from './accessibility.json' with { type: 'json' };
import account from './account.json' with { type: 'json' };
import agenda from './agenda.json' with { type: 'json' };
import audit from './audit.json' with { type: 'json' };
import beheer from './beheer.json' with { type: 'json' };
import booking from './booking.json' with { type: 'json' };
import calendar from './calendar.json' with { type: 'json' };
import calendars from './calendars.json' with { type: 'json' };
import care from './care.json' with { type: 'json' };
import chat from './chat.json' with { type: 'json' };
import check from './check.json' with { type: 'json' };
import component from './component.json' with { type: 'json' };
import cookies from './cookies.json' with { type: 'json' };
import correct from './correct.json' with { type: 'json' };
import delivery from './delivery.json' with { type: 'json' };
import desk from './desk.json' with { type: 'json' };
import end from './end.json' with { type: 'json' };
import exceptions from './exceptions.json' with { type: 'json' };
import factor from './factor.json' with { type: 'json' };
import figures from './figures.json' with { type: 'json' };
import found from './found.json' with { type: 'json' };
import gesprek from './gesprek.json' with { type: 'json' };
import held from './held.json' with { type: 'json' };
import help from './help.json' with { type: 'json' };
import home from './home.json' with { type: 'json' };
import hours from './hours.json' with { type: 'json' };
import inbox from './inbox.json' with { type: 'json' };
import invited from './invited.json' with { type: 'json' };
import keys from './keys.json' with { type: 'json' };
import leaving from './leaving.json' with { type: 'json' };
import letter from './letter.json' with { type: 'json' };
import line from './line.json' with { type: 'json' };
import links from './links.json' with { type: 'json' };
import lists from './lists.json' with { type: 'json' };
import looks from './looks.json' with { type: 'json' };
import mailbox from './mailbox.json' with { type: 'json' };
import manage from './manage.json' with { type: 'json' };
import notices from './notices.json' with { type: 'json' };
import offer from './offer.json' with { type: 'json' };
import opening from './opening.json' with { type: 'json' };
import own from './own.json' with { type: 'json' };
import people from './people.json' with { type: 'json' };
import poster from './poster.json' with { type: 'json' };
import preview from './preview.json' with { type: 'json' };
import privacy from './privacy.json' with { type: 'json' };
import problem from './problem.json' with { type: 'json' };
import proposal from './proposal.json' with { type: 'json' };
import reach from './reach.json' with { type: 'json' };
import record from './record.json' with { type: 'json' };
import refer from './refer.json' with { type: 'json' };
import referred from './referred.json' with { type: 'json' };
import request from './request.json' with { type: 'json' };
import rights from './rights.json' with { type: 'json' };
import school from './school.json' with { type: 'json' };
import sealed from './sealed.json' with { type: 'json' };
import search from './search.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };
import site from './site.json' with { type: 'json' };
import staff from './staff.json' with { type: 'json' };
import street from './street.json' with { type: 'json' };
import talk from './talk.json' with { type: 'json' };
import team from './team.json' with { type: 'json' };
import terms from './terms.json' with { type: 'json' };
import today from './today.json' with { type: 'json' };
import traject from './traject.json' with { type: 'json' };
import waiting from './waiting.json' with { type: 'json' };
import waitlist from './waitlist.json' with { type: 'json' };
import walkIn from './walk-in.json' with { type: 'json' };
import webhooks from './webhooks.json' with { type: 'json' };
import work from './work.json' with { type: 'json' };
import worklist from './worklist.json' with { type: 'json' };
import yearPlan from './year-plan.json' with { type: 'json' };

/** Dutch, one file per subject. A new file needs a line here; its keys start with its name. */
export const nl = {
  account,
  accessibility,
  audit,
  beheer,
  booking,
  calendar,
  calendars,
  chat,
  check,
  component,
  cookies,
  factor,
  figures,
  found,
  held,
  gesprek,
  help,
  home,
  keys,
  leaving,
  letter,
  line,
  mailbox,
  invited,
  manage,
  hours,
  record,
  rights,
  school,
  sealed,
  search,
  exceptions,
  care,
  delivery,
  correct,
  desk,
  agenda,
  inbox,
  opening,
  own,
  looks,
  people,
  preview,
  privacy,
  problem,
  proposal,
  reach,
  referred,
  request,
  settings,
  site,
  staff,
  street,
  talk,
  end,
  notices,
  offer,
  team,
  terms,
  today,
  traject,
  waiting,
  waitlist,
  'walk-in': walkIn,
  webhooks,
  work,
  worklist,
  'year-plan': yearPlan,
  poster,
  refer,
  links,
  lists,
};
