import type { Outside, OutsideAppointment } from '#server/agenda/findOutside.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { OutsideReason } from '#server/slots/outsideHours.ts';
import type { Named, OutsideToDo, ToDo } from './types.ts';

type ToDecide = OutsideAppointment & { reason: OutsideReason };

/**
 * What is to do about afspraken that the hours do not cover: the link that those by video lack, the others by day and
 * reason, and each jongere who was asked to choose another time and has not. Pure.
 */
export function toDoOfHours({ toDecide, waiting }: Outside, hasMeetingLink: boolean): ToDo[] {
  const lacksLink = ({ modality, reason }: ToDecide) =>
    !hasMeetingLink && modality === 'video' && reason === 'modality';
  const days = Map.groupBy(
    toDecide.filter((one) => !lacksLink(one)),
    ({ start, reason }) => `${dateInAmsterdam(start)} ${reason}`,
  );
  const withoutLink = toDecide.filter(lacksLink);
  const [first] = withoutLink;
  return [
    ...(first
      ? [
          {
            kind: 'video-link' as const,
            id: 'video-link',
            appointments: withoutLink.map(named),
            until: first.start,
          },
        ]
      : []),
    ...[...days].flatMap(([id, found]) => outsideOn(id, found)),
    ...waiting.map(({ id, name, start, chooseAgainAt }) => ({
      kind: 'choosing' as const,
      id,
      name,
      since: chooseAgainAt ?? start,
      until: start,
    })),
  ];
}

function outsideOn(id: string, found: readonly ToDecide[]): OutsideToDo[] {
  const [first] = found;
  if (!first) return [];
  const { start, reason } = first;
  const appointments = found.map(named);
  return [{ kind: 'outside', id, date: dateInAmsterdam(start), reason, appointments, until: start }];
}

const named = ({ id, name, start }: Named): Named => ({ id, name, start });
