import component from './component.json' with { type: 'json' };
import home from './home.json' with { type: 'json' };
import site from './site.json' with { type: 'json' };

/** Dutch, one file per subject. A new file needs a line here; its keys start with its name. */
export const nl = { component, home, site };
