import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { isWell, startProcess } from '../support/process.ts';

/*
 * What a newcomer does who has nothing but the README, in one story: each test goes on where the one before ended.
 * The clock is the real one, moved by the page's buttons, so nothing here knows the date; from the first
 * 第二天早上 on the time of day is known.
 */

const WIDE = { width: 1280, height: 800 };
/** Six days of jobs on a busy machine; ten times what a free one takes. */
const MOVE_MS = 150_000;
/** `#f2f2f2`, as WeUI greys what can no longer be pressed. */
const GREY = 'rgb(242, 242, 242)';
const PHONE = { width: 360, height: 740 };

const dataDir = mkdtempSync(join(tmpdir(), 'bubu-first-day-'));
const port = await freePort();
let bot = startProcess({ DATA_DIR: dataDir }, port);
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await bot.kill();
  rmSync(dataDir, { recursive: true, force: true });
});
await isWell(bot);
const page = await browser.newPage({ viewport: WIDE });
page.setDefaultTimeout(30_000);
const faults: string[] = [];
page.on('pageerror', (error) => faults.push(error.message));
await page.goto(`http://127.0.0.1:${port}/`);

const chat = page.getByRole('log');
const bubbles = chat.locator('.theirs .bubble');
const send = page.getByRole('button', { name: '发送' });

/** When 李女士 is due while she has not been reached. */
let due = '';

/** What the bot answers to what `act` sends: the bubble after those that were there. */
async function answerTo(act: () => Promise<void>): Promise<string> {
  const mine = await chat.locator('.mine').count();
  await act();
  return chat
    .locator('.mine')
    .nth(mine)
    .locator('xpath=following-sibling::li[1]')
    .locator('.bubble')
    .innerText();
}

async function say(text: string): Promise<string> {
  return answerTo(async () => {
    const keyboard = page.getByRole('button', { name: '切换到键盘' });
    if (await keyboard.isVisible()) await keyboard.click();
    await page.getByRole('textbox', { name: '给步步发消息' }).fill(text);
    await send.click();
  });
}

/** Opens the chat of somebody, on a phone by way of the list of people. */
async function become(name: string): Promise<void> {
  const opener = page.getByRole('button', { name: '同事列表', exact: false });
  if (await opener.isVisible()) await opener.click();
  await page.locator('.person', { has: page.getByText(name, { exact: true }) }).click();
  await page.getByRole('heading', { level: 1, name: `${name} · 步步` }).waitFor();
}

/** Presses what moves the clock and waits until it has got there and all jobs on the way are done. */
async function moveTo(time: RegExp, button: Locator): Promise<void> {
  const day = await page.locator('#clock-day').innerText();
  const clock = await page.locator('#clock-time').innerText();
  await button.click();
  await page
    .locator('body:not(.moving) .clock-now')
    .filter({ hasNotText: new RegExp(`${day}\\s*${clock}`) })
    .filter({ hasText: time })
    .waitFor({ timeout: MOVE_MS });
}

/** 8:53 and what a slow machine makes of it. */
const MORNING = /08:5\d/;

test('the strip leads through the first minute: due dates differ and are explained', async () => {
  const step = page.locator('.guide .current button');
  const answers: string[] = [];
  for (const line of ['登记 王先生', '王先生打了 没接', '王先生通了', '为什么']) {
    await step.filter({ hasText: line }).click();
    answers.push(await answerTo(() => send.click()));
  }
  const [registered = '', missed = '', reached = '', why = ''] = answers;
  expect(registered).toMatch(/^已建卡：王先生/);
  expect(registered).toContain('首次回访');
  expect(missed).toContain('不算有效回访');
  expect(dueIn(missed)).toBe(dueIn(registered));
  expect(reached).toMatch(/下次：.*周六（约好的日子）/);
  expect(why).toMatch(/^王先生（B级）[^]*因为：[^]*约好的日子优先/);

  expect(await say('登记 李女士 13900005678 科雷嘉 A 懂车帝')).toMatch(/^已建卡：李女士/);
  due = dueIn(await say('李女士打了 没接'));
  expect(due).toBe(dueIn(registered));
  expect(await say('为什么 李女士')).toMatch(/李女士（A级）[^]*第二天17:30前[^]*没接[^]*日期不动/);
  for (const name of ['王先生', '李女士']) expect(await say(`${name}短信发了`)).toContain('离店短信已发');
});

test(
  'the next morning brings the reminder, and an answered call another day with another reason',
  async () => {
    await moveTo(MORNING, page.locator('.guide .current button', { hasText: '第二天早上' }));
    const reminder = await bubbles.filter({ hasText: '今日待办' }).innerText();
    expect(reminder).toMatch(/\d\. 李女士 A 科雷嘉｜.*首次回访/);
    await page.getByText('都试过了').waitFor();

    expect(await say('为什么 李女士')).toContain('打首次回访');
    const reached = await say('李女士通了 嫌价格高，想再比较一下别的店');
    const after = await say('为什么 李女士');
    expect(dueIn(after)).toBe(dueIn(reached));
    expect(dueIn(after)).not.toBe(due);
    expect(after).toMatch(/规则：.*A级.*3天/);
  },
  3 * MOVE_MS,
);

test(
  'a card without its text message comes to the supervisor, who closes it by a button',
  async () => {
    await say('登记 赵先生 13900009012 科雷嘉 B 自然到店');
    for (const time of [/09:5\d/, /10:5\d/, /11:(4|5)\d/]) {
      await moveTo(time, page.getByRole('button', { name: '+1 小时' }));
    }
    await bubbles.filter({ hasText: '赵先生的离店短信还没发' }).waitFor();

    await become('周海涛');
    const card = chat.getByRole('article').filter({ hasText: '赵先生 短信没发' }).first();
    await card.getByRole('button', { name: '已督导' }).click();
    const buttons = card.getByRole('button');
    await buttons.nth(1).waitFor({ state: 'detached' });
    expect(await buttons.innerText()).toMatch(/^已督导/);
    expect(await buttons.isDisabled()).toBe(true);
    // The question that follows draws the chat anew: a button of a moment ago has no style.
    await expect
      .poll(() => buttons.evaluate((button) => getComputedStyle(button).backgroundColor))
      .toBe(GREY);
  },
  3 * MOVE_MS,
);

test('killed in the middle and started again, everything is found back', async () => {
  const before = await chat.innerText();
  await bot.kill();
  await page.getByText('连接断了，正在重连…').waitFor();
  bot = startProcess({ DATA_DIR: dataDir }, port);
  await isWell(bot);
  await page.getByRole('status').filter({ hasText: '销售主管' }).waitFor();
  expect(await chat.innerText()).toBe(before);

  await become('刘洋');
  for (const line of ['登记 王先生 13900001234', '李女士打了 没接', '登记 赵先生'])
    await chat.locator('.mine', { hasText: line }).waitFor();
  const customers = await say('我的客户');
  for (const name of ['王先生', '李女士', '赵先生']) expect(customers).toContain(name);
});

test(
  'on Sunday the consultant, the supervisor and the general manager read their summaries',
  async () => {
    await moveTo(/周日\s*16:5\d/, page.getByRole('button', { name: '下个周日' }));
    for (const [name, heading] of [
      ['刘洋', '刘洋 级别周报'],
      ['周海涛', '一店 级别周报'],
      ['陈国栋', '全部 级别周报'],
    ] as const) {
      await become(name);
      const summary = await bubbles.filter({ hasText: heading }).last().innerText();
      expect(summary).toMatch(/现在：O 0，A 1，B 2，C 0（共3）/);
    }
  },
  3 * MOVE_MS,
);

test('the general manager asks for the figures', async () => {
  expect(await say('统计')).toMatch(/^全部 今天[^]*现在在手：O 0，A 1，B 2，C 0/);
  const month = await say('统计 本月');
  expect(month).toMatch(/^全部 本月/);
});

test('nothing sticks out of a phone, and nothing has gone wrong in the page', async () => {
  await page.setViewportSize(PHONE);
  for (const name of ['刘洋', '周海涛', '陈国栋']) {
    await become(name);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, name).toBeLessThanOrEqual(0);
    const inChat = await chat.evaluate((list) => list.scrollWidth - list.clientWidth);
    expect(inChat, name).toBeLessThanOrEqual(0);
  }
  expect(faults).toEqual([]);
});

/** "11/24周二" of "下次：明天 11/24周二（首次回访，17:30前）" or "下次 11/28周六，因为：". */
function dueIn(answer: string): string {
  const due = /下次\D*(\d+\/\d+周.)/.exec(answer)?.[1];
  if (due === undefined) throw new Error(`no due date in: ${answer}`);
  return due;
}
