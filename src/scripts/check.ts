import type { CheckProps } from '../check/props.ts';
import { takeOver } from '../islands/check/takeOver.tsx';

const root = document.querySelector<HTMLElement>('[data-check]');
if (root?.dataset.check) {
  // The page wrote it, from these very types.
  const page: CheckProps = JSON.parse(root.dataset.check);
  takeOver(root, page);
}
