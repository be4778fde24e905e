import { defineTexts } from '#/i18n';

export const unsentPage = defineTexts('unsentPage', {
  zh: {
    title: '待发送',
    note: '正在自动发送，不用守着这一页。',
    note_offline: '现在没有网络，联网后自动发送。',
    note_none: '写在这台设备上、服务器还没有的内容都在这里。',
    send: '立即发送',
    export: '导出为文件',
    empty: '没有待发送的内容',
    empty_text: '没有网络时照常记录，内容会先存在这里，联网后自动发送。',
    record: '记一次走访',
    sealed:
      '本机内容加密保存，密钥不能读出，退出登录时连同名单一起清除；登录超过 7 天没有使用，名单不再打开。这能防止退出后有人从设备里翻出内容，也不让别的账号看到；挡不住在你登录期间拿着没锁屏的手机的人，请给手机设锁屏密码。',
    plain:
      '这个网址没有使用 https，浏览器不提供加密：草稿以明文存在这台设备上，家庭和学生名单不会存下来，关掉页面后没有网络也打不开。请联系管理员启用 https。',
  },
  en: {
    title: 'Unsent',
    note: 'They are being sent by themselves; no need to wait here.',
    note_offline: 'There is no network now; they are sent by themselves once there is one.',
    note_none: 'What was written on this device and the server does not have yet is here.',
    send: 'Send now',
    export: 'Save as a file',
    empty: 'Nothing waits to be sent',
    empty_text:
      'Without a network record as usual: it is kept here first and sent by itself once there is one.',
    record: 'Record a visit',
    sealed:
      'What is on this device is encrypted under a key that cannot be read out; logging out removes it with the lists, and the lists do not open after seven days without use. This keeps it from whoever searches the device after you have logged out, and from other accounts. It does not stop somebody who holds your unlocked phone while you are logged in: lock its screen.',
    plain:
      'This address does not use https, so the browser offers no encryption: drafts lie on this device in the clear, lists of families and pupils are not kept, and nothing opens without a network once the page is closed. Ask the administrator to turn on https.',
  },
});
