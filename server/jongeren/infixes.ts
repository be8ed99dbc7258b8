/** What stands between a first name and a surname, and is sorted behind it: "Vries, Anna de". In small letters. */
export const infixes: ReadonlySet<string> = new Set(
  [
    "'s|'t|aan de|aan den|aan der|aan het|aan 't|bij de|bij den|bij het|bij 't|d'|da|das|de|de la|de las|de los|del|della|den|der|des|di",
    "do|dos|du|het|in de|in den|in der|in het|in 't|la|le|les|lo|onder de|onder den|op de|op den|op der|op het|op ten|op 't|over de|t",
    "te|ten|ter|tot|uit de|uit den|uit het|uit 't|v|v d|v.d|v.d.|van|van de|van den|van der|van 't|van het|van ter|van ten|vd|vd.|vn|vom|von",
    "von der|von dem|vor der|voor de|voor den|zu|zum|zur|el|al|ait|ben|bin|bint|ould|abu|'t|`t|’t|van ’t|in ’t|op ’t",
  ].flatMap((line) => line.split('|')),
);
