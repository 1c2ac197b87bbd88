import { callsSince, receiveCustomer } from '../chat/assisting.ts';
import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { staffToday } from '../chat/superiors.ts';
import { addAssist, findReception, listUnattended } from '../db/assists.ts';
import { postCard, taskIdFor } from '../db/cards.ts';
import { listStores, type Store } from '../db/staff.ts';
import { addMinutes, clockOf, dayOf } from '../domain/time.ts';

export default defineCommand({
  name: '喊人接待',
  rank: 22,
  takes: ['broadcastAssist'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager', 'generalManager'],
  help: '展厅有客户没人接待：马上告诉全店在岗的人',
  examples: [{ say: '展厅有客户没人接待', means: { intents: ['broadcastAssist'] } }],
  async handle(talk, { store: said = 'mine' }) {
    const { db, member, at, messageId, book } = talk;
    const store = await storeMeant(talk, said);
    const { unattendedMinutes } = book.on(dayOf(at));
    const [called] = await listUnattended(db, callsSince(talk), [store.id]);
    if (called && called.at > addMinutes(at, -unattendedMinutes))
      return { lines: [`${clockOf(called.at)}已经喊过了，还没人接，您先去招呼一下。`], readOnly: true };
    const { people, resting } = await staffToday(talk);
    const onDuty = people.filter(
      ({ userId, roles, storeIds }) =>
        userId !== member.userId &&
        !resting.has(userId) &&
        storeIds.includes(store.id) &&
        roles.some((role) => role === 'consultant' || role === 'supervisor'),
    );
    if (onDuty.length === 0) throw new UserError(`${store.name}今天没有别人在岗，请您先去招呼一下。`);
    const call = await addAssist(db, {
      storeId: store.id,
      customerId: null,
      by: member.userId,
      role: 'anyone',
      at,
    });
    for (const { userId } of onDuty) {
      const body = {
        kind: 'card',
        taskId: taskIdFor(`reception-${call.id}`, userId),
        title: '展厅有客户没人接待',
        text: `${store.name}，${member.name} ${clockOf(at)}喊的。手上空的请马上去，先点的算。`,
        buttons: [{ key: 'receive', text: '我来接', style: 'primary' }],
      } as const;
      await postCard(db, body, {
        to: userId,
        kind: 'reception',
        subjects: [call.id],
        at,
        cause: messageId,
      });
    }
    return {
      lines: [`已喊${store.name}在岗的${onDuty.length}人，${unattendedMinutes}分钟没人接会告诉主管。`],
    };
  },
  onClick: {
    card: 'reception',
    done: '我来接',
    async handle(talk, { subjects: [id = 0] }) {
      const call = await findReception(talk.db, id);
      if (!call) return '已撤销';
      return (await receiveCustomer(talk, call)) === undefined ? '已有人去了' : '我来接';
    },
  },
});

/** His own store, or the one he names. */
async function storeMeant({ db, member }: Talk, said: string): Promise<Store> {
  const showrooms = (await listStores(db)).filter(({ kind }) => kind === 'showroom');
  const store =
    said === 'mine'
      ? showrooms.find(({ id }) => member.storeIds.includes(id))
      : showrooms.find(({ name }) => name.includes(said));
  if (!store) {
    const names = showrooms.map(({ name }) => name).join('、');
    throw new UserError(`是哪家店？带上店名再说一次，如：二店展厅有客户没人接待（${names}）`);
  }
  return store;
}
