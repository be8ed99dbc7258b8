import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Location, Roster } from '#server/roster/types.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import type { Modality } from '#server/slots/schema.ts';
import { findManner, mannersOf, mannerValue, readManner } from '../../../src/booking/manner.ts';

function location(id: string, neighbourhood: string, more: Partial<Location> = {}): Location {
  const directions = { nl: '', en: '' };
  const modalities: Modality[] = ['op-locatie'];
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
    modalities,
    ...hours,
    active: true,
    ...more,
  };
}

function rosterWith(modalities: Modality[], places: string[]): Roster {
  const locations = [
    location('kas', 'Loosduinen'),
    location('punt', 'Centrum'),
    location('dicht', 'Laak', { active: false }),
    location('leeg', 'Laak'),
  ];
  const working = { rules: [], exceptions: [], dailyMaximum: 8, modalities, places };
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
    assert.deepEqual(mannersOf(without).map(mannerValue), ['op-locatie/punt', 'op-locatie/kas', 'telefoon']);
    const withVideo = rosterWith(['op-locatie', 'telefoon', 'video'], []);
    assert.deepEqual(mannersOf(withVideo).map(mannerValue), ['telefoon', 'video']);
  });

  it('reads a link, and nothing that is not offered', () => {
    const roster = rosterWith(['op-locatie', 'telefoon'], ['kas', 'dicht']);
    const read = (query: string) => {
      const manner = readManner(roster, new URLSearchParams(query));
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
    assert.equal(findManner(roster, ['telefoon', 'telefoon']), undefined);
  });
});
