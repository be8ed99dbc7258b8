/** How a button or a link that looks like one is drawn. One primary per page; `danger` is for what cannot be undone. */
export interface ButtonLook {
  variant?: 'primary' | 'secondary' | 'subtle' | 'danger' | undefined;
  large?: boolean | undefined;
  /** As wide as what holds it. */
  wide?: boolean | undefined;
}

const variants = {
  primary: ['nl-button--primary'],
  secondary: ['nl-button--secondary'],
  subtle: ['nl-button--subtle'],
  danger: ['nl-button--primary', 'nl-button--negative'],
};

/** The classes for a look, for `class:list`. */
export function buttonClasses({ variant = 'primary', large = false, wide = false }: ButtonLook) {
  return ['nl-button', ...variants[variant], { 'button--large': large, 'button--wide': wide }];
}
