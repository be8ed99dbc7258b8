import { type Columns, leftOut, shown } from './columns.ts';
import type { ReasonLeftOut } from './leftOut.ts';

/** The tables of who was reported, of meldingen, trajecten and lists: a part of `tables.ts`. */
export const tablesOfTrajecten = {
  jongeren: {
    ...shown(
      'first_name',
      'infix',
      'last_name',
      'birth_date',
      'residence',
      'secret_address',
      'address',
      'email',
    ),
    ...shown(
      'phone',
      'reach_by',
      'reach_note',
      'messages',
      'language',
      'interpreter',
      'sealed_bsn',
      'objected_at',
      'created_at',
    ),
    ...leftOut('copies', 'id', 'name_folded', 'joined_into_id', 'version'),
    ...leftOut('figures', 'wiped_at'),
  },
  guardians: {
    ...shown('name'),
    // How they are reached is theirs.
    ...leftOut('others', 'email', 'phone', 'reach_note'),
    ...leftOut('copies', 'id', 'jongere_id'),
  },
  enrolments: {
    ...shown('organisation_id', 'pupil_number', 'programme', 'seen_on', 'ended_on'),
    ...leftOut('copies', 'id', 'jongere_id'),
  },
  jongere_requests: {
    ...shown('kind', 'asked_on', 'said', 'recorded_at', 'recorded_by', 'decision', 'refusal', 'decided_at'),
    ...shown('decided_by'),
    ...leftOut('copies', 'id', 'jongere_id'),
  },
  jongere_corrections: {
    ...shown('at', 'staff_id', 'field', 'before', 'after'),
    ...leftOut('copies', 'id', 'jongere_id'),
  },
  jongere_joins: 'copies',
  meldingen: {
    ...shown(
      'kind',
      'source',
      'organisation_id',
      'location',
      'began_on',
      'ended_on',
      'hours_missed',
      'reason',
    ),
    ...shown(
      'all_lessons',
      'school_did',
      'asks',
      'asks_nothing',
      'told',
      'next_status',
      'state',
      'explanation',
      'close_reason',
    ),
    ...shown('reported_at', 'handled_at', 'settled_at'),
    // Of the school: who reported, and how they are reached.
    ...leftOut('others', 'reported_by', 'contact_name', 'contact_function', 'contact_email', 'contact_phone'),
    ...leftOut('copies', 'id', 'jongere_id', 'traject_id', 'own_number', 'request_hash', 'version'),
    ...leftOut('figures', 'wiped_at'),
  },
  melding_additions: {
    ...shown('at', 'body'),
    ...leftOut('others', 'staff_id'),
    ...leftOut('copies', 'id', 'melding_id'),
  },
  trajecten: {
    ...shown(
      'state',
      'owner_id',
      'assigned_at',
      'next_action',
      'next_on',
      'next_note',
      'opened_at',
      'reached_at',
      'approached_at',
      'reopened_at',
    ),
    ...shown('intake_at', 'started_at', 'closed_at', 'destination', 'destination_check', 'destination_note'),
    ...shown('look_again_on'),
    ...leftOut('copies', 'id', 'jongere_id', 'joined_into_id', 'version'),
    ...leftOut('figures', 'wiped_at', 'talks'),
  },
  contact_attempts: {
    // What parents or others said is left out: `rules.ts`.
    ...shown('at', 'staff_id', 'way', 'party', 'outcome', 'note'),
    ...leftOut('copies', 'id', 'traject_id'),
  },
  traject_notes: {
    // Those that are marked are left out whole.
    ...shown('kind', 'audience', 'organisation_id', 'facts', 'reasons', 'agreements', 'reasons_agreed', 'at'),
    ...shown('staff_id', 'version'),
    ...leftOut('confidence', 'withheld'),
    ...leftOut('copies', 'id', 'traject_id', 'follows_id'),
  },
  traject_sent: {
    ...shown('at', 'staff_id', 'audience', 'way', 'organisation_id', 'words'),
    ...leftOut('copies', 'id', 'note_id'),
  },
  /** What they lead to is shown: afspraken and referrals. */
  traject_links: 'copies',
  traject_looks: {
    // What parents, an employer or somebody of care said is left out: `rules.ts`.
    ...shown('reason', 'due_on', 'ask', 'planned_at', 'planned_by', 'outcome', 'done_at', 'done_by', 'note'),
    // Who is asked, and how they are reached.
    ...leftOut('others', 'ask_who'),
    ...leftOut('copies', 'id', 'traject_id'),
  },
  traject_invitations: {
    ...shown(
      'created_at',
      'created_by',
      'expires_at',
      'ended_at',
      'answer',
      'answered_at',
      'answer_where',
      'answer_phone',
      'answer_part',
      'answer_again',
      'ended_why',
      'way',
    ),
    ...leftOut('secrets', 'token_hash'),
    ...leftOut('copies', 'id', 'traject_id', 'appointment_id'),
  },
  handovers: {
    ...shown(
      'state',
      'offered_by',
      'to_staff_id',
      'to_team_id',
      'to_outside',
      'reason',
      'talk',
      'talk_on',
      'parts',
    ),
    ...shown('offered_at', 'settled_at', 'settled_by', 'refusal', 'expires_at', 'wrong_codes'),
    // Of a gemeente elsewhere: where its link went, and who answered.
    ...leftOut('others', 'to_email', 'settled_name', 'settled_function'),
    ...leftOut('secrets', 'token_hash', 'code_hash', 'generation'),
    ...leftOut('copies', 'id', 'traject_id'),
  },
  handover_openings: {
    ...shown('at', 'opened'),
    ...leftOut('copies', 'id', 'handover_id'),
  },
  lists: {
    ...shown('kind', 'as_of', 'sender_id'),
    ...leftOut(
      'copies',
      'id',
      'file_name',
      'file_hash',
      'mapping',
      'organisation_id',
      'read_at',
      'read_by',
      'version',
      'written_at',
    ),
  },
  list_mappings: 'copies',
  list_rows: {
    ...shown('number', 'cells', 'state', 'explanation', 'explanation_note', 'explained_by', 'explained_at'),
    // Who else it could have been.
    ...leftOut('others', 'findings', 'decision'),
    ...leftOut('copies', 'id', 'list_id', 'jongere_id', 'melding_id', 'identity'),
  },
} as const satisfies Readonly<Record<string, Columns | ReasonLeftOut>>;
