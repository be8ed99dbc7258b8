/** Drawings of lines, 20 by 20, in the head of a conversation. Beside each stands what it means, at least for a screen reader. */
const shapes = {
  handOver: 'M8 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 16.5c0-3 2.5-5 5.5-5M12 13h6M15.5 10l3 3-3 3',
  known: 'M4 3h12v9l-4 5H4ZM12 17v-5h4M7 7h6M7 10h3',
};

export function HeadIcon(props: { of: keyof typeof shapes }) {
  return (
    <svg
      class="icon"
      width="16"
      height="16"
      viewBox="0 0 20 20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={shapes[props.of]} />
    </svg>
  );
}
