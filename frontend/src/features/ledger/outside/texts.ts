import { defineTexts } from '#/i18n';

/** What the office does for those outside: codes, persons meant, the public board. */
export const outside = defineTexts('outside', {
  zh: {
    title: '反映人与公开',
    code: '给反映人查询码',
    code_text:
      '凭查询码，反映人可以查进度、补充、说办没办好。查询码只显示一次，请打印或抄给他/她本人；以前给的码随即作废。发码会记入审计日志。',
    code_make: '生成查询码',
    slip: '民情查询条',
    slip_code: '查询码',
    slip_how:
      '扫码，或在手机上打开网址输入查询码，就能看到办得怎么样，还可以补充、说办没办好。请收好，不要给别人。',
    slip_back: '已交给反映人，返回',
    slip_replaced: '以前给的查询码已经作废。',
    slip_once: '查询码只在这里显示一次。',
    mention: '反映中提到的人',
    mention_open: '在确认是谁之前，只有办公室和教育局看得到这一条，也不能转办。',
    mention_settled: '已于 {day} 确认。',
    mention_settle: '确认是谁',
    mention_text:
      '选出反映中说的教职工；如果都不是本校的人，留空即可。确认后，所选的人和他的下级看不到这一条。',
    mention_done: '已确认。',
    board: '公开栏',
    board_none: '还没有在公开栏上公开。',
    board_published: '已公开',
    board_withdrawn: '已撤下',
    board_publish: '写摘要公开',
    board_again: '改写后重新公开',
    board_withdraw: '撤下',
    board_text:
      '任何人都能看到。不要写姓名、电话和能认出是谁家的细节；系统会检查号码和本校学生、家长、教职工的姓名。',
    board_heading: '题目',
    board_result: '处理结果',
    board_not_names: '不是指人的词',
    board_not_names_hint: '如果检查出的“姓名”在这里只是普通的词，写在这里，用顿号隔开。',
    board_confirm: '公开',
    board_done: '已公开。',
    board_withdrawn_done: '已撤下。',
    board_by: '{name} {day} 公开',
    length_heading: '请写 2 到 60 个字',
    length_result: '请写 2 到 500 个字',
  },
  en: {
    title: 'The submitter and the public',
    code: 'Code for the submitter',
    code_text:
      'With the code the submitter follows the entry, adds to it and says whether it is settled. It is shown once: print it or write it down for him; a code given before is good no more. Giving it out is noted in the audit log.',
    code_make: 'Make a code',
    slip: 'Slip to follow a concern',
    slip_code: 'Code',
    slip_how:
      'Scan it, or open the address on a phone and type the code: you see how things stand, can add something, and say whether it is settled. Keep it to yourself.',
    slip_back: 'Handed over: back',
    slip_replaced: 'The code that was given before is good no more.',
    slip_once: 'The code is shown here once.',
    mention: 'Who is named',
    mention_open:
      'Until it is clear who is meant, only the office and the bureau see this entry, and it cannot be handed on.',
    mention_settled: 'Settled on {day}.',
    mention_settle: 'Say who is meant',
    mention_text:
      'Choose the staff that are meant; leave it empty where nobody of the school is. From then on they and those below them do not see the entry.',
    mention_done: 'Settled.',
    board: 'Public board',
    board_none: 'Nothing of it is on the public board.',
    board_published: 'Published',
    board_withdrawn: 'Withdrawn',
    board_publish: 'Publish a summary',
    board_again: 'Publish in other words',
    board_withdraw: 'Withdraw',
    board_text:
      'Everybody can read it. No names, no phone numbers, nothing by which a family could be told; numbers and the names of pupils, guardians and staff are checked.',
    board_heading: 'Title',
    board_result: 'What came of it',
    board_not_names: 'Words that mean nobody',
    board_not_names_hint:
      'Where a “name” that was found is only a word here, write it here; separate several by commas.',
    board_confirm: 'Publish',
    board_done: 'Published.',
    board_withdrawn_done: 'Withdrawn.',
    board_by: 'Published by {name} on {day}',
    length_heading: 'Please write 2 to 60 characters',
    length_result: 'Please write 2 to 500 characters',
  },
});
