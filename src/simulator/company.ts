export interface Department {
  id: number;
  name: string;
  /** 0 for the root. */
  parentId: number;
}

export interface Person {
  /** Written without capitals, as message/send reports it. */
  userId: string;
  name: string;
  position: string;
  departmentId: number;
  /** Leader of the department (部门负责人). */
  leads?: true;
  /** userId of the direct superior (直属上级). */
  superior?: string;
}

export interface Company {
  name: string;
  departments: readonly Department[];
  people: readonly Person[];
}

/** Invented: two stores, a phone desk, and one person (行政) whose position maps to no role. */
export const SAMPLE_COMPANY: Company = {
  name: '示例汽车集团',
  departments: [
    { id: 1, name: '集团', parentId: 0 },
    { id: 2, name: '一店', parentId: 1 },
    { id: 3, name: '二店', parentId: 1 },
    { id: 4, name: '电网部', parentId: 1 },
  ],
  people: [
    { userId: 'liuyang', name: '刘洋', position: '销售顾问', departmentId: 2, superior: 'zhouhaitao' },
    { userId: 'mahui', name: '马辉', position: '销售顾问', departmentId: 2, superior: 'zhouhaitao' },
    { userId: 'sunting', name: '孙婷', position: '销售顾问', departmentId: 2, superior: 'zhouhaitao' },
    {
      userId: 'zhouhaitao',
      name: '周海涛',
      position: '销售主管',
      departmentId: 2,
      leads: true,
      superior: 'zhaomingyuan',
    },
    { userId: 'hejia', name: '何佳', position: '销售顾问', departmentId: 3, superior: 'wujing' },
    { userId: 'zhengnan', name: '郑楠', position: '销售顾问', departmentId: 3, superior: 'wujing' },
    {
      userId: 'wujing',
      name: '吴静',
      position: '销售主管',
      departmentId: 3,
      leads: true,
      superior: 'zhaomingyuan',
    },
    {
      userId: 'linxiao',
      name: '林晓',
      position: '电网专员',
      departmentId: 4,
      leads: true,
      superior: 'zhaomingyuan',
    },
    { userId: 'xudan', name: '徐丹', position: '电网专员', departmentId: 4, superior: 'linxiao' },
    { userId: 'chenguodong', name: '陈国栋', position: '总经理', departmentId: 1, leads: true },
    {
      userId: 'zhaomingyuan',
      name: '赵明远',
      position: '销售经理',
      departmentId: 1,
      superior: 'chenguodong',
    },
    { userId: 'gaoxiang', name: '高翔', position: '市场经理', departmentId: 1, superior: 'chenguodong' },
    { userId: 'qiancheng', name: '钱程', position: '管理员', departmentId: 1, superior: 'chenguodong' },
    { userId: 'fengli', name: '冯莉', position: '行政', departmentId: 1, superior: 'chenguodong' },
  ],
};

/** Userids are compared without regard to case (https://developer.work.weixin.qq.com/document/path/90196). */
export function findPerson(company: Company, userId: string): Person | undefined {
  return company.people.find((person) => person.userId.toLowerCase() === userId.toLowerCase());
}

/** The department itself and everything below it. */
export function subtree(company: Company, rootId: number): Department[] {
  const root = company.departments.filter(({ id }) => id === rootId);
  const children = company.departments.filter(({ parentId }) => parentId === rootId);
  return [...root, ...children.flatMap(({ id }) => subtree(company, id))];
}
