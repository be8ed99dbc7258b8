import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { modalities } from '#db/schema/words.ts';
import type { BookedAs } from '#server/booking/mayBook.ts';
import type { Location, Roster } from '#server/roster/types.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import type { Modality } from '#server/slots/schema.ts';
import { findManner, mannersOf, mannerValue, readManner } from '../../../src/booking/manner.ts';

function location(id: string, neighbourhood: string, more: Partial<Location> = {}): Location {
  const directions = { nl: '', en: '' };
  const hours = { openingHours: [], walkInHours: [], phone: null, closedUntil: null };
  return {
    id,
    name: id,
    neighbourhood,
    address: '',
    directions,
    accessibility: directions,
    facilities: directions,
    amenities: [],
    modalities: ['op-locatie'],
    ...hours,
    active: true,
    ...more,
  };
}

function rosterWith(ways: Modality[], places: string[]): Roster {
  const locations = [
    location('kas', 'Loosduinen'),
    location('punt', 'Centrum'),
    location('dicht', 'Laak', { active: false }),
    location('leeg', 'Laak'),
  ];
  const working = { rules: [], exceptions: [], dailyMaximum: 8, modalities: ways, places };
  const casemanager = {
    id: 'a',
    firstName: 'Samira',
    lastName: 'Demo',
    team: null,
    meetingLink: null,
    ...working,
  };
  const settings = settingsSchema.parse({});
  return { version: 1, settings, locations, topics: [], casemanagers: [casemanager], closures: [] };
}

describe('how somebody can talk', () => {
  it('offers staffed locations by neighbourhood, and video only where somebody has it', () => {
    const without = rosterWith(['op-locatie', 'telefoon'], ['kas', 'punt', 'dicht']);
    assert.deepEqual(mannersOf(without, 'anybody').map(mannerValue), [
      'op-locatie/punt',
      'op-locatie/kas',
      'telefoon',
    ]);
    const withVideo = rosterWith(['op-locatie', 'telefoon', 'video'], []);
    assert.deepEqual(mannersOf(withVideo, 'staff').map(mannerValue), ['telefoon', 'video']);
  });

  it('offers a walk and a home visit where somebody has it in their hours, and a home visit to who may book one', () => {
    const roster = rosterWith([...modalities], ['kas', 'punt']);
    const rule = {
      location: 'kas',
      weekday: 1,
      weeks: 'alle',
      from: '09:00',
      until: '12:00',
      validFrom: '2026-01-01',
      validUntil: null,
      modalities: ['wandelen', 'huisbezoek'],
    } as const;
    const locations = roster.locations.map((one) => ({ ...one, modalities: [...modalities] }));
    const casemanagers = roster.casemanagers.map((one) => ({ ...one, rules: [rule] }));
    const offered = (as: BookedAs, rules: boolean) =>
      mannersOf({ locations, casemanagers: rules ? casemanagers : roster.casemanagers }, as)
        .map(mannerValue)
        .filter((value) => /^(wandelen|huisbezoek)/.test(value));
    assert.deepEqual(offered('anybody', true), ['wandelen/kas']);
    assert.deepEqual(offered('invited', true), ['wandelen/kas']);
    assert.deepEqual(offered('own-casemanager', true), ['wandelen/kas', 'huisbezoek']);
    assert.deepEqual(offered('staff', true), ['wandelen/kas', 'huisbezoek']);
    assert.deepEqual(offered('staff', false), []);
  });

  it('reads a link, and nothing that is not offered', () => {
    const roster = rosterWith(['op-locatie', 'telefoon'], ['kas', 'dicht']);
    const read = (query: string) => {
      const manner = readManner(roster, new URLSearchParams(query), 'anybody');
      return manner && mannerValue(manner);
    };
    assert.equal(read('modality=op-locatie&location=kas'), 'op-locatie/kas');
    assert.equal(read('modality=telefoon&location=kas'), 'telefoon');
    for (const wrong of [
      '',
      'modality=op-locatie',
      'modality=op-locatie&location=dicht',
      'modality=video',
      'location=kas',
    ])
      assert.equal(read(wrong), undefined, wrong);
    assert.equal(findManner(roster, ['telefoon', 'telefoon'], 'anybody'), undefined);
  });
});
