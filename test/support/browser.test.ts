import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { openBrowser } from './browser.ts';

const FONT = readFileSync(new URL('../../src/simulator/page/noto-sans-sc.woff2', import.meta.url));

test('the browser shows Chinese in the font of the page', async () => {
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.setContent(`
    <style>
      @font-face { font-family: page; src: url(data:font/woff2;base64,${FONT.toString('base64')}) }
      span { font: 40px page }
    </style>
    <span id="first">你</span><span id="second">好</span><span id="again">你</span>`);
  await page.evaluate(async () => void (await document.fonts.ready));
  const picture = async (id: string) => (await page.locator(id).screenshot()).toString('base64');
  // Without a font every sign is the same empty box.
  expect(await picture('#first')).not.toBe(await picture('#second'));
  expect(await picture('#first')).toBe(await picture('#again'));
  expect(await page.textContent('body')).toContain('你好');
});

test('browsers opened at once are separate', async () => {
  const browsers = await Promise.all([openBrowser(), openBrowser()]);
  onTestFinished(async () => void (await Promise.all(browsers.map((browser) => browser.close()))));
  await browsers[0]?.close();
  const page = await browsers[1]?.newPage();
  expect(await page?.evaluate(() => 6 * 7)).toBe(42);
});
