import { cardFields, lackingMusts, wrongPhone } from '../chat/card-fields.ts';
import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { gradeCustomer } from '../chat/grading.ts';
import { tellOwner } from '../chat/met-by-another.ts';
import { linkReferrer } from '../chat/referrals.ts';
import { homeStore, noteVisit } from '../chat/visits.ts';
import {
  addCustomer,
  type Customer,
  type CustomerChange,
  findByPhone,
  findCustomers,
} from '../db/customers.ts';
import { findStaff } from '../db/staff.ts';
import { addInboundCall } from '../db/visits.ts';
import { completeness } from '../domain/card.ts';
import { proposed } from '../domain/grade.ts';
import { isInUse, prospectGrades } from '../domain/grade-profile.ts';
import { phone } from '../domain/phone.ts';
import { calledBy } from '../domain/staff.ts';
import { clockOf, dayOf } from '../domain/time.ts';
import { gradeSaid, type Meaning } from '../language/meaning.ts';

export default defineCommand({
  name: '登记客户',
  rank: 10,
  takes: ['createCard', 'registerCall'],
  about: 'newCustomer',
  allow: ['consultant', 'deskAgent', 'supervisor'],
  help: '来店、来电的客户建卡',
  examples: [
    {
      say: '登记 王先生 13900001234 科雷傲 B 汽车之家',
      means: {
        intents: ['registerVisit', 'createCard'],
        customer: { name: '王先生', phone: phone('13900001234') },
        interest: { series: '科雷傲' },
        grade: 'B',
        heardFrom: '汽车之家',
      },
    },
    {
      say: '建卡 李姐 13700003456 卡缤 红 全款',
      means: { intents: ['createCard'], payment: { method: 'full' } },
    },
    {
      say: '来电 冯先生 13800002211 问科雷傲优惠',
      for: 'deskAgent',
      means: { intents: ['registerCall', 'createCard'], source: 'callIn' },
    },
    { say: '来电 没留电话 问价格', means: { intents: ['registerCall'], call: { recorded: false } } },
  ],
  async handle(talk, meaning) {
    const fields = cardFields(meaning);
    const isCall = meaning.intents.includes('registerCall');
    if (!meaning.intents.includes('createCard')) return noteCall(talk, meaning, undefined);
    const { phone } = fields;
    const known = phone && (await findByPhone(talk.db, phone));
    if (known) return meetAgain(talk, meaning, known, fields);
    const namesake = (phone ?? fields.wechat) ? undefined : await findNamesake(talk, fields);
    if (namesake) return meetAgain(talk, meaning, namesake, fields);
    const doubt = talk.confirmed ? undefined : await askWhoseNumber(talk, meaning, fields);
    if (doubt) return doubt;
    if (!fields.name && !phone && !fields.wechat) {
      const wrong = meaning.customer?.phoneRaw;
      const say = wrong ? `${wrongPhone(wrong)}客户怎么称呼？` : '客户怎么称呼，电话多少？';
      return { lines: [say], readOnly: true, incomplete: true };
    }
    return isCall ? startFromCall(talk, meaning, fields) : startFromVisit(talk, meaning, fields);
  },
});

/** Without a number, the only one of his own who is called so is meant; of several nobody knows which. */
async function findNamesake(
  talk: Talk,
  { name, alias, surname }: CustomerChange,
): Promise<Customer | undefined> {
  if (!name) return undefined;
  const clue = { name: alias ?? name, surname: surname ?? null };
  const own = await findCustomers(talk.db, { ownerIds: [talk.member.userId] }, clue);
  const called = own.filter((customer) => customer.name === name && customer.state !== 'lost');
  if (called.length > 1)
    throw new UserError(`已经有几位${alias ?? name}，没有记。请带上电话尾号，新客户请带上手机号。`);
  return called[0];
}

/** Who may have a number of his own in what is told of somebody else; a wife who decides has none. */
const BESIDE_HIM: readonly unknown[] = ['同事', '朋友', '兄弟姐妹'];

/** With somebody of his along, a new number under a name that has a card may be the other one's: no second card unasked. */
async function askWhoseNumber(
  talk: Talk,
  { decisionMaker }: Meaning,
  { name, alias, surname, phone }: CustomerChange,
): Promise<Outcome | undefined> {
  const isOther = BESIDE_HIM.includes(decisionMaker) || (decisionMaker !== undefined && /说/.test(talk.text));
  if (!phone || !name || !isOther || /登记|建[卡档]/.test(talk.text)) return undefined;
  const clue = { name: alias ?? name, surname: surname ?? null };
  const own = await findCustomers(talk.db, { ownerIds: [talk.member.userId] }, clue);
  const namesake = own.find((customer) => customer.name === name && customer.phone);
  if (!namesake) return undefined;
  return {
    lines: [
      `${describe(namesake)}已有卡（尾号${namesake.phone?.slice(-4)}）。${phone}是另一位${alias ?? name}的吗？`,
      '是就回 1，另建一张；不是回 2，再发：登记 称呼 手机号 谁介绍的',
    ],
    confirm: true,
  };
}

async function startFromVisit(talk: Talk, meaning: Meaning, fields: CustomerChange): Promise<Outcome> {
  const source = isLeadOfDesk(talk) ? 'net' : 'walkIn';
  const { customer, lines: carded } = await createCard(talk, meaning, { source, ...fields });
  const graded = await firstGrade(talk, meaning, customer);
  const lines = [...carded, ...graded.lines];
  let change = graded.change;
  // A card made for somebody met elsewhere is no visit: a referral's number, a lead from the net.
  const met =
    (meaning.intents.includes('registerVisit') && !isLeadOfDesk(talk)) ||
    (!isLeadOfDesk(talk) && !['callIn', 'net', 'referral'].includes(fields.source ?? ''));
  if (met) {
    const visit = await noteVisit(talk, customer, meaning);
    lines.splice(1, 0, visit.line);
    change = { ...change, ...visit.change };
  }
  return {
    ...received(talk, lines, { customer, meaning, change }),
    hints: met ? ['短信发了', `${describe(customer)}打了 没接`] : [],
  };
}

/** The phone desk registers whom it never sees, unless it says that he came. */
function isLeadOfDesk({ member, text }: Talk): boolean {
  return (
    !member.roles.includes('consultant') && member.roles.includes('deskAgent') && !/店|展厅|到了/.test(text)
  );
}

async function startFromCall(talk: Talk, meaning: Meaning, fields: CustomerChange): Promise<Outcome> {
  const { customer, lines: carded } = await createCard(talk, meaning, { ...fields, source: 'callIn' });
  const call = await noteCall(talk, meaning, customer);
  const graded = await firstGrade(talk, meaning, customer);
  const lines = [...carded, ...call.lines, ...graded.lines];
  const change = { ...graded.change, ...call.change };
  return {
    ...received(talk, lines, { customer, meaning, change }),
    hints: [`${describe(customer)}约周六上午来店`],
  };
}

async function createCard(
  talk: Talk,
  meaning: Meaning,
  fields: CustomerChange,
): Promise<{ customer: Customer; lines: string[] }> {
  const { db, member, at } = talk;
  const card = {
    ...fields,
    storeId: homeStore(talk),
    ownerId: member.userId,
    createdAt: at,
    createdBy: member.userId,
  };
  const link = meaning.referrer && (await linkReferrer(talk, meaning.referrer));
  const customer = await addCustomer(db, { ...card, ...link?.change });
  return { customer, lines: [cardLine(customer), ...(link ? [link.line] : [])] };
}

async function firstGrade(talk: Talk, meaning: Meaning, customer: Customer) {
  const { gradeCriteria = [], gradeReason } = meaning;
  const today = dayOf(talk.at);
  const rules = talk.book.on(today);
  const when = { purchaseBy: customer.purchaseBy, today };
  const suggested = meaning.gradeSuggest && proposed(rules, meaning.gradeSuggest, gradeCriteria, when);
  const grade = gradeSaid(meaning);
  const isPaid = meaning.intents.some((intent) => intent === 'recordOrder' || intent === 'recordPayment');
  if (grade === 'O' && isPaid) return { lines: [], change: {} };
  if (grade === 'O') return { lines: ['O级要收了订金才算，收了钱请发：订车 定金5000'], change: {} };
  if (grade && !isInUse(rules, grade))
    return { lines: [`没有${grade}级，级别没有记，请回 ${prospectGrades(rules).join(' / ')}`], change: {} };
  if (grade) {
    const { line, change } = await gradeCustomer(talk, customer, {
      grade,
      criteria: gradeCriteria,
      reason: gradeReason,
    });
    return { lines: [line], change };
  }
  return {
    lines: suggested ? [`看着像${suggested}级（${gradeCriteria.join('、')}），对就回 ${suggested}`] : [],
    change: {},
  };
}

/** An inbound call, with or without a card. An answered call that left data is an effective contact. */
async function noteCall(talk: Talk, meaning: Meaning, customer: Customer | undefined): Promise<Outcome> {
  const { db, member, at } = talk;
  await addInboundCall(db, {
    storeId: homeStore(talk),
    customerId: customer?.id ?? null,
    answeredBy: member.userId,
    recorded: customer !== undefined,
    question: meaning.topics?.join('、') ?? null,
    heardFrom: meaning.heardFrom ?? null,
    at,
    enteredAt: at,
  });
  const asked = meaning.topics?.length ? `，问${meaning.topics.join('、')}` : '';
  if (!customer) return { lines: [`已记来电1个（没留资料${asked}），计入来电量。`] };
  const today = dayOf(at);
  return {
    lines: [`来电：${clockOf(at)}${asked}`],
    change: { lastEffectiveOn: today, firstCallOwedSince: today, attemptDays: [] },
  };
}

/** A number that has a card already, in either store: no second card is made (D32). */
async function meetAgain(
  talk: Talk,
  meaning: Meaning,
  known: Customer,
  fields: CustomerChange,
): Promise<Outcome> {
  if (meaning.referrer && !meaning.intents.some((intent) => MET.has(intent)))
    return sentAgain(talk, meaning.referrer, known);
  const note = meaning.intents.includes('registerCall')
    ? await noteCall(talk, meaning, known)
    : await noteVisit(talk, known, meaning).then(({ line, ...noted }) => ({ lines: [line], ...noted }));
  const asks = 'asks' in note && note.asks ? { incomplete: note.asks } : {};
  if (known.ownerId === talk.member.userId) {
    const { name: _name, phone: _phone, source: _source, ...news } = fields;
    const graded = meaning.grade ? await firstGrade(talk, meaning, known) : { lines: [], change: {} };
    // 王先生刚走, of a customer: nobody meant to make a card.
    const heading = meaning.visit?.leaves
      ? `已记 ${describe(known)}`
      : `${describe(known)}已经是您的客户，没有重复建卡。`;
    return {
      lines: [heading, ...note.lines, ...graded.lines],
      customer: known,
      change: { ...news, ...graded.change, ...note.change },
      ...asks,
    };
  }
  const { whose, line } = await tellOwner(
    talk,
    known,
    meaning.intents.includes('registerCall') ? '来电' : '来店',
  );
  return {
    lines: [
      `这个号码已有卡：${describe(known)}，${whose}（${dayOf(known.createdAt)}建卡），没有重复建卡。`,
      ...note.lines,
      line,
    ],
    customer: known,
    change: note.change ?? {},
  };
}

const MET: ReadonlySet<Meaning['intents'][number]> = new Set(['registerVisit', 'registerCall']);

/** Somebody is sent who has a card already: he was not here, so nothing but who sent him is noted. */
async function sentAgain(
  talk: Talk,
  referrer: NonNullable<Meaning['referrer']>,
  known: Customer,
): Promise<Outcome> {
  if (known.ownerId !== talk.member.userId) {
    const owner = await findStaff(talk.db, known.ownerId);
    const whose = owner ? calledBy(owner) : '同事';
    return {
      lines: [`这个号码已有卡：${describe(known)}，是${whose}的客户，没有重复建卡。`],
      readOnly: true,
    };
  }
  const heading = `${describe(known)}已经是您的客户，没有重复建卡。`;
  if (known.referrer) return { lines: [heading], customer: known, readOnly: true };
  const { line, change } = await linkReferrer(talk, referrer, known.id);
  const { source: _source, ...link } = change;
  return { lines: [heading, line], customer: known, change: link };
}

function cardLine(customer: Customer): string {
  const { phone, wechat, series, trim, color } = customer;
  const contact = phone ?? (wechat ? `微信${wechat}` : '');
  const car = [series, trim, color].filter(Boolean).join(' ');
  return `已建卡：${[`${describe(customer)} ${contact}`.trim(), car].filter(Boolean).join('｜')}`;
}

/** Adds what the card still lacks: first what one cannot do without, then how complete it is (D14). */
function received(
  { book, at }: Talk,
  lines: string[],
  { customer, meaning, change }: { customer: Customer; meaning: Meaning; change: CustomerChange },
): Outcome {
  const { detailFields, detailDays } = book.on(dayOf(at));
  const wrong = meaning.customer?.phoneRaw;
  const suggested = meaning.gradeSuggest ? ['级别'] : [];
  // With the money comes the grade.
  const paid = meaning.intents.includes('recordOrder') ? ['级别'] : [];
  const asked = [...(wrong ? ['电话'] : []), ...suggested, ...paid];
  const musts = lackingMusts({ ...customer, ...change }).filter((must) => !asked.includes(must));
  if (wrong) lines.push(wrongPhone(wrong));
  const { filled, of } = completeness({ ...customer, ...change });
  const detail =
    filled < detailFields ? `（卡片${filled}/${of}，${detailDays}天内补到${detailFields}项）` : '';
  if (musts.length > 0) lines.push(`还缺：${musts.join('、')}，直接回就行${detail}`);
  else if (detail)
    lines.push(`卡片${filled}/${of}，${detailDays}天内补到${detailFields}项：预算、用途、付款、竞品…直接回`);
  const lacks = wrong ? ['电话', ...musts] : musts;
  return { lines, customer, change, ...(lacks.length > 0 && { lacks }) };
}
