import end from '../content/nl/end.json' with { type: 'json' };
import offer from '../content/nl/offer.json' with { type: 'json' };
import talk from '../content/nl/talk.json' with { type: 'json' };

/** All that the chat says in the browser: a conversation, its end, and an afspraak in it. */
export const texts = { ...talk, ...end, ...offer };
