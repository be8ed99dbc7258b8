import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { meldingKinds, teamTasks } from '#db/schema/words.ts';
import { ageOn } from '#server/jongeren/age.ts';
import { addDays } from '#server/kernel/time.ts';
import { proposeHandover } from '#server/trajecten/proposeHandover.ts';

const today = '2026-11-20';
const propose = (
  task: (typeof teamTasks)[number] | null,
  birthDate: string,
  kinds: (typeof meldingKinds)[number][] = [],
) => proposeHandover({ task, birthDate, kinds }, { today, birthdayDays: 60 });

test('who stays away goes from prevention to leerplicht until 18, and to the Doorstroompunt from then on', () => {
  assert.equal(propose('preventie', '2009-03-04', ['overig']), null);
  assert.deepEqual(propose('preventie', '2009-03-04', ['overig', 'v3']), {
    why: 'absence-goes-on',
    task: 'leerplicht',
    on: null,
  });
  assert.equal(propose('preventie', '2008-11-21', ['v3'])?.task, 'leerplicht', 'a day before');
  assert.equal(propose('preventie', '2008-11-20', ['v4'])?.task, 'doorstroompunt', 'on the day');
});

test('leerplicht hands on at 18 and the Doorstroompunt at 27, so many days before and not sooner', () => {
  const born = (age: number, days: number) =>
    addDays(`${Number(today.slice(0, 4)) - age}${today.slice(4)}`, days);
  assert.equal(propose('leerplicht', born(18, 61)), null);
  assert.deepEqual(propose('leerplicht', born(18, 60)), {
    why: 'turns-18',
    task: 'doorstroompunt',
    on: addDays(today, 60),
  });
  assert.equal(propose('leerplicht', born(18, -200))?.why, 'turns-18', 'also when it is past');
  assert.equal(propose('doorstroompunt', born(18, 10)), null);
  assert.equal(propose('doorstroompunt', born(27, 61)), null);
  assert.equal(propose('doorstroompunt', born(27, 60))?.why, 'turns-27');
});

test('nobody is proposed to the team that has them, nor an adult to leerplicht', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...teamTasks, null),
      fc.integer({ min: -12_000, max: -3_000 }),
      fc.subarray([...meldingKinds]),
      (task, days, kinds) => {
        const birthDate = addDays(today, days);
        const proposal = propose(task, birthDate, kinds);
        if (proposal === null) return;
        assert.notEqual(proposal.task ?? 'nobody', task);
        if (proposal.task === 'leerplicht') assert.ok(ageOn(birthDate, today) < 18);
      },
    ),
  );
});
