import type { components } from '#/api';
import type { Tone } from '#/ui';

export type Kind = components['schemas']['ImportKind'];
export type State = components['schemas']['ImportState'];
export type Action = components['schemas']['ImportAction'];
export type Import = components['schemas']['Import'];
export type Row = components['schemas']['ImportRow'];
export type Job = components['schemas']['Job'];

export const kinds: readonly Kind[] = ['personnel', 'students'];
export const actions: readonly Action[] = ['rejected', 'create', 'update', 'unchanged'];

export const stateTone: Record<State, Tone> = {
  previewed: 'amber',
  committing: 'blue',
  committed: 'green',
  discarded: 'grey',
};

export const actionTone: Record<Action, Tone> = {
  create: 'green',
  update: 'blue',
  unchanged: 'grey',
  rejected: 'amber',
};

/** The columns that each sheet is read for, as the templates have them; the first ones are required. */
export const columns: Record<Kind, { required: readonly string[]; optional: readonly string[] }> = {
  personnel: {
    required: ['姓名', '性别'],
    optional: [
      '教职工号',
      '身份证件类型',
      '身份证件号',
      '民族',
      '政治面貌',
      '教职工类别',
      '人员状态',
      '联系电话',
      '学校标识码',
    ],
  },
  students: {
    required: ['姓名', '班号'],
    optional: [
      '学校标识码',
      '性别',
      '出生日期',
      '民族',
      '身份证件类型',
      '身份证件号',
      '学籍号',
      '就读方式',
      '现住址',
      '家庭地址',
      '联系电话',
      '是否留守儿童',
      '是否孤儿',
      '是否需要申请资助',
      '成员1、2 的姓名、关系、关系说明、联系电话、身份证件',
    ],
  },
};
