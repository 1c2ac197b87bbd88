import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { customersIn } from '../whom.ts';
import type { Purpose } from './purpose.ts';

/** 由头：…, of one customer; for a whole list it is an order to call them all. */
const PRETEXT =
  /[由有]头(?:有了|想好了|换成|改成|换|改|是|就?用|就说)?[\s:：,，]*(?![呢吗嘛不太也这那行怎什咋])(?=\S)/;
const MARKED = /[由有]头(?:[\s:：,，]|有了|想好了|换成|改成|是|就?用|就说)/;
const FOR_A_LIST = /一[遍圈轮]|挨个|逐个|都(?:打|过|联系|回访)|全(?:部|都)?(?:打|过)/;
/** 准备问预算, 顺便问问旧车: what is to be asked. */
const TO_ASK = /[\s,，;；]+(?:准备|打算|顺便|再)?(问.+)$/;

const PREPARE =
  /^(?:电话)?(?:准备|备课)(?:一下|下)?[\s,，:：]*|[\s,，]*(?:打前|打之前|电话)?(?:准备|备课)(?:一下|下|单)?$/;
const HOW_TO_CALL = /(?:该|这次|今天)?(?:怎么|咋)(?:打|聊|开口)[?？]?$/;

/** 由头想了没, 由头是什么: asked, not told. */
export const PRETEXT_ASKED =
  /[由有]头[\s,，:：]*(?:都|也|已经)?(?:[想写记定有用换准备](?:好|备好?)?(?:了|过)?(?:没有?|吗|么)|是(?:什么|啥)|(?:什么|啥)|有没有|呢)[?？]?$/;

/** What is done before dialling (五步走 2): the reason to call, and what to have ready. */
export const preparations: readonly Purpose[] = [
  {
    intent: 'setPretext',
    shownBy: (reading) => {
      const { evidence, decides, has } = reading;
      const words = has(PRETEXT_ASKED) ? undefined : decides ? has(MARKED) : has(PRETEXT);
      return words && evidence.contacts.length === 0 && customersIn(reading).length <= 1 && !has(FOR_A_LIST)
        ? words
        : undefined;
    },
    means: pretextOf,
  },
  {
    intent: 'prepareCall',
    shownBy: (reading) => {
      const { text, has } = reading;
      const [name, second] = customersIn(reading);
      const words = has(PREPARE) ?? has(HOW_TO_CALL);
      if (!words || second) return undefined;
      const rest = text
        .replace(words.words, '')
        .replace(name?.words ?? '', '')
        .trim();
      return rest === '' || /^第?\d{1,2}[个号]?$/.test(rest) ? words : undefined;
    },
    means: ({ text }) => {
      const index = /(?<!\d)\d{1,2}(?!\d)/.exec(text)?.[0];
      return index === undefined ? {} : { customerRef: { index: Number(index) } };
    },
  },
];

function pretextOf({ text, has }: Reading): Partial<Meaning> {
  const words = has(PRETEXT);
  const told = words ? text.slice(words.end).trim() : '';
  const asks = TO_ASK.exec(told)?.[1];
  const pretext = told.replace(TO_ASK, '').replace(/[。.]$/, '');
  return {
    ...(pretext && { pretext }),
    ...(asks && { callPrep: asks }),
    ...(/下[次回]/.test(text.slice(0, words?.start ?? 0)) && { forNext: true as const }),
  };
}
