import { takeOver } from './island/takeOver.tsx';
import type { CheckProps } from './props.ts';

const root = document.querySelector<HTMLElement>('[data-check]');
if (root?.dataset.check) {
  // The page wrote it, from these very types.
  const page: CheckProps = JSON.parse(root.dataset.check);
  takeOver(root, page);
}
