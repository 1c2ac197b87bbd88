import { countPosted } from '../db/outbox.ts';
import { addDays, addMinutes, dayOf, instantOf } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';
import type { Talk } from './command.ts';

const EXPLAINS =
  /^(?:都|全)?是真的|真(?:的)?(?:都)?(?:是我)?打(?:了|的|过)|座机|(?:连着|挨个|一个接一个|一口气)打|打完.{0,4}(?:一起|统一|再)(?:补|记)|(?:一起|统一|集中|事后|后来)补?(?:记|录|写)的?|(?:复制|照抄|一样的话)/;

/** 是真的 我用座机连着打的: what somebody says to the question about his entries of today or yesterday (D44). */
export async function explainsLogs(
  { db, member, at, text }: Talk,
  { customerRef }: Meaning,
): Promise<boolean> {
  const isOfSomebody = typeof customerRef === 'object' && customerRef !== null;
  if (isOfSomebody || !EXPLAINS.test(text.normalize('NFKC').trim())) return false;
  const yesterday = instantOf(addDays(dayOf(at), -1), '00:00');
  return (await countPosted(db, `log-asked:${member.userId}:`, yesterday, addMinutes(at, 1))) > 0;
}
