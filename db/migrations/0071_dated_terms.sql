-- Terms of meldingen have a date from which they hold: those that a gemeente chose are the first. What it changed before stays in its history.
update settings
set
  values = (values #- '{trajecten,assignDays}' #- '{trajecten,terms}') || jsonb_build_object('trajectTerms',
    jsonb_build_object('first', jsonb_strip_nulls(jsonb_build_object(
      'assignDays', values->'trajecten'->'assignDays', 'kinds', values->'trajecten'->'terms')))),
  version = version + 1
where values->'trajecten' ? 'assignDays' or values->'trajecten' ? 'terms';
