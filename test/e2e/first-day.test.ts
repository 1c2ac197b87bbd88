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

/** What the bot answers to what `act` sends: the bubble after those that were there. */
async function answerTo(act: () => Promise<void>): Promise<string> {
  const mine = await chat.locator('.mine').count();
  await act();
  return chat.locator('.mine').nth(mine).locator('xpath=following-sibling::li[1]').innerText();
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
  await page.locator('.person', { hasText: name }).click();
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
    .waitFor();
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
  expect(registered).toMatch(/^已建卡 王先生/);
  expect(registered).toContain('首次回访');
  expect(missed).toMatch(/没接/);
  expect(dueIn(missed)).toBe(dueIn(registered));
  expect(dueIn(reached)).not.toBe(dueIn(registered));
  expect(dueIn(reached)).toContain('周六');
  expect(why).toContain('王先生');
  expect(why).toMatch(/因为：\n.*约/s);

  expect(await say('登记 李女士 13900005678 科雷嘉 A 懂车帝')).toMatch(/^已建卡 李女士/);
  const unanswered = await say('李女士打了 没接');
  expect(dueIn(unanswered)).toBe(dueIn(registered));
  expect(await say('为什么 李女士')).toMatch(/李女士（A级）[^]*第二天17:30前[^]*没接[^]*日期不动/);
  for (const name of ['王先生', '李女士']) expect(await say(`${name}短信发了`)).toContain('离店短信已发');
});

test('the next morning brings the reminder', async () => {
  await moveTo(MORNING, page.locator('.guide .current button', { hasText: '第二天早上' }));
  const reminder = await bubbles.filter({ hasText: '李女士' }).last().innerText();
  expect(reminder).toMatch(/今日待办|今天/);
  await page.getByText('都试过了').waitFor();
});

test('a card without its text message comes to the supervisor, who closes it by a button', async () => {
  await say('登记 赵先生 13900009012 科雷嘉 B 自然到店');
  for (const time of [/09:5\d/, /10:5\d/, /11:(4|5)\d/]) {
    await moveTo(time, page.getByRole('button', { name: '+1 小时' }));
  }
  await bubbles.filter({ hasText: '赵先生的离店短信还没发' }).waitFor();

  await become('周海涛');
  const card = chat.getByRole('article').filter({ hasText: '赵先生 短信没发' }).last();
  await card.getByRole('button', { name: '已督导' }).click();
  const done = card.getByRole('button', { name: /^已督导/, disabled: true });
  await done.waitFor();
  expect(await card.getByRole('button').count()).toBe(1);
  expect(await done.evaluate((button) => getComputedStyle(button).cursor)).not.toBe('pointer');
});
