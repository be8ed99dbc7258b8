/** Who to call in a crisis: national numbers, the same in every gemeente. The words are texts with the same name. */
export const crisisLines = [
  { name: '112', numbers: ['112'] },
  { name: '113', numbers: ['113', '0800-0113'] },
  { name: 'kindertelefoon', numbers: ['0800-0432'] },
  { name: 'veilig-thuis', numbers: ['0800-2000'] },
] as const;
