/** A name as people write it. */
export const fullName = ({
  firstName,
  infix,
  lastName,
}: {
  firstName: string;
  infix: string | null;
  lastName: string;
}): string => [firstName, infix, lastName].filter(Boolean).join(' ');
