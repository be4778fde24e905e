/** The words of the page behind a contact card; it stands alone, so that it stays small. */
const zh = {
  title: '民情联系卡',
  loading: '请稍候…',
  about: '是您的联系人。有困难、有意见、有建议，请找他/她。',
  call: '拨打',
  reachable: '可联系时间：',
  no_phone: '没有登记电话，请到学校或向办公室打听。',
  no_code: '请输入卡上的编号，或重新扫描二维码。',
  unknown: '这张卡已停用，或编号不对。请到学校，或用下面的办法反映。',
  busy: '查询太频繁或系统正忙，请过一会儿再试。',
  offline: '现在没有网络。请直接拨打卡上印的电话。',
  again: '再试一次',
  code: '卡上的编号（二维码地址 # 后面）',
  show: '查看',
  ways: '怎样反映问题',
  way: [
    '当面：到学校，或在老师家访、家长会时说。',
    '电话：打给上面的联系人。',
    '书面：写信交给学校“领导小组办公室”，或投入意见箱。',
  ],
  promise: '您可以要求对姓名保密，也可以不留姓名。事情由专人登记、办理，办完会有人回访。',
};

export type ConcernTexts = typeof zh;

const en: ConcernTexts = {
  title: 'Contact card',
  loading: 'One moment…',
  about: 'is your contact. With trouble, complaints or ideas, please turn to them.',
  call: 'Call',
  reachable: 'Reachable:',
  no_phone: 'There is no phone number; please ask at the school or its office.',
  no_code: 'Enter the code of your card, or scan it again.',
  unknown:
    'This card is no longer good, or the code is wrong. Please go to the school, or use one of the ways below.',
  busy: 'Too many tries, or the system is busy. Please try again later.',
  offline: 'There is no network. Please call the number printed on the card.',
  again: 'Try again',
  code: 'Code of the card (behind the # of its address)',
  show: 'Show',
  ways: 'How to raise a concern',
  way: [
    'In person: at the school, on a home visit or at a parents’ meeting.',
    'By phone: call the contact above.',
    'In writing: a letter to the office of the leading group at the school, or its letter box.',
  ],
  promise:
    'You may ask that your name is kept back, or give none. Somebody writes it down and sees to it, and calls you back when it is done.',
};

export const texts = { zh, en };
