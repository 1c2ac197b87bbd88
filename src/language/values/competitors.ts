import type { Found } from '../found.ts';
import { type Car, readBrands, readCars } from './cars.ts';
import { matchesOf } from '../matches.ts';

/** A rival car; `bought` where the customer has bought or ordered it. `series` is absent when only a brand is named. */
export interface Competitor extends Partial<Car> {
  name: string;
  bought?: true;
}

/** After these, the cars up to the end of the phrase are rivals. */
const CUE =
  /竞品|竟品|在比|拿(?=[^\s,。;]{2,8}比)|比(?=[^\s,。;]{2,6}(?:贵|便宜|高))|竞争|竞对|对比|比较|相比|比一下|也去看|去看了|也看|还看|人家|还在看|同时看|另外看|也在看|之前看|刚看了|看过|还有看|对面|隔壁|别家|别的店|其他牌子|纠结|犹豫|对手|跟[^\s,。;]{0,4}比|和[^\s,。;]{0,4}比|不如|比不上|看好|倾向|被[^\s,。;]{0,4}抢|与/g;
const BOUGHT =
  /(?:买了|订了|定了|提了|入了|已经买|已买|已订|选了|改买|去买|买的|跑去买|签了|拿下)(?:个|台|辆|别的|别家|其他|隔壁|人家|对面|的?车)*的?[\s,，:：]?(?:是|叫)?$/;
/** 在皓影和CR-V之间犹豫: the word comes after the cars. */
const CUE_AFTER =
  /^[他她]?(?:也|都)*(?:去)?(?:看|问|试|比)过|^也在(?:看|比|瞧)|^(?:那[边头家]|家)?(?:比我们|便宜|少要|便宜|更便宜|优惠更|给的更)|^(?:两[台个款]车?)?(?:之间|比较|对比|里选|二选一|中选|里挑|纠结|犹豫|哪个好)/;
/** 买思域了, 去买CRV了. */
const BOUGHT_AROUND = { before: /买\s?$/, after: /^去?了/ };
const BETWEEN = /^[\s、,和跟与或/+还有以及看了的]{0,5}$/;

/** Cars named as rivals (竞品缤智, 还在看奇骏和CRV, 买了缤智), in order; `series` are those that `readCars` found. Text is NFKC. */
export function readCompetitors(text: string, series = readCars(text)): Found<Competitor>[] {
  const cars: Found<Competitor>[] = [
    ...series.map((car) => ({ ...car, value: { ...car.value, name: car.value.series } })),
    ...readBrands(text, series).map((brand) => ({
      ...brand,
      value: { brand: brand.value, name: brand.value },
    })),
  ].sort((a, b) => a.start - b.start);
  const cues = matchesOf(text, CUE).map((match) => match.index + match[0].length);
  const comparedAfter: boolean[] = [];
  for (const [index, { end }] of [...cars.entries()].reverse()) {
    const next = cars[index + 1];
    const listed = next !== undefined && BETWEEN.test(text.slice(end, next.start));
    comparedAfter[index] =
      CUE_AFTER.test(text.slice(end, end + 8)) || (listed && comparedAfter[index + 1] === true);
  }
  const found: Found<Competitor>[] = [];
  let cue = 0;
  for (const [index, car] of cars.entries()) {
    while ((cues[cue + 1] ?? Number.POSITIVE_INFINITY) <= car.start) cue += 1;
    const since = cues[cue];
    const before = text.slice(Math.max(0, car.start - 12), car.start);
    const earlier = found.at(-1);
    const listed =
      earlier !== undefined &&
      cars[index - 1]?.end === earlier.end &&
      BETWEEN.test(text.slice(earlier.end, car.start));
    const cued =
      since !== undefined &&
      since <= car.start &&
      car.start - since <= 8 &&
      !/[\n。;!?]/.test(text.slice(since, car.start));
    // 和轩逸比: but not 风朗比轩逸, of which 风朗 is ours.
    const compared =
      /[和跟与拿]\s?$/.test(before) && /^(?:做|来)?对?比/.test(text.slice(car.end, car.end + 4));
    const bought =
      BOUGHT.test(before) ||
      (BOUGHT_AROUND.before.test(before) && BOUGHT_AROUND.after.test(text.slice(car.end, car.end + 3)));
    if (!listed && !cued && !bought && !compared && !comparedAfter[index]) continue;
    found.push({ ...car, value: { ...car.value, ...(bought ? { bought: true as const } : {}) } });
  }
  return found;
}
