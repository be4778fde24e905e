import type { components } from '#/api';

type Schemas = components['schemas'];
export type Category = Schemas['LedgerCategory'];
export type Days = Schemas['LedgerLimitDays'];

/** Every limit with its range, as the API has it. */
export const LIMITS = [
  { name: 'sign_days', min: 1, max: 30 },
  { name: 'return_days', min: 1, max: 30 },
  { name: 'normal_days', min: 1, max: 60 },
  { name: 'complex_days', min: 1, max: 60 },
  { name: 'extension_days', min: 0, max: 30 },
  { name: 'outer_days', min: 1, max: 60 },
  { name: 'outer_extension_days', min: 0, max: 30 },
] as const satisfies readonly { name: keyof Days; min: number; max: number }[];

export const URGENCIES = ['normal', 'complex', 'urgent'] as const satisfies readonly Schemas['Urgency'][];

/** What a new category begins with. */
export const USUAL: Days = {
  sign_days: 2,
  return_days: 2,
  normal_days: 15,
  complex_days: 30,
  extension_days: 15,
  outer_days: 60,
  outer_extension_days: 30,
};

/** Limits as a form holds them. */
export type Written = Record<keyof Days, string>;

export function written(days: Days): Written {
  return {
    sign_days: String(days.sign_days),
    return_days: String(days.return_days),
    normal_days: String(days.normal_days),
    complex_days: String(days.complex_days),
    extension_days: String(days.extension_days),
    outer_days: String(days.outer_days),
    outer_extension_days: String(days.outer_extension_days),
  };
}

export function read(values: Written): Days {
  return {
    sign_days: Number(values.sign_days),
    return_days: Number(values.return_days),
    normal_days: Number(values.normal_days),
    complex_days: Number(values.complex_days),
    extension_days: Number(values.extension_days),
    outer_days: Number(values.outer_days),
    outer_extension_days: Number(values.outer_extension_days),
  };
}

/** The limits that are no number in their range. */
export function outOfRange(values: Written): (typeof LIMITS)[number][] {
  return LIMITS.filter(({ name, min, max }) => {
    const days = Number(values[name]);
    return !/^\d+$/.test(values[name].trim()) || days < min || days > max;
  });
}
