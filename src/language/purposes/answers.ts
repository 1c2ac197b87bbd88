import { matchesOf } from '../matches.ts';
import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { readAlertAnswers } from './alert-answers.ts';
import type { Purpose } from './purpose.ts';
import { numberOf } from './slots.ts';

const CONFIRM =
  /^(?:确认|确定|是的?|对的?|好的?|嗯+|可以|没错|行|ok|okay|yes|y|没问题|正确|就这样)[。.!！了吧]*$/i;
const CANCEL = /^(?:取消|算了|不用了?|不记了?|别记了?|不要了|不是|不对|错了|先不|不)[。.!！吧了]*$/;
const UNDO =
  /撤[销回消了掉]|[发记写]错了[\s,，]*取消|取消(?:掉)?[\s,，]?(?:上|刚|那)[^\s,，]{0,3}条|刚才?(?:录|记|登|发|那)的?[^\s,，]{0,5}取消|^(?:刚才?|上一?)[^\s,，]{0,4}条[^\s,，]{0,3}(?:作废|不要|不算|删)|上一?条(?:作废|删|不算)|删(?:掉|了)?(?:上|刚才)|刚才?那?条?(?:删|不算|作废|当我没说)|(?:重复|多)(?:记|发)了.{0,4}(?:删|撤)/;
const BARE_ALERT_ANSWER = /^(?:已督导|督导了|我来跟|我跟|准假|误报|催一下|催催)$/;
const HELP =
  /^(?:帮助|帮忙|help|怎么用|怎么说|你会(?:做)?(?:什么|啥)|使用说明|说明|菜单|功能)[?？。!！]*$|^[?？]$|^(?:怎么|如何|咋)(?:用|登记|记|录|建卡|撤销|说|写|查)|怎么(?:登记|记回访|建卡|撤销|操作)/i;

/** 抽查1 属实, 第2条存疑, 抽查都是真的. */
const SPOT_CHECKED =
  /^(?:抽查|核实)?\s?(?:第?(\d{1,2}|[一二三])(?:条|个)?|全部?|都)?\s?(?:是|为)?(真的?|属实|核实了|不属实|不实|存疑|假的?|有问题|要辅导|需辅导|需要辅导)$/;
/** 1真 2存疑: each number with its own. */
const SPOT_WORDS = '真的?|属实|核实了|不属实|不实|存疑|假的?|有问题|要辅导|需辅导|需要辅导';
const SPOT_EACH = new RegExp(
  `^(?:抽查\\s?)?(?:第?\\d{1,2}[条个]?[\\s.、:]*(?:是|为)?(?:${SPOT_WORDS})[\\s,，;；、]*){2,9}$`,
);
const SPOT_ONE = new RegExp(`(\\d{1,2})[条个]?[\\s.、:]*(?:是|为)?(${SPOT_WORDS})`, 'g');
const SPOT_VERDICTS: readonly (readonly [RegExp, NonNullable<Meaning['spotCheck']>])[] = [
  [/辅导/, 'coach'],
  [/^(?:真|属实|核实)/, 'true'],
  [/./, 'doubtful'],
];

/** What is said to the bot itself, or in answer to what it showed: the message is nothing but that. */
export const answers: readonly Purpose[] = [
  {
    intent: 'ask',
    shownBy: ({ has }) => has(/^\d{1,2}[.。、]?$/),
    means: ({ text }) => ({ choice: Number.parseInt(text, 10) }),
  },
  { intent: 'help', shownBy: ({ has }) => has(HELP) },
  {
    intent: 'undo',
    shownBy: (reading) =>
      isPlain(reading) && !reading.text.includes('求助') ? reading.did(UNDO) : undefined,
    means: () => ({ target: 'lastEntry' }),
  },
  {
    intent: 'queryAlerts',
    shownBy: ({ has }) =>
      has(
        /^(?:待?督导(?:提醒|清单|列表)?|提醒清单|没处理的|待审批的?|待批的?|有(?:什么|啥|哪些|没有)要(?:我)?(?:审批|批|处理)的?)$/,
      ),
  },
  {
    intent: 'answerSpotCheck',
    shownBy: ({ decides, has }) => (decides ? (has(SPOT_CHECKED) ?? has(SPOT_EACH)) : undefined),
    means({ text }) {
      if (SPOT_EACH.test(text))
        return {
          spotChecks: matchesOf(text, SPOT_ONE).map(([, number, word = '']) => ({
            choice: Number(number),
            verdict: spotVerdict(word),
          })),
        };
      const [, index, word = ''] = SPOT_CHECKED.exec(text) ?? [];
      const spotCheck = spotVerdict(word);
      return { spotCheck, ...(index !== undefined && { choice: numberOf(index) }) };
    },
  },
  { intent: 'querySpotChecks', shownBy: ({ has }) => has(/^(?:今天的?)?(?:抽查|核实)(?:回访|清单|列表)?$/) },
  {
    intent: 'answerAlert',
    shownBy: ({ has, decides, text }) =>
      has(BARE_ALERT_ANSWER) ?? (decides && readAlertAnswers(text) ? has(/.+/) : undefined),
    means: alertAnswer,
  },
  { intent: 'syncStaff', shownBy: ({ has }) => has(/^(?:同步.{0,2}通讯录|通讯录同步|更新通讯录)$/) },
  { intent: 'none', shownBy: ({ has }) => has(CANCEL), means: () => ({ says: 'no' }) },
  { intent: 'none', shownBy: ({ has }) => has(CONFIRM), means: () => ({ says: 'yes' }) },
  {
    intent: 'explainReading',
    shownBy: ({ has }) =>
      has(/为(?:什么|啥)这么(?:记|读|写)|怎么(?:读|看)出来|(?:从)?哪(?:里|儿)(?:读|看)出来/),
  },
  {
    intent: 'explain',
    shownBy: ({ has, decides }) =>
      has(
        /^为(?:什么|啥)(?!.*(?:率|成交|来店|来电|订单|业绩))|为(?:什么|啥)(?:是?(?:今天|明天|这天)|要?(?:打|跟|联系))|凭什么这|怎么算(?:今天|明天|这天)/,
      ) ?? (decides ? undefined : has(/为什么|为啥/)),
  },
];

function isPlain({ text }: Reading): boolean {
  return text.length <= 14 && !/[吗么?]|怎么|能不能|[别不]撤/.test(text);
}

function spotVerdict(word: string): NonNullable<Meaning['spotCheck']> {
  return SPOT_VERDICTS.find(([words]) => words.test(word))?.[1] ?? 'doubtful';
}

/** "误报 2": what is said to an alert, and to which of those shown. */
function alertAnswer({ text }: Reading): Partial<Meaning> {
  const answers = readAlertAnswers(text) ?? [];
  const [first, second] = answers;
  const { answer, remark, numbers = [], ...others } = first ?? {};
  const isPlain = !second && numbers.length <= 1 && Object.keys(others).length === 0;
  if (!isPlain) return { alertAnswers: answers };
  const [choice] = numbers;
  return {
    ...(answer && { answer }),
    ...(choice !== undefined && { choice }),
    ...(remark !== undefined && { remark }),
  };
}
