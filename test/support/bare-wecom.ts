import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface BareCompany {
  departments: readonly { id: number; name: string }[];
  people: readonly { userId: string; name: string; position: string; departmentId: number }[];
}

/** One message/send that reached its member, with the request as it came. */
export interface Delivery {
  to: string;
  request: string;
}

export type BareWecom = Awaited<ReturnType<typeof startBareWecom>>;

/**
 * The server API with the least that the bot needs, on a free port of 127.0.0.1: no checks, no callbacks, everything
 * answered with errcode 0. `onCall` is told of every call before it is answered.
 */
export async function startBareWecom(company: BareCompany, onCall: (path: string) => void = () => {}) {
  const deliveries: Delivery[] = [];
  const requests = new Set<string>();
  const tasks = new Set<string>();

  function answer(path: string, query: URLSearchParams, request: string): object {
    switch (path) {
      case 'gettoken':
        return { access_token: 'TOKEN', expires_in: 7200 };
      case 'department/list':
        return { department: company.departments.map(({ id, name }) => ({ id, name, parentid: 0 })) };
      case 'user/list':
        return { userlist: membersOf(company, Number(query.get('department_id'))) };
      case 'message/send':
        return take(request);
      default:
        return {};
    }
  }

  /** Path 90236: an identical request is not delivered again while its check lasts; a task id is good for one card. */
  function take(request: string): object {
    const body = JSON.parse(request) as {
      touser: string;
      enable_duplicate_check?: number;
      template_card?: { task_id?: string };
    };
    if (body.enable_duplicate_check === 1 && requests.has(request)) return {};
    const task = body.template_card?.task_id;
    if (task !== undefined && tasks.has(task)) return { errcode: 42014, errmsg: 'task_id repeated' };
    if (task !== undefined) tasks.add(task);
    requests.add(request);
    deliveries.push({ to: body.touser, request });
    return { response_code: 'CODE' };
  }

  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '', 'http://wecom');
      const path = url.pathname.replace('/cgi-bin/', '');
      const body = await text(request);
      const given = answer(path, url.searchParams, body);
      onCall(path);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ errcode: 0, errmsg: 'ok', ...given }));
    })().catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries,
    async close(): Promise<void> {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function membersOf({ people }: BareCompany, department: number): object[] {
  return people
    .filter(({ departmentId }) => departmentId === department)
    .map(({ userId, name, position }) => ({
      userid: userId,
      name,
      position,
      department: [department],
      main_department: department,
      status: 1,
    }));
}
