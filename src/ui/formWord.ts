/** Where a page that shows a typed form again says which: the name in its address. */
export const typedFormWord = 'form';
