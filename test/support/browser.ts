import { type Browser, chromium } from 'playwright-core';
import { unpackedChromium } from './chromium.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/**
 * Opens a headless browser: the Chromium of @sparticuz/chromium where it has one (Linux on x64), else a Chrome
 * installed on the machine. The former brings Latin fonts only; Chinese text needs the page's own font.
 */
export async function openBrowser(): Promise<Browser> {
  const failures: unknown[] = [];
  if (process.platform === 'linux' && process.arch === 'x64') {
    try {
      return await chromium.launch({ ...(await unpackedChromium()), args: FLAGS });
    } catch (error) {
      failures.push(error);
    }
  }
  try {
    return await chromium.launch({ channel: 'chrome', args: FLAGS });
  } catch (error) {
    failures.push(error);
    throw new AggregateError(
      failures,
      `No browser for the tests on ${process.platform}-${process.arch}: neither the Chromium from npm ` +
        `nor an installed Google Chrome starts.\n${failures.map(String).join('\n')}`,
    );
  }
}
