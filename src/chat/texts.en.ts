import end from '../content/en/end.json' with { type: 'json' };
import offer from '../content/en/offer.json' with { type: 'json' };
import talk from '../content/en/talk.json' with { type: 'json' };

/** All that the chat says in the browser: a conversation, its end, and an afspraak in it. */
export const texts = { ...talk, ...end, ...offer };
