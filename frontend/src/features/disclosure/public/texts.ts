import { defineTexts } from '#/i18n';

export const open = defineTexts('open', {
  zh: {
    title: '信息公开',
    text: '学校公开的事项，所有人都可以看。',
    class: '类别',
    class_all: '全部类别',
    unit: '学校',
    unit_all: '全部学校',
    none: '还没有公开的内容。',
    more: '再看一些',
    back: '← 全部公开信息',
    published: '{date} 公开',
    gone: '这条信息不存在，或已撤回。',
  },
  en: {
    title: 'Disclosure',
    text: 'What the schools make public; everybody may read it.',
    class: 'Class',
    class_all: 'All classes',
    unit: 'School',
    unit_all: 'All schools',
    none: 'Nothing has been published yet.',
    more: 'Show more',
    back: '← Everything published',
    published: 'Published on {date}',
    gone: 'There is no such publication, or it was withdrawn.',
  },
});
