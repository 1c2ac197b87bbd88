import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { isWell, startProcess } from '../support/process.ts';

test('a second process on a data folder is refused, and let in once the first was killed', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bubu-second-'));
  const start = async () => {
    const running = startProcess({ DATA_DIR: dataDir }, await freePort());
    onTestFinished(running.kill);
    return running;
  };
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const first = await start();
  await isWell(first);
  const second = await start();
  const said = await text(second.child.stderr);
  expect(said.trim()).toBe(
    `数据目录正被另一个步步进程（${first.child.pid}）使用，没有启动。先停掉它，或换一个 DATA_DIR。`,
  );
  expect(await second.ended).toBe(1);
  await first.kill();
  await isWell(await start());
});
