import type { components } from '#/api';
import { blank, type Pupil, type Values } from './values';
import type { Activity } from './words';

type Schemas = components['schemas'];
type Details = Schemas['ActivityDetails'];

/** What was filled in, trimmed; the rest is left out. */
export function filled<Fields extends Record<string, string>>(fields: Fields): Partial<Fields> {
  const kept = Object.entries(fields).flatMap(([name, value]) =>
    value.trim() ? [[name, value.trim()]] : [],
  );
  return Object.fromEntries(kept) as Partial<Fields>;
}

function numbers<Name extends string>(fields: Record<Name, string>): Partial<Record<Name, number>> {
  const kept = Object.entries<string>(fields).flatMap(([name, value]) =>
    value.trim() ? [[name, Number(value)]] : [],
  );
  return Object.fromEntries(kept) as Partial<Record<Name, number>>;
}

function meetingOf(values: Values): Schemas['Meeting'] {
  const decisions = values.decisions
    .filter((one) => one.text.trim())
    .map(({ text, owner, due_on }) => ({ text: text.trim(), ...filled({ owner, due_on }) }));
  const listed = values.kind === 'parents_meeting' && values.attendance.length > 0;
  return {
    ...(listed ? {} : numbers({ due: values.due, present: values.present })),
    ...filled({ agenda: values.agenda }),
    ...(decisions.length > 0 ? { decisions } : {}),
  };
}

/** The kind's own fields as the API takes them. */
export function detailsOf(values: Values): Details {
  const { unit_id, measures, topics, concerns, matter } = values;
  switch (values.kind) {
    case 'home_visit': {
      const { household_id, student_ids, family_present, purpose, at_school, at_home, wishes } = values;
      return {
        home_visit: {
          household_id,
          student_ids,
          ...(family_present.length > 0 ? { family_present } : {}),
          ...filled({ purpose, at_school, at_home, wishes, measures }),
        },
      };
    }
    case 'branch_visit': {
      const { purpose, problems } = values;
      return { branch_visit: { unit_id, ...filled({ purpose, problems, measures }) } };
    }
    case 'lesson_observation':
      return lessonOf(values);
    case 'parents_meeting':
      return {
        parents_meeting: {
          unit_id,
          ...filled({ class_id: values.class_id }),
          meeting: meetingOf(values),
          ...(values.attendance.length > 0
            ? { attendance: values.attendance.map(({ student_id, came }) => ({ student_id, came })) }
            : {}),
        },
      };
    case 'committee_meeting':
      return { committee_meeting: { unit_id, meeting: meetingOf(values) } };
    case 'grade_meeting':
      return { grade_meeting: { unit_id, grade: Number(values.grade_no), meeting: meetingOf(values) } };
    case 'staff_talk':
      return {
        staff_talk: {
          person_id: values.observed_person_id,
          ...filled({ topics, concerns, support: values.support }),
        },
      };
    case 'heart_talk': {
      const { participants, answers } = values;
      return { heart_talk: { unit_id, ...filled({ participants, topics, concerns, answers }) } };
    }
    case 'reception': {
      const { answer, handed_on_to } = values;
      const visitors = values.visitors.trim();
      return {
        reception: { unit_id, visitors, matter: matter.trim(), ...filled({ answer, handed_on_to }) },
      };
    }
    case 'phone_contact': {
      const { household_id, student_ids, spoke_with } = values;
      return { phone_contact: { household_id, student_ids, ...filled({ spoke_with, matter, measures }) } };
    }
    case 'stay_in': {
      const { paid, receipt_number, findings } = values;
      const meals = Number(values.meals || 0);
      return {
        stay_in: {
          unit_id,
          nights: Number(values.nights),
          meals,
          amount_cents: Math.round(Number(values.amount || 0) * 100),
          paid,
          ...filled({ receipt_number: paid ? receipt_number : '', findings }),
        },
      };
    }
    case 'pupil_support': {
      const { student_id, stage_goal, stage_result } = values;
      return {
        pupil_support: {
          student_id,
          ...filled({ stage_goal, measures }),
          stage_result: stage_result || 'supporting',
        },
      };
    }
    case 'study_session': {
      const { mode, theme, material, hours } = values;
      return {
        study_session: {
          unit_id,
          mode: mode || 'lecture',
          ...(theme ? { theme } : {}),
          ...filled({ material }),
          ...numbers({ hours }),
        },
      };
    }
    case 'shared_labour': {
      const { with_whom, minutes } = values;
      return {
        shared_labour: {
          unit_id,
          work: values.work.trim(),
          ...filled({ with_whom }),
          ...numbers({ minutes }),
        },
      };
    }
    case 'canteen_check':
      return {
        canteen_check: {
          unit_id,
          items: values.items.map(({ item, ok, remark }) => ({ item, ok, ...filled({ remark }) })),
          ...filled({ measures }),
        },
      };
    case 'other':
      return { other: { unit_id, title: values.title.trim() } };
  }
}

function lessonOf(values: Values): Details {
  const { topic, steps, strengths, problems, suggestions, discussed_on, discussion } = values;
  const { lesson_type, grade } = values;
  return {
    lesson_observation: {
      class_id: values.class_id,
      observed_person_id: values.observed_person_id,
      subject: values.subject.trim(),
      ...(values.period ? { period: Number(values.period) } : {}),
      ...(lesson_type ? { lesson_type } : {}),
      ...(grade ? { grade } : {}),
      ...filled({ topic, steps, strengths, problems, suggestions, discussed_on, discussion }),
    },
  };
}

const text = (value: number | undefined) => (value === undefined ? '' : String(value));

function meetingValues(meeting: Schemas['Meeting'] | undefined): Partial<Values> {
  return {
    due: text(meeting?.due),
    present: text(meeting?.present),
    agenda: meeting?.agenda ?? '',
    decisions: (meeting?.decisions ?? []).map((one) => ({
      text: one.text,
      owner: one.owner ?? '',
      due_on: one.due_on ?? '',
    })),
  };
}

/** A stored record in the form. */
export function detailValues(activity: Activity): Values {
  const { details, kind } = activity;
  const named: Partial<Values> = {
    school_id: activity.unit_id,
    unit_id: activity.unit_id,
    household_label: activity.household_label ?? '',
    class_name: activity.class_name ?? '',
    observed_person_name: activity.observed_person_name ?? '',
    pupils: activity.students.map((one): Pupil => ({ ...one, class_name: '' })),
  };
  const of = (given: Partial<Values>) => blank(kind, { ...named, ...given });
  if ('home_visit' in details) return of(details.home_visit);
  if ('branch_visit' in details) return of(details.branch_visit);
  if ('lesson_observation' in details) {
    const { period, ...lesson } = details.lesson_observation;
    return of({ ...lesson, period: text(period) });
  }
  if ('parents_meeting' in details) {
    const { meeting, class_id } = details.parents_meeting;
    const attendance = activity.attendance;
    return of({ ...meetingValues(meeting), class_id: class_id ?? '', attendance });
  }
  if ('committee_meeting' in details) return of(meetingValues(details.committee_meeting.meeting));
  if ('grade_meeting' in details) {
    const { meeting, grade } = details.grade_meeting;
    return of({ ...meetingValues(meeting), grade_no: String(grade) });
  }
  if ('staff_talk' in details) {
    const { person_id, ...talk } = details.staff_talk;
    return of({ ...talk, observed_person_id: person_id });
  }
  if ('heart_talk' in details) return of(details.heart_talk);
  if ('reception' in details) return of(details.reception);
  if ('phone_contact' in details) return of(details.phone_contact);
  if ('stay_in' in details) {
    const { nights, meals, amount_cents, ...stay } = details.stay_in;
    const amount = amount_cents ? String(amount_cents / 100) : '';
    return of({ ...stay, nights: text(nights), meals: text(meals), amount });
  }
  if ('pupil_support' in details) {
    const student_name = activity.students[0]?.name ?? '';
    return of({ ...details.pupil_support, student_name });
  }
  if ('study_session' in details) {
    const { hours, ...session } = details.study_session;
    return of({ ...session, hours: text(hours) });
  }
  if ('shared_labour' in details) {
    const { minutes, ...labour } = details.shared_labour;
    return of({ ...labour, minutes: text(minutes) });
  }
  if ('canteen_check' in details) {
    const { items, ...check } = details.canteen_check;
    return of({ ...check, items: items.map((one) => ({ ...one, remark: one.remark ?? '' })) });
  }
  return of(details.other);
}
