import { type Columns, leftOut, shown } from './columns.ts';
import type { ReasonLeftOut } from './leftOut.ts';
import { tablesOfTrajecten } from './tablesOfTrajecten.ts';

// Where something of a jongere stands in the database, and what becomes of it when they ask for it (AVG 15). A test walks the
// schema: a table or a column that is not here makes it fail.

/** Tables that have something of a jongere: their columns, or why all of it is left out. */
export const tablesOfJongeren: Readonly<Record<string, Columns | ReasonLeftOut>> = {
  appointments: {
    ...shown('status', 'topic_id', 'location_id', 'modality', 'casemanager_id', 'starts_at', 'ends_at'),
    ...shown('expires_at', 'reference', 'name', 'email', 'phone', 'age_group', 'reach_by', 'language'),
    ...shown('messages', 'note', 'visit_address', 'companion', 'interpreter', 'step_free'),
    ...shown('referral', 'outcome', 'cancel_reason', 'message_to_jongere', 'choose_again_at', 'here_at'),
    ...shown('kept_outside_hours', 'follows_id', 'referral_id', 'created_at', 'booked_at', 'cancelled_at'),
    ...leftOut('secrets', 'hold_token_hash', 'token_hash', 'generation'),
    ...leftOut('hashes', 'held_from'),
    ...leftOut('copies', 'id', 'during', 'local_date', 'extended', 'sequence', 'revised_at', 'name_folded'),
    ...leftOut('figures', 'wiped_at', 'channel'),
  },
  history: {
    ...shown('at', 'what', 'actor', 'staff_id'),
    ...leftOut('copies', 'id', 'appointment_id', 'conversation_id', 'casemanager_id', 'details'),
    ...leftOut('copies', 'referral_id', 'walk_in_id', 'waiting_id'),
    ...leftOut('copies', 'jongere_id', 'melding_id', 'traject_id', 'list_id'),
  },
  /** The history under its name of before. */
  appointment_events: 'copies',
  chat_conversations: {
    ...shown('kind', 'status', 'language', 'topic_id', 'first_name', 'casemanager_id', 'danger'),
    ...shown('started_at', 'taken_at', 'closed_at', 'close_reason', 'email', 'phone', 'reach_by'),
    ...shown('answered_by', 'rating', 'rating_line'),
    ...leftOut('secrets', 'token_hash', 'start_key_hash'),
    ...leftOut('hashes', 'visitor_key'),
    ...leftOut('copies', 'id', 'first_name_folded', 'last_seq', 'jongere_process'),
    // How far each side had read, and who waited for whom: it stands while the chat is open, and means nothing afterwards.
    ...leftOut('moments', 'jongere_delivered', 'jongere_seen', 'staff_delivered', 'staff_seen', 'ahead'),
    ...leftOut('moments', 'waiting_since', 'returned', 'unanswered_since', 'jongere_turn_at', 'asked_at'),
    ...leftOut('moments', 'jongere_gone_at'),
  },
  chat_messages: {
    ...shown('author', 'kind', 'staff_id', 'body', 'danger', 'created_at'),
    ...leftOut('copies', 'conversation_id', 'seq', 'client_id', 'data', 'appointment_id'),
  },
  referrals: {
    ...shown(
      'source',
      'organisation_id',
      'made_by',
      'from_organisation',
      'first_name',
      'email',
      'phone',
      'contact_of',
    ),
    ...shown('reach_by', 'reach_note', 'age_group', 'language', 'topic_id', 'told', 'urgent', 'companion'),
    ...shown('interpreter', 'step_free', 'consent_text', 'consented_at', 'created_at', 'withdrawn_at'),
    ...shown('withdrawn_reason', 'sharing_ended_at', 'closed_at', 'close_reason'),
    ...shown('taken_by', 'taken_at', 'contact', 'contact_at'),
    // Of who refers: how they are reached is theirs.
    ...leftOut('others', 'from_name', 'from_email', 'from_phone'),
    ...leftOut('hashes', 'key_hash', 'request_hash'),
    ...leftOut('copies', 'id', 'first_name_folded', 'version', 'consent_version', 'consent_language'),
    ...leftOut('figures', 'wiped_at'),
  },
  referral_invitations: {
    ...shown('created_at', 'expires_at', 'used_at', 'ended_at', 'reminded_at'),
    ...leftOut('secrets', 'token_hash'),
    ...leftOut('copies', 'id', 'referral_id'),
  },
  referral_changes: {
    ...shown('at', 'by', 'staff_id', 'reason', 'before'),
    ...leftOut('copies', 'id', 'referral_id'),
  },
  referral_messages: {
    ...shown('at', 'author', 'staff_id', 'body'),
    ...leftOut('copies', 'id', 'referral_id'),
  },
  referral_proposals: {
    ...shown(
      'state',
      'organisation_id',
      'made_by',
      'topic_id',
      'told',
      'created_at',
      'expires_at',
      'answered_at',
    ),
    ...leftOut('secrets', 'token_hash'),
    ...leftOut('copies', 'id', 'conversation_id', 'seq', 'referral_id'),
  },
  appointment_notes: 'notes',
  chat_notes: 'notes',
  idempotency_keys: 'hashes',
  chat_blocks: 'hashes',
  chat_day_secrets: 'hashes',
  walk_ins: 'walk-in',
  waiting_list: {
    ...shown('topic_id', 'locations', 'modalities', 'weekdays', 'day_parts', 'days_ahead', 'until', 'name'),
    ...shown(
      'email',
      'phone',
      'age_group',
      'language',
      'joined_at',
      'ended_at',
      'end_reason',
      'appointment_id',
    ),
    ...leftOut('secrets', 'token_hash', 'generation'),
    ...leftOut('copies', 'id', 'version'),
  },
  waiting_list_offers: {
    ...shown('starts_at', 'offered_at', 'expires_at', 'state'),
    ...leftOut('copies', 'id', 'waiting_id', 'appointment_id', 'local_date'),
  },
  ...tablesOfTrajecten,
  typed_forms: 'moments',
  undoable: 'moments',
  /** Which version of the afspraak above was told, and when. */
  outbox: 'copies',
  chat_figures: 'figures',
  visit_days: 'figures',
  figure_months: 'figures',
  published_figures: 'figures',
  /** What other systems heard of an afspraak, without who it was for. */
  webhook_events: 'copies',
  audit: 'log',
  audit_seals: 'log',
};
