import { GRADE_CRITERIA, gradeByCriteria, type Grade, type GradeCriterion } from '../../domain/grade.ts';
import { dayOf } from '../../domain/time.ts';
import type { Cue } from '../cues.ts';
import type { Evidence } from '../evidence.ts';
import type { Intent, Meaning } from '../meaning.ts';

/** What callers ask about. */
const TOPICS: readonly (readonly [RegExp, string])[] = [
  [/优惠|活动|政策/, '优惠'],
  [/价格?|多少钱|报价/, '价格'],
  [/上.{0,3}牌/, '上牌'],
  [/分期|按揭|贷款|首付/, '按揭'],
  [/现车|有车/, '现车'],
  [/置换|旧车/, '置换'],
  [/试驾/, '试驾'],
  [/配置/, '配置'],
];

/** What a message tells for a customer's card, whether it makes one or adds to one. */
export function readCard(evidence: Evidence, cues: ReadonlySet<Cue>, isNew: boolean) {
  const { text } = evidence;
  const topics = TOPICS.filter(([words]) => words.test(text)).map(([, topic]) => topic);
  return {
    customer: isNew ? readPerson(evidence) : undefined,
    facts: readFacts(evidence, cues, isNew),
    topics,
  };
}

function readPerson({ names, phones, text }: Evidence): NonNullable<Meaning['customer']> {
  const referrer = referrerOf({ names, text });
  const name = names.find((candidate) => candidate !== referrer && candidate.value.kind !== 'staff')?.value;
  const mobile = phones.find(({ value }) => value.kind === 'mobile')?.value;
  const wrong = phones.find(({ value }) => value.kind === 'wrongLength')?.value;
  const wechat = /(?:微信|wx|vx|WX|VX)[号:：\s]*([A-Za-z][\w-]{4,19})/.exec(text)?.[1];
  return {
    ...(name && { name: name.name, ...(name.name === name.surname && { nameSure: false }) }),
    ...(name?.alias !== undefined && { alias: name.alias }),
    ...(name?.surname !== undefined && { surname: name.surname }),
    ...(name?.gender && { gender: name.gender }),
    ...(mobile?.kind === 'mobile' && { phone: mobile.phone }),
    ...(!mobile && wrong?.kind === 'wrongLength' && { phoneRaw: wrong.digits }),
    ...(wechat !== undefined && { wechat }),
  };
}

function referrerOf({ names, text }: Pick<Evidence, 'names' | 'text'>) {
  return names.find(({ end }) => /^(?:给)?(?:介绍|推荐|带来)/.test(text.slice(end, end + 4)));
}

function readFacts(evidence: Evidence, cues: ReadonlySet<Cue>, isNew: boolean): Partial<Meaning> {
  const {
    cars,
    colours,
    trims,
    competitors,
    concerns,
    companions,
    usages,
    payments,
    sources,
    amounts,
    dates,
    tradeIns,
    names,
    text,
  } = evidence;
  const rivals = new Set(competitors.map(({ start }) => start));
  const traded = tradeIns[0]?.value.model;
  const series = cars.find(({ start, value }) => !rivals.has(start) && value.series !== traded)?.value.series;
  const color = (/不是|不对/.test(text) ? colours.at(-1) : colours[0])?.value.colour;
  const trim = trims.map(({ value }) => value).join('');
  const method = payments.find(
    ({ value }) => !value.negated && (value.method === 'full' || value.method === 'loan'),
  )?.value.method;
  const source = sources.find(({ value }) => value.source)?.value.source;
  const walkedIn = isNew
    ? sources.find(({ value, words }) => value.source === 'walkIn' && words.length >= 3)
    : undefined;
  const heardFrom = sources.find(({ value }) => value.heardFrom)?.value.heardFrom ?? walkedIn?.words;
  const said = concerns.filter(({ end }) => !/^.{0,2}(?:[定选]了|已[定选]|[定选]好)/.test(text.slice(end)));
  const budget = amounts.find(({ value }) => value.role === 'budget')?.value.fen;
  const by = dates.find(({ value }) => value.bound === 'by' && value.direction === 'future')?.value;
  const decider = companions.find(({ value }) => value.part === 'decides' || value.part === 'mentioned')
    ?.value.who;
  const referrer = referrerOf({ names, text });
  return {
    ...((series || color || trim) && {
      interest: { ...(series && { series }), ...(trim && { trim }), ...(color && { color }) },
    }),
    ...(method && { payment: { method: method === 'full' ? ('full' as const) : ('loan' as const) } }),
    ...(source && (isNew || source !== 'walkIn') && { source }),
    ...(heardFrom && { heardFrom }),
    ...(referrer && { source: 'referral', referrer: { name: referrer.value.name } }),
    ...(budget !== undefined && { budgetCny: budget / 100 }),
    ...(by && !cues.has('delivery') && { purchaseBy: by.to }),
    ...(usages[0] && { usage: usages[0].value }),
    ...(competitors.length > 0 && { competitors: [...new Set(competitors.map(({ value }) => value.name))] }),
    ...(decider && { decisionMaker: decider }),
    ...(traded !== undefined && { tradeIn: { model: traded } }),
    ...(said.length > 0 && { concerns: [...new Set(said.map(({ value }) => value))] }),
  };
}

interface MetCriterion {
  criterion: GradeCriterion;
  grade: Grade;
}

/**
 * The grading criteria (1.5) that a message shows to be met, and the grade they suggest. A model and a colour merely
 * named are no choice made: they count when somebody says A, and suggest nothing by themselves.
 */
export function readCriteria(
  { text, cars, colours, dates, payments, tradeIns }: Evidence,
  cues: ReadonlySet<Cue>,
  intents: readonly Intent[],
  now: Date,
): { criteria: MetCriterion[]; suggested: Grade | undefined } {
  const today = dayOf(now);
  const ahead = dates.filter(({ value }) => value.direction === 'future');
  const paysSomehow = payments.some(({ value }) => value.method !== undefined && !value.negated);
  const shown: Partial<Record<GradeCriterion, boolean>> = {
    车型车色已选定:
      /(?:颜色|车色|车型|配置).{0,4}(?:[定选]了|已[定选]|[定选]好|确定|选定|定下)|[定选]好了?(?:车型|颜色)/.test(
        text,
      ),
    已提供付款方式及交车日期:
      /付款方式.{0,3}交车日期/.test(text) ||
      (paysSomehow && /提车|交车/.test(text) && dates.some(({ value }) => value.to >= today)),
    分期手续进行中: /(?:按揭|贷款|分期|金融).{0,6}(?:在办|办理中|资料|批|审|进行|提交)/.test(text),
    二手车进行处理中: /(?:旧车|二手车|评估师?).{0,8}(?:看过|评过|在处理|处理中|收|过户|同意)/.test(text),
    已谈判购车条件: /价格.{0,3}(?:在谈|谈)|谈(?:了|过)?价|谈判|砍价|还价|购车条件.{0,3}谈/.test(text),
    购车时间已确定:
      /购车时间.{0,3}[确定]/.test(text) ||
      (ahead.some(({ value }) => value.bound === 'by') && /买|提|订|定/.test(text)),
    选定了下次商谈日期:
      /下次.{0,4}日期/.test(text) ||
      (intents.includes('setAppointment') && ahead.some(({ value }) => value.sure)),
    再度来看展示车: cues.has('again'),
    要求协助处理旧车: tradeIns.length > 0 || /置换|处理.{0,2}旧车|旧车.{0,4}[估评]/.test(text),
    商谈中表露出有购车意愿: /(?:有|表露).{0,4}意愿|想买车/.test(text),
    正在决定拟购车种: /决定.{0,4}(?:车种|车型|哪款)/.test(text),
    对选择车种犹豫不决: /犹豫|纠结/.test(text),
    经判定有购车条件者: /有购车条件|有条件买/.test(text),
  };
  const plain = (Object.keys(GRADE_CRITERIA) as GradeCriterion[]).filter((criterion) => shown[criterion]);
  const suggested = gradeByCriteria(plain);
  const chosen = cars.length > 0 && colours.length > 0 && !plain.includes('车型车色已选定');
  const met = chosen ? (['车型车色已选定', ...plain] as GradeCriterion[]) : plain;
  return { criteria: met.map((criterion) => ({ criterion, grade: GRADE_CRITERIA[criterion] })), suggested };
}
