import type { components } from '#/api';

export type AuditAction = components['schemas']['AuditAction'];

/** The words of each action; one that is new in the API is missing here and does not compile. */
export const actionWords = {
  'login.succeeded': 'audit.login_succeeded',
  'login.failed': 'audit.login_failed',
  'session.ended': 'audit.session_ended',
  'password.changed': 'audit.password_changed',
  'password.set_up': 'audit.password_set_up',
  'setup_link.issued': 'audit.setup_link_issued',
  'account.created': 'audit.account_created',
  'account.updated': 'audit.account_updated',
  'account.enabled': 'audit.account_enabled',
  'account.disabled': 'audit.account_disabled',
  'role.granted': 'audit.role_granted',
  'role.ended': 'audit.role_ended',
  'student.revealed': 'audit.student_revealed',
  'pupil_file.read': 'audit.pupil_file_read',
  'household.revealed': 'audit.household_revealed',
  'family_committee.revealed': 'audit.committee_revealed',
  'ledger_entry.read_identity': 'audit.ledger_entry_read_identity',
  'ledger_entry.follow_code_issued': 'audit.ledger_entry_follow_code_issued',
  'plan.adopted': 'audit.plan_adopted',
  'import.previewed': 'audit.import_previewed',
  'import.commit_started': 'audit.import_commit_started',
  'import.committed': 'audit.import_committed',
  'import.discarded': 'audit.import_discarded',
  'export.started': 'audit.export_started',
  'export.downloaded': 'audit.export_downloaded',
  'form.printed': 'audit.form_printed',
  'report.frozen': 'audit.report_frozen',
  'contact_card.printed': 'audit.contact_card_printed',
  'inspection_access.created': 'audit.inspection_access_created',
  'inspection_access.ended': 'audit.inspection_access_ended',
  'inspection_access.opened': 'audit.inspection_access_opened',
  'inspection_access.read': 'audit.inspection_access_read',
  'evaluation_result.read': 'audit.evaluation_result_read',
  'service_account.created': 'audit.service_account_created',
  'service_account.updated': 'audit.service_account_updated',
  'service_account.enabled': 'audit.service_account_enabled',
  'service_account.disabled': 'audit.service_account_disabled',
  'service_secret.issued': 'audit.service_secret_issued',
  'service_secret.revoked': 'audit.service_secret_revoked',
  'service_token.refused': 'audit.service_token_refused',
} as const satisfies Record<AuditAction, string>;

export const actions = Object.keys(actionWords) as AuditAction[];
