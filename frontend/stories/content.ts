import type { ShellAction, ShellNav, ShellUser } from '#/ui/shell/model';

export const nav: ShellNav[] = [
  { to: '/', label: '我的一天', short: '今天', icon: 'home', group: 'work', tab: true },
  { to: '/ledger', label: '民情台账', short: '台账', icon: 'ledger', group: 'work', tab: true },
  { to: '/record', label: '记一次走访', short: '记录', icon: 'record', group: 'work', tab: true },
  { to: '/activities', label: '联系记录', short: '联系', icon: 'route', group: 'work', tab: true },
  { to: '/liaison', label: '联系关系', short: '关系', icon: 'links', group: 'work' },
  { to: '/parts', label: '职责', short: '职责', icon: 'duties', group: 'work' },
  { to: '/classes', label: '班级与学生', short: '班级', icon: 'classes', group: 'people' },
  { to: '/households', label: '家庭', short: '家庭', icon: 'household', group: 'people' },
  { to: '/personnel', label: '人员', short: '人员', icon: 'people', group: 'people' },
  { to: '/plan', label: '方案', short: '方案', icon: 'plan', group: 'admin' },
  { to: '/imports', label: '导入', short: '导入', icon: 'upload', group: 'admin' },
];

export const user: ShellUser = { name: '李明德', role: '校长', unit: '青川中心学校' };

export const actions: ShellAction[] = [
  { id: 'help', label: '帮助', icon: 'help', run: () => undefined },
  { id: 'password', label: '修改密码', icon: 'lock', run: () => undefined },
  { id: 'logout', label: '退出登录', icon: 'logout', run: () => undefined },
];

export type Entry = {
  id: string;
  number: string;
  title: string;
  category: string;
  unit: string;
  state: 'registered' | 'in_progress' | 'closed';
  handler: string;
  registered: string;
  due: number;
};

export const entries: Entry[] = [
  ['校门口早晚高峰拥堵，建议增设护学岗', '校园安全', '云岭完小', 'registered', '陈秀兰', 7],
  ['希望食堂菜品增加少油少盐的选择', '食堂营养', '柳林完小', 'in_progress', '孙丽华', 1],
  ['课后服务结束时间与末班公交冲突', '教学与学习', '柳林完小', 'in_progress', '赵海峰', 6],
  ['三年级作业量偏多，孩子十点后才能休息', '教学与学习', '河湾完小', 'registered', '赵海峰', 5],
  ['校服收费明细未及时公示', '收费', '中心小学', 'in_progress', '周晓梅', 5],
  ['村口到学校一段路没有路灯，放学天黑', '校园安全', '双桥完小', 'closed', '周晓梅', 4],
  ['午餐送到教学点时已经不热了', '食堂营养', '柳林完小', 'in_progress', '马文静', -1],
  ['留守学生周末无人辅导，盼开放图书角', '其他', '青石完小', 'in_progress', '刘志远', -3],
  ['请增加体育活动时间，改善视力', '教学与学习', '青石完小', 'closed', '马文静', 4],
  ['希望开设书法、篮球等兴趣社团', '其他', '云岭完小', 'registered', '陈秀兰', 3],
].map(([title, category, unit, state, handler, due], index) => ({
  id: String(index),
  number: `MQ-2026-${String(412 - index).padStart(4, '0')}`,
  title: String(title),
  category: String(category),
  unit: String(unit),
  state: state as Entry['state'],
  handler: String(handler),
  registered: new Date(Date.now() - index * 40_000_000).toISOString(),
  due: Number(due),
}));
