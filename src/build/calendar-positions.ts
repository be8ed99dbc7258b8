import type { Plugin } from 'postcss';

/** The longest scale: a day of 25 hours, and what is still going on after it. */
const mostHours = 32;
const mostLanes = 40;
const range = (from: number, until: number) =>
  Array.from({ length: until - from }, (_, index) => from + index);

/**
 * PostCSS plugin: in the place of the comment `@calendar-positions` come the classes that say where something is in a
 * calendar, to the minute (`placeClass` of src/agenda/calendar/place.ts). No style may stand in a page, and no browser of
 * all that we support reads a length from an attribute.
 */
export function calendarPositions(): Plugin {
  return {
    postcssPlugin: 'doorstart-calendar-positions',
    Once(root, { Rule, Declaration }) {
      root.walkComments((comment) => {
        if (comment.text !== '@calendar-positions') return;
        const origin = comment.source ? { source: comment.source } : {};
        for (const [name, prop, value] of positions()) {
          const rule = new Rule({ selector: `.${name}`, ...origin });
          rule.append(new Declaration({ prop, value: String(value), ...origin }));
          comment.before(rule);
        }
        comment.remove();
      });
    },
  };
}

function positions(): [string, string, number][] {
  return [
    ...range(0, mostHours).flatMap((hour): [string, string, number][] => [
      [`at-${hour}h`, '--at-h', hour],
      [`for-${hour}h`, '--for-h', hour],
    ]),
    ...range(0, 60).flatMap((minute): [string, string, number][] => [
      [`at-${minute}m`, '--at-m', minute],
      [`for-${minute}m`, '--for-m', minute],
    ]),
    ...range(10, mostHours + 1).map((hours): [string, string, number] => [
      `scale-${hours}h`,
      '--minutes',
      hours * 60,
    ]),
    ...range(1, mostLanes).map((lane): [string, string, number] => [`lane-${lane}`, '--lane', lane]),
    ...range(2, mostLanes + 1).map((lanes): [string, string, number] => [`lanes-${lanes}`, '--lanes', lanes]),
  ];
}
