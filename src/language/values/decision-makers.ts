import type { Found } from '../found.ts';
import { createWordList } from './word-list.ts';

/** Somebody beside the customer: who, and what part he takes. */
export interface Companion {
  who: '配偶' | '父母' | '子女' | '老人' | '家人' | '兄弟姐妹' | '朋友' | '同事' | '老板' | '对象';
  /** `decides`: to be asked; `user`: the car is for him; `applicant`: the loan is in his name; `mentioned`: no more is said. */
  part: 'decides' | 'user' | 'applicant' | 'mentioned';
}

const read = createWordList<Companion['who']>(
  [
    [
      '配偶',
      '老婆 媳妇 媳妇儿 爱人 太太 妻子 老公 丈夫 老伴 内人 夫人 家属 家里领导 领导夫人 另一半 他对象 她对象 媳妇们 老婆大人 孩子他妈 孩子他爸 孩子妈 孩子爸 他先生 她先生 掌柜的 息妇 西服媳妇',
    ],
    [
      '父母',
      '爸妈 父母 爸爸 妈妈 父亲 母亲 他爸 他妈 她爸 她妈 老爸 老妈 老爷子 老太太 岳父 岳母 丈母娘 老丈人 公公 婆婆 公婆 爹妈 双方父母',
    ],
    ['子女', '儿子 女儿 闺女 孩子 小孩 姑娘 女婿 儿媳 儿媳妇 小朋友'],
    ['老人', '老人 长辈'],
    ['家人', '家人 家里人 全家 家里 一家人 一家子'],
    ['兄弟姐妹', '他哥 他姐 他弟 他妹 她哥 她姐 她弟 她妹 哥哥 姐姐 弟弟 妹妹 小舅子 大舅哥 姐夫 妹夫'],
    ['朋友', '朋友 哥们 闺蜜 懂车的朋友 同学 发小'],
    ['同事', '同事'],
    ['老板', '老板 他们领导 公司领导 他领导 她领导 领导 股东 合伙人 财务 董事长 他们老总'],
    ['对象', '女朋友 男朋友 未婚妻 未婚夫 对象'],
  ],
  {
    decoys:
      '小朋友圈 发朋友圈 朋友圈 朋友介绍 同事介绍 老人家车 老板娘 老板电器 妈妈省 家里有事 家里事 家里有 孩子王 一家子公 姓老 对象屏 三口之家 家里还有 家里没 家里一台 家里两台 领导审批 领导说 领导批 领导同意 张老板 王老板 李老板 刘老板 马老板 陈老板 赵老板 周老板 孙老板 陈太太 王太太 李太太 张太太 刘太太 赵太太 周太太 孙太太 吴太太 杨太太 黄太太',
  },
);

const ASKED_BEFORE =
  /(?:跟|和|同|与|问|问下|问问|找|等|听|看|得|征求|需要|还得|要|回去跟|让|由|叫|喊|带|约|给)(?:一下|下|过|他|她|家里|我|自己|一起)?的?\s?$/;
const ASKED_AFTER =
  /^(?:们)?(?:再|也|还|要|得|来|那边|那儿|那里|意见|的意见|一起|明天|后天|周[一二三四五六日末天]|下周|这周|今天|晚上|回来|下班|都|过来|一块|先|亲自|回头){0,3}(?:商量|商议|定(?!位)|拍板|同意|决定|做主|作主|说了算|点头|签字|看看|看一下|看车|看下|来看|过目|意见|不同意|不让|反对|不乐意|不满意|嫌|说|讨论|沟通|批|没同意|回来|答应|掏钱|出钱|管钱|没意见|考虑|来定|来)/;
const BOUGHT = /^[^\s,，]{0,5}(?:[订定]了|下[订定]|签了|提了|买了)/;
const FOR_BEFORE = /(?:给|帮|替|送|为)(?:他|她|自己|家里)?的?\s?$/;
const FOR_AFTER = /^(?:们)?(?:买|换|开|用|看|选|代步|上下班|上学|结婚|上班|练手|订|定|提|添|的车)/;
const LOAN_BEFORE = /(?:换|用|写|挂|做|以|走|改)(?:成|到)?(?:他|她|自己)?的?\s?$/;
const LOAN_AFTER = /^(?:的)?(?:名(?=去?[贷来办做])|名字|名义|身份证|征信|户头|名下)/;

/** Persons beside the customer and their part in the purchase, in order. Text is NFKC. */
export function readDecisionMakers(text: string): Found<Companion>[] {
  return read(text).flatMap(({ value: who, ...place }) => {
    const before = text.slice(Math.max(0, place.start - 8), place.start);
    const after = text.slice(place.end, place.end + 12);
    const part = partOf(before, after);
    // 家里5口人 and 他是老板 name nobody beside the customer.
    if (part === 'mentioned' && /^(?:家里|老板|领导)$/.test(place.words)) return [];
    // 他朋友上周定了一台: he bought for himself.
    if (part === 'mentioned' && /^(?:朋友|同事|邻居|亲戚|同学)$/.test(place.words) && BOUGHT.test(after))
      return [];
    return [{ value: { who, part }, ...place }];
  });
}

function partOf(before: string, after: string): Companion['part'] {
  if (LOAN_AFTER.test(after) || (LOAN_BEFORE.test(before) && /^(?:贷|做贷)/.test(after))) return 'applicant';
  if (/(?:问|商量|听)(?:一下|下|问)?\s?$/.test(before)) return 'decides';
  if (FOR_BEFORE.test(before) && FOR_AFTER.test(after)) return 'user';
  if (
    /(?:跟|和|问问?|找|等|听|征求|让|由)(?:一下|下|他|她|家里)?的?\s?$/.test(before) &&
    ASKED_AFTER.test(after)
  )
    return 'decides';
  if (
    /^(?:们)?(?:不太?(?:同意|乐意|满意|愿意|喜欢)|不让|反对|说了算|做主|作主|拍板|签字|来定|决定|管钱|不乐意|点头|没同意|不满意|嫌)/.test(
      after,
    )
  )
    return 'decides';
  return ASKED_BEFORE.test(before) && /^(?:们)?(?:商量|商议|定|同意|意见|决定|讨论|说一下|拿主意)/.test(after)
    ? 'decides'
    : 'mentioned';
}
