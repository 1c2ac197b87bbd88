/** Who writes in the benchmark, and about whom: 50 consultants of one store with 20 customers each, all invented. */
export const CONNECTIONS = 50;
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];

export const COMPANY = {
  departments: [
    { id: 1, name: '集团' },
    { id: 2, name: '一店' },
  ],
  people: [
    { userId: 'boss', name: '主管', position: '销售主管', departmentId: 2 },
    ...Array.from({ length: CONNECTIONS }, (_, index) => ({
      userId: consultantOf(index),
      name: `顾问${index}`,
      position: '销售顾问',
      departmentId: 2,
    })),
  ],
};

/** The sender of a message, by its place in the run. */
export function consultantOf(index: number): string {
  return `c${index % CONNECTIONS}`;
}

/** His customer, each in turn: none is tried so often that his row grows out of the ordinary. */
export function surnameOf(index: number): string {
  return SURNAMES[Math.floor(index / CONNECTIONS) % SURNAMES.length] ?? '';
}

/** Every pair of consultant and customer. */
export function pairs(): { owner: string; surname: string }[] {
  return COMPANY.people
    .filter(({ userId }) => userId !== 'boss')
    .flatMap(({ userId: owner }) => SURNAMES.map((surname) => ({ owner, surname })));
}
