import { onPage } from '#ui/work/onPage.ts';
import { fitFrame } from '../../mailbox/fitFrame.ts';

onPage(() => {
  const frames = [...document.querySelectorAll<HTMLIFrameElement>('[data-mail-frame]')];
  const ends = frames.map(fitFrame);
  return () => {
    for (const end of ends) end();
  };
});
