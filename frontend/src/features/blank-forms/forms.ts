/** The forms that are filled in by hand, as the API names them. */
export type BlankForm = (typeof GROUPS)[number]['forms'][number];

export const GROUPS = [
  { name: 'concerns', forms: ['concern', 'reception', 'heart_talk'] },
  {
    name: 'families',
    forms: ['home_visit', 'phone_contact', 'pupil_support', 'parents_meeting', 'committee_meeting'],
  },
  {
    name: 'schools',
    forms: [
      'branch_visit',
      'lesson_observation',
      'stay_in',
      'shared_labour',
      'canteen_check',
      'grade_meeting',
    ],
  },
  { name: 'staff', forms: ['staff_talk', 'study_session', 'other'] },
] as const;
