import { api, type components } from '#/api';
import { today } from '#/i18n';

type Schemas = components['schemas'];

export type ClassDetail = Schemas['ClassDetail'];
export type TeachingAssignment = Schemas['TeachingAssignment'];
export type StudentDetail = Schemas['StudentDetail'];
export type HouseholdDetail = Schemas['HouseholdDetail'];
export type Guardian = Schemas['Guardian'];

export const STAGES = ['primary', 'kindergarten', 'junior'] as const satisfies readonly Schemas['Stage'][];
export const SEXES = [
  'male',
  'female',
  'unspecified',
  'unknown',
] as const satisfies readonly Schemas['Sex'][];
export const STUDENT_STATUSES = [
  'enrolled',
  'left',
  'graduated',
] as const satisfies readonly Schemas['StudentStatus'][];
export const RELATIONS = [
  'father',
  'mother',
  'grandfather',
  'grandmother',
  'other',
] as const satisfies readonly Schemas['GuardianRelation'][];
export const FLAGS = [
  'boarding',
  'left_behind',
  'orphan',
  'hardship',
] as const satisfies readonly (keyof Schemas['PupilFlags'])[];
export const SUBJECTS = [
  '语文',
  '数学',
  '英语',
  '道德与法治',
  '科学',
  '体育',
  '音乐',
  '美术',
  '劳动',
  '信息科技',
];

/** The term that contains today. */
export function useCurrentTerm() {
  const { data } = api.useQuery(
    'get',
    '/api/v1/terms',
    { params: { query: { on: today(), limit: 1 } } },
    { staleTime: 300_000 },
  );
  return data?.items[0];
}
