import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Takes files over as somebody does who opens them, and says what it shows then: `2026-11-23 09:00|2026-11-23 09:45|…`. */
export interface CalendarClient {
  take(text: string): Promise<void>;
  shows(from: string, until: string): Promise<string[]>;
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** khal: a calendar of files, which knows an entry by its UID. */
export function openKhal(home: string): CalendarClient {
  const calendar = join(home, 'khal');
  const config = join(home, 'khal.conf');
  mkdirSync(calendar);
  const zone = 'Europe/Amsterdam';
  const [date, time] = ['%Y-%m-%d', '%H:%M'];
  writeFileSync(
    config,
    `[calendars]
[[own]]
path = ${calendar}
[locale]
local_timezone = ${zone}
default_timezone = ${zone}
timeformat = ${time}
dateformat = ${date}
longdateformat = ${date}
datetimeformat = ${date} ${time}
longdatetimeformat = ${date} ${time}
[sqlite]
path = ${join(home, 'khal.db')}
[default]
default_calendar = own
`,
  );
  const khal = async (...asked: string[]) =>
    (await run('khal', ['-c', config, ...asked], { env: { ...process.env, HOME: home, LC_ALL: 'C.UTF-8' } }))
      .stdout;
  let files = 0;
  return {
    async take(text) {
      files += 1;
      const file = join(home, `${files}.ics`);
      writeFileSync(file, text);
      await khal('import', '--batch', '-a', 'own', file);
    },
    async shows(from, until) {
      const format = '{start-long}|{end-long}|{title}|{location}|{status}';
      return linesOf(await khal('list', '--day-format', '', '--format', format, from, until));
    },
  };
}

/** calcurse: a calendar in the terminal, which adds whatever it is given. It shows no place and no status. */
export function openCalcurse(home: string): CalendarClient {
  const folder = join(home, 'calcurse');
  mkdirSync(folder);
  const calcurse = async (...asked: string[]) =>
    (
      await run('calcurse', ['-D', folder, '-q', ...asked], {
        env: { ...process.env, HOME: home, TZ: 'Europe/Amsterdam', LC_ALL: 'C.UTF-8' },
      })
    ).stdout;
  return {
    async take(text) {
      const file = join(home, 'calcurse.ics');
      writeFileSync(file, text);
      await calcurse('-i', file);
    },
    async shows(from, until) {
      const at = '%Y-%m-%d %H:%M';
      const format = `%(start:${at})|%(end:${at})|%m\\n`;
      const asked = ['--input-datefmt', '4', '--from', from, '--to', until];
      const all = linesOf(await calcurse('-Q', ...asked, '--filter-type', 'apt', '--format-apt', format));
      // Before those of a day stands the day.
      return all.filter((line) => line.includes('|'));
    },
  };
}
