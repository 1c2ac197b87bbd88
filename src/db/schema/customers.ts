import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  date,
  index,
  pgTable,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import { CUSTOMER_STATES } from '../../domain/cadence.ts';
import { GRADES } from '../../domain/grade.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { Phone } from '../../domain/phone.ts';
import type { Day } from '../../domain/time.ts';
import { id, instant, calendarDay, fen, words } from './columns.ts';
import { RAPPORTS } from '../../domain/customer-class.ts';
import { staffId, storeId } from './company.ts';

/** The one home of a customer's personal data: name, phone, WeChat. Other rows hold his id. */
export const customers = pgTable(
  'customers',
  {
    id: id().$type<CustomerId>(),
    storeId: storeId().notNull(),
    ownerId: staffId().notNull(),
    /** As people call him: 王先生; the surname alone while nothing else is known. */
    name: text(),
    /** The familiar form that was used: 李姐, 老周. */
    alias: text(),
    surname: text(),
    gender: text({ enum: ['M', 'F'] }),
    phone: text().$type<Phone>().unique(),
    wechat: text(),
    doNotContact: boolean().notNull().default(false),
    /** He asked for no texts: the one after leaving is waived. */
    noTexts: boolean().notNull().default(false),

    state: text({ enum: CUSTOMER_STATES }).notNull().default('open'),
    grade: text({ enum: GRADES }),
    gradeSetOn: calendarDay(),
    windowEndsOn: calendarDay(),
    /** When it began anew under another profile of grades; else it began when the grade was set. */
    windowSince: calendarDay(),
    /** The one extension that this grade's window may have (D3). */
    windowExtendedOn: calendarDay(),
    /** Below C: 基本顾客群. */
    inBaseGroup: boolean().notNull().default(false),
    /** How well he knows the consultant: 认得我, 是朋友, 想买车就想到我 (1.1). */
    rapport: text({ enum: RAPPORTS }),
    /** When the consultant was asked how well he is known: never twice. */
    rapportAskedOn: calendarDay(),
    isVip: boolean().notNull().default(false),
    /** Whose car he drives: sold by us, our brand from elsewhere, another brand (1.2). */
    ownedCar: text({ enum: ['ownSale', 'otherSale', 'otherBrand'] }),
    /** 五步走, 1 to 5. */
    step: smallint().notNull().default(1),

    source: text(),
    heardFrom: text(),
    referrer: text(),
    /** The customer who brought him, when he is known (转介绍). */
    referrerId: bigint({ mode: 'number' })
      .$type<CustomerId>()
      .references((): AnyPgColumn => customers.id),
    district: text(),
    series: text(),
    trim: text(),
    color: text(),
    budgetFen: fen(),
    usage: text(),
    payment: text(),
    competitors: words(),
    decisionMaker: text(),
    tradeIn: text(),
    concerns: words(),
    purchaseBy: calendarDay(),

    lastEffectiveOn: calendarDay(),
    firstCallOwedSince: calendarDay(),
    agreedOn: calendarDay(),
    agreedTime: text(),
    deliveredOn: calendarDay(),
    /** C卡: what owner care goes by. The birthday is a month and a day, the year is nobody's business. */
    plate: text(),
    birthday: text(),
    firstServiceOn: calendarDay(),
    /** Day to which too full a day moved him, or of the batch in which a pooled customer is called. */
    putOffTo: calendarDay(),
    /** The reason to call that was prepared for the next call, and when (由头). */
    pretext: text(),
    pretextOn: calendarDay(),
    /** What is to be asked in it (笔录准备). */
    callPrep: text(),
    /** Days of the attempts since the last effective contact, oldest first. */
    attemptDays: date({ mode: 'string' })
      .array()
      .$type<Day[]>()
      .notNull()
      .default(sql`'{}'`),
    /** The talk of the last contact in a few words, for the next reminder. */
    lastTalk: text(),
    nextDueOn: calendarDay(),
    nextDueWhy: text(),
    /** The day due falls on his consultant's rest day: whoever stands in does it. */
    standIn: boolean().notNull().default(false),
    /** Whose he was when the company took him back, and when. */
    formerOwnerId: staffId(),
    recalledOn: calendarDay(),
    /** How many of the 12 fields of a detailed card are filled; see `domain/card.ts`. */
    cardFilled: smallint().notNull().default(0),

    createdAt: instant().notNull(),
    createdBy: staffId().notNull(),
  },
  (table) => [
    index().on(table.ownerId, table.surname),
    index('customers_due')
      .on(table.ownerId, table.nextDueOn)
      .where(sql`${table.nextDueOn} is not null`),
    index().on(table.storeId, table.state),
    check('customers_phone', sql`${table.phone} ~ '^1[3-9][0-9]{9}$'`),
    check(
      'customers_known_by_something',
      sql`num_nonnulls(${table.name}, ${table.phone}, ${table.wechat}) > 0`,
    ),
    check('customers_step', sql`${table.step} between 1 and 5`),
    // O is money taken or a signed order, and nothing else (D1).
    check(
      'customers_o_is_ordered',
      sql`(${table.grade} = 'O') = (${table.state} in ('ordered', 'delivered')) or ${table.grade} is null`,
    ),
    check('customers_grade_has_day', sql`(${table.grade} is null) = (${table.gradeSetOn} is null)`),
    check('customers_due_has_reason', sql`${table.nextDueOn} is null or ${table.nextDueWhy} is not null`),
    check('customers_pooled', sql`${table.state} <> 'pooled' or ${table.recalledOn} is not null`),
    check('customers_birthday', sql`${table.birthday} ~ '^[01][0-9]-[0-3][0-9]$'`),
    // Below C: a grade lifts him out of it.
    check('customers_base_group', sql`not ${table.inBaseGroup} or ${table.grade} is null`),
    check('customers_left_alone', sql`not ${table.doNotContact} or ${table.nextDueOn} is null`),
  ],
);

/** A column that names a customer. */
export const customerId = () =>
  bigint({ mode: 'number' })
    .$type<CustomerId>()
    .references((): AnyPgColumn => customers.id);
