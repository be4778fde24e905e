import { describe, expect, it } from 'vitest';
import { bodyOf, emptyEntry, fieldOfError, forDraft, restoreEntry, withContent } from './new-entry';

const empty = emptyEntry({ id: 'e', unit: 'u' });

describe('a new entry', () => {
  it('sends a name only when there is one and the concern is not anonymous', () => {
    const named = { ...empty, name: '张女士', phone: ' 13800001111 ' };
    expect(bodyOf(named).identity).toEqual({
      name: '张女士',
      phone: '13800001111',
      address: null,
    });
    expect(bodyOf({ ...named, disclosure: 'anonymous' }).identity).toBeNull();
    expect(bodyOf({ ...named, name: ' ' }).identity).toBeNull();
  });

  it('never keeps on the device who raised it', () => {
    const kept = forDraft({ ...empty, content: '午餐凉了', name: '张女士', phone: '138', address: '三组' });
    expect(kept).toMatchObject({ content: '午餐凉了', name: '', phone: '', address: '' });
  });

  it('keeps of an older draft what fits', () => {
    expect(restoreEntry({ id: 'e', content: '午餐凉了', persons: 'x', gone: 1 })).toEqual({
      ...emptyEntry({ id: 'e' }),
      content: '午餐凉了',
    });
    expect(restoreEntry('broken')).toBeNull();
  });

  it('lets the title follow until somebody writes his own', () => {
    expect(withContent(empty, '午餐凉了。希望改进')).toEqual({
      content: '午餐凉了。希望改进',
      title: '午餐凉了',
    });
    const own = { ...empty, content: '午餐凉了', title: '食堂保温' };
    expect(withContent(own, '路灯坏了').title).toBe('食堂保温');
  });

  it('puts an error at its field', () => {
    expect(fieldOfError('identity.phone')).toBe('phone');
    expect(fieldOfError('persons_concerned.0')).toBe('persons');
    expect(fieldOfError('title')).toBe('title');
  });
});
