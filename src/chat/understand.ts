import { previousTexts } from '../db/inbox.ts';
import { addMinutes } from '../domain/time.ts';
import type { Circumstances } from '../language/circumstances.ts';
import { explained } from '../language/interpret.ts';
import type { Meaning } from '../language/meaning.ts';
import type { Talk } from './command.ts';
import { MEMORY_MINUTES } from './pending.ts';

export interface Understood {
  meaning: Meaning;
  /** Which words told of each customer, when there are several. */
  parts: readonly string[];
}

/** The meaning by itself; if it has none, after what the same person wrote in the minutes before. */
export async function understand({ db, text, at, member, messageId }: Talk): Promise<Understood> {
  const alone = read(text, { now: at, roles: member.roles, context: [] });
  if (!leansOnEarlier(alone.meaning)) return alone;
  const context = await previousTexts(db, member.userId, messageId, addMinutes(at, -MEMORY_MINUTES));
  if (context.length === 0) return alone;
  const leaning = read(text, { now: at, roles: member.roles, context });
  return leansOnEarlier(leaning.meaning) ? alone : leaning;
}

/** What a text means, and which words told of whom. */
export function read(text: string, circumstances: Circumstances): Understood {
  const { meaning, readings } = explained(text, circumstances);
  return { meaning, parts: readings.map(({ written }) => written) };
}

function leansOnEarlier({ intents, says, choice }: Meaning): boolean {
  return (
    says === undefined &&
    choice === undefined &&
    intents.every((intent) => intent === 'none' || intent === 'ask')
  );
}
