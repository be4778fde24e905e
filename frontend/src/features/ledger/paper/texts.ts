import { defineTexts } from '#/i18n';

/** The page on which concerns taken down by hand are typed in. */
export const ledgerPaper = defineTexts('ledgerPaper', {
  zh: {
    title: '录入纸质民情',
    note: '{unit}的民情登记表，一张一行',
    back: '民情台账',
    blank_forms: '空白表格',
    choose: '请选择',
    missing_category: '请选择类别',
    missing_content: '请写下反映的内容',
    missing_name: '填了电话，请同时填写姓名',
    missing_day: '日期不能晚于今天',
  },
  en: {
    title: 'Concerns on paper',
    note: 'The forms of {unit}, one a row',
    back: 'Ledger',
    blank_forms: 'Blank forms',
    choose: 'Choose',
    missing_category: 'Choose the category',
    missing_content: 'Write what was raised',
    missing_name: 'With a phone number, give the name as well',
    missing_day: 'The day cannot be later than today',
  },
});
