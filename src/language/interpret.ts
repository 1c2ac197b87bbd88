import type { Circumstances } from './circumstances.ts';
import { assemble } from './assemble.ts';
import { readCues } from './cues.ts';
import { gather, isBareAnswer } from './evidence.ts';
import { readCard } from './facts/card.ts';
import { decideIntents } from './intents.ts';
import { splitItems } from './items.ts';
import type { Meaning } from './meaning.ts';

/** The longest message that is read; what people write is far shorter, and WeCom cuts at 2,048 bytes. */
const MAX_CHARACTERS = 4000;

/**
 * What one message means: its values are read, then what it is for is decided from all of them together, then both
 * are put into one shape. Pure: the same text at the same time means the same.
 */
export function interpret(text: string, circumstances: Circumstances): Meaning {
  const normal = text
    .normalize('NFKC')
    .replaceAll(/(?![\n\t])\p{Cc}/gu, ' ')
    .trim();
  if (normal === '') return { intents: ['none'] };
  if (normal.length > MAX_CHARACTERS)
    return { intents: ['ask'], needs: ['这条太长了，没有记。请一位客户一条，分开发。'] };
  const items = splitItems(normal);
  if (items) {
    const meanings = items.map(({ text: part, index }) => {
      const meaning = withTalk(interpretOne(part, circumstances), part);
      return index === undefined || meaning.customerRef ? meaning : { ...meaning, customerRef: { index } };
    });
    return { intents: [...new Set(meanings.flatMap(({ intents }) => intents))], items: meanings };
  }
  const [, index, rest = ''] =
    /^(\d{1,2})[.、:)\s]\s*(?=\D)(.+)$/s.exec(normal) ??
    /^(\d{1,2})(?=[没通约不接挂空打聊])(.+)$/s.exec(normal) ??
    [];
  if (index === undefined) return interpretOne(normal, circumstances);
  const meaning = withTalk(interpretOne(rest, circumstances), rest);
  return typeof meaning.customerRef === 'object' && meaning.customerRef
    ? meaning
    : { ...meaning, customerRef: { index: Number(index) } };
}

/** In an account of calls, 约了周六 tells of a talk: somebody must have answered to agree. */
function withTalk(meaning: Meaning, text: string): Meaning {
  if (meaning.contact || !meaning.intents.includes('setAppointment') || !/约[了好到]/.test(text))
    return meaning;
  const contact = { channel: 'phone', result: 'connected', effective: true, summary: text } as const;
  return { ...meaning, intents: ['logContact', ...meaning.intents], contact };
}

/**
 * A message as the answer to a question for what a card lacks: undefined when it says more than values. A number is
 * then the customer's, not that of a new one.
 */
export function interpretAnswer(text: string, circumstances: Circumstances): Meaning | undefined {
  const evidence = gather(text.normalize('NFKC').trim(), circumstances.now);
  if (!isBareAnswer(evidence)) return undefined;
  const { customer } = readCard(evidence, new Set(), true);
  return { ...assemble(evidence, new Set(), ['updateCard'], circumstances), ...(customer && { customer }) };
}

function interpretOne(text: string, circumstances: Circumstances): Meaning {
  const evidence = gather(text, circumstances.now);
  const cues = readCues(text);
  const intents = decideIntents(evidence, cues, circumstances.roles);
  return assemble(evidence, cues, intents, circumstances);
}
