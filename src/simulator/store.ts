import { closeSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from './chat-record.ts';

/** An append-only log of entries; `entries` holds all of them, oldest first. */
export interface SimulatorStore {
  readonly entries: readonly Entry[];
  append(entry: Entry): void;
  close(): void;
}

export function createMemoryStore(): SimulatorStore {
  const entries: Entry[] = [];
  return { entries, append: (entry) => void entries.push(entry), close: () => undefined };
}

/**
 * Keeps the log in `simulator.jsonl` of that directory, one JSON object per line. A last line cut short by
 * a killed process is discarded; any other broken line throws, naming the file and the line.
 */
export function openFileStore(directory: string): SimulatorStore {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'simulator.jsonl');
  const file = openSync(path, 'a+');
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf('\n') + 1;
  // Cut off before the first append, which would otherwise continue the broken line.
  if (end < bytes.length) truncateSync(path, end);
  const lines = bytes.subarray(0, end).toString().split('\n').slice(0, -1);
  const entries = lines.map((line, index) => parseLine(line, `${path}:${index + 1}`));
  return {
    entries,
    append(entry) {
      writeSync(file, `${JSON.stringify(entry)}\n`);
      entries.push(entry);
    },
    close: () => closeSync(file),
  };
}

function parseLine(line: string, place: string): Entry {
  try {
    return JSON.parse(line) as Entry;
  } catch (cause) {
    throw new Error(`not a line of the simulator's log: ${place}`, { cause });
  }
}
