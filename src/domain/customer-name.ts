/** How a customer is called in a line: 李姐; 尾号1234 or 微信li88 while his name is not known. */
export function customerName(known: {
  alias: string | null;
  name: string | null;
  phone: string | null;
  wechat: string | null;
}): string {
  const { alias, name, phone, wechat } = known;
  const called = alias ?? name;
  if (called) return called;
  return phone ? `尾号${phone.slice(-4)}` : `微信${wechat}`;
}
