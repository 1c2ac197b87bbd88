import { type Company, findPerson, type Person, subtree } from './company.ts';
import { type Endpoints, Refusal } from './endpoint.ts';

/**
 * Departments and members. A self-built app made since 2022-06-20 gets no phone, mail or picture of anybody.
 * Source: https://developer.work.weixin.qq.com/document/path/90208, 95350, 90196, 90200, 90201
 */
export function contactEndpoints(company: Company): Endpoints {
  const departmentsBelow = (id: string | null) => {
    const found = subtree(company, Number(id || 1));
    if (found.length === 0) throw new Refusal(60003, 'department not found');
    return found.map((department, index) => ({ ...department, order: 100_000_000 - index }));
  };
  // Only the department's own members: there is no way to ask for those below it.
  const membersOf = (id: string | null) => {
    if (!id) throw new Refusal(40058, 'department_id missing');
    if (subtree(company, Number(id)).length === 0) throw new Refusal(60003, 'department not found');
    return company.people.filter(({ departmentId }) => departmentId === Number(id));
  };

  return {
    'department/list': {
      method: 'GET',
      empty: { department: [] },
      answer: ({ query }) => ({
        department: departmentsBelow(query.get('id')).map(({ id, name, parentId, order }) => ({
          id,
          name,
          name_en: '',
          department_leader: company.people
            .filter(({ departmentId, leads }) => departmentId === id && leads)
            .map(({ userId }) => userId),
          parentid: parentId,
          order,
        })),
      }),
    },
    'department/simplelist': {
      method: 'GET',
      empty: { department_id: [] },
      answer: ({ query }) => ({
        department_id: departmentsBelow(query.get('id')).map(({ id, parentId, order }) => ({
          id,
          parentid: parentId,
          order,
        })),
      }),
    },
    'user/get': {
      method: 'GET',
      empty: { department: [], order: [], is_leader_in_dept: [], direct_leader: [] },
      answer({ query }) {
        const person = findPerson(company, query.get('userid') ?? '');
        if (!person) throw new Refusal(60111, 'userid not found');
        return userRecord(person);
      },
    },
    'user/list': {
      method: 'GET',
      empty: { userlist: [] },
      answer: ({ query }) => ({ userlist: membersOf(query.get('department_id')).map(userRecord) }),
    },
    'user/simplelist': {
      method: 'GET',
      empty: { userlist: [] },
      answer: ({ query }) => ({
        userlist: membersOf(query.get('department_id')).map(({ userId, name, departmentId }) => ({
          userid: userId,
          name,
          department: [departmentId],
          open_userid: '',
        })),
      }),
    },
  };
}

function userRecord({ userId, name, position, departmentId, leads, superior }: Person) {
  return {
    userid: userId,
    name,
    department: [departmentId],
    order: [0],
    is_leader_in_dept: [leads ? 1 : 0],
    direct_leader: superior === undefined ? [] : [superior],
    main_department: departmentId,
    position,
    status: 1,
    isleader: leads ? 1 : 0,
    enable: 1,
    hide_mobile: 0,
    telephone: '',
    alias: '',
    extattr: { attrs: [] },
  };
}
