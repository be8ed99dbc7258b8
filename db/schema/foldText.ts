import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

// Texts that staff search in are compared without accents and capitals. By a list of letters, as `unaccent` is an extension
// that not every database gives, and its function may be in no index. Each letter stands for one: what is found at the
// third letter of the folded text is at the third letter of the text.

const accented =
  'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžØøŁłĐđıȘșȚț';
const plain =
  'aaaaaaceeeeiiiinooooouuuuyaaaaaaceeeeiiiinooooouuuuyyaaaaaaccccccccddeeeeeeeeeegggggggghhiiiiiiiiijjkkllllllnnnnnnoooooorrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzzoollddisstt';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const letters = accented + capitals;
const standsFor = plain + capitals.toLowerCase();
const folded = new Map([...letters].map((letter, index) => [letter, standsFor[index] ?? letter]));

/** A text in the one form in which texts are searched: letter for letter, without accents and capitals. */
export const foldText = (text: string): string =>
  text.replaceAll(/[A-ZÀ-ț]/g, (letter) => folded.get(letter) ?? letter);

/** The same in SQL, for a column that keeps it: folding anew each row that is looked at takes far longer than finding it. */
export const foldedText = (column: SQLWrapper): SQL =>
  sql`translate(${column}, ${sql.raw(`'${letters}', '${standsFor}'`)})`;
