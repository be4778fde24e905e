/** Words that all pages without login share; each page has its own beside them. */
const zh = {
  product: '连心',
  raise: '反映问题',
  follow: '查进度',
  board: '公开栏',
  loading: '请稍候…',
  again: '再试一次',
  busy: '现在人多，系统正忙。您写的内容还在，请过一会儿再试。',
  offline: '现在没有网络。您写的内容还在，有网络时再试。',
  back: '上一步',
  next: '下一步',
  optional: '（可以不填）',
  print: '打印',
  refused: '有的地方要改一下：',
  other_language: 'English',
  required: '请填写',
  choose: '请选择',
};

export type SharedTexts = typeof zh;

const en: SharedTexts = {
  product: 'Lianxin',
  raise: 'Raise a concern',
  follow: 'Follow it',
  board: 'Public board',
  loading: 'One moment…',
  again: 'Try again',
  busy: 'The system is busy. What you wrote is still here: please try again in a while.',
  offline: 'There is no network. What you wrote is still here: try again when there is.',
  back: 'Back',
  next: 'Next',
  optional: ' (may be left out)',
  print: 'Print',
  refused: 'Something has to be put right:',
  other_language: '中文',
  required: 'Please fill this in',
  choose: 'Please choose',
};

export const shared = { zh, en };
