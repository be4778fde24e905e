import type { BlankForm } from './forms';

/** How a form is laid out, for its small picture: rows of short fields, boxes to write in, a table. */
export const LAYOUTS: Record<BlankForm, { pairs: number; boxes: number; table?: true }> = {
  concern: { pairs: 7, boxes: 4 },
  reception: { pairs: 3, boxes: 3 },
  heart_talk: { pairs: 2, boxes: 4 },
  home_visit: { pairs: 4, boxes: 6 },
  phone_contact: { pairs: 4, boxes: 3 },
  pupil_support: { pairs: 4, boxes: 3 },
  parents_meeting: { pairs: 3, boxes: 2, table: true },
  committee_meeting: { pairs: 3, boxes: 2, table: true },
  branch_visit: { pairs: 2, boxes: 4 },
  lesson_observation: { pairs: 6, boxes: 5 },
  stay_in: { pairs: 4, boxes: 2 },
  shared_labour: { pairs: 4, boxes: 1 },
  canteen_check: { pairs: 2, boxes: 2, table: true },
  grade_meeting: { pairs: 4, boxes: 2, table: true },
  staff_talk: { pairs: 3, boxes: 3 },
  study_session: { pairs: 5, boxes: 1 },
  other: { pairs: 3, boxes: 1 },
};
