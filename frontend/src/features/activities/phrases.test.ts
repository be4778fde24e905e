import { expect, it } from 'vitest';
import { withPhrase } from './phrases';

it('adds a phrase as the rest of a sentence begun, or as one of its own', () => {
  expect(withPhrase('', '作业能按时完成')).toBe('作业能按时完成。');
  expect(withPhrase('奶奶在家照看', '作业能按时完成')).toBe('奶奶在家照看，作业能按时完成。');
  expect(withPhrase('奶奶在家照看，', '作业能按时完成')).toBe('奶奶在家照看，作业能按时完成。');
  expect(withPhrase('作业写完了吗？ ', '已告知安全事项')).toBe('作业写完了吗？已告知安全事项。');
  expect(withPhrase('Granny is at home', 'homework is done')).toBe('Granny is at home, homework is done.');
});
