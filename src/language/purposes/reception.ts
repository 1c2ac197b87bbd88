import { storeOf } from './planning.ts';
import type { Purpose } from './purpose.ts';

const NOBODY_ATTENDS =
  /(?:展厅|前台|门口|大厅|店里|楼下)[^\s,，]{0,10}没人(?:接(?!电话)|管|招呼|理)|(?:客户|客人|来人)[^\s,，]{0,6}没人接待|来(?:人|客户?)了?[\s,，]{0,2}没人(?:接待?|管)/;
const I_RECEIVE = /^我(?:来|去|马上去|这就去)?接(?:待)?(?:$|[了吧一下。!！]+$|这[批位个].{0,4}$)/;

/** A customer in the showroom with whom nobody is: whoever sees it calls, and the first takes him. */
export const reception: readonly Purpose[] = [
  {
    intent: 'broadcastAssist',
    shownBy: ({ has, evidence }) =>
      evidence.names.length + evidence.phones.length === 0 ? has(NOBODY_ATTENDS) : undefined,
    means: ({ text }) => ({ store: storeOf(text).store ?? 'mine', visit: { unattended: true } }),
  },
  { intent: 'takeAssist', shownBy: ({ has }) => has(I_RECEIVE) },
];
