export type Faults = ReturnType<typeof createFaults>;

/** What goes wrong with the bot's next call of the API. */
export type ApiFault =
  | { kind: 'errcode'; errcode: number }
  /** The connection breaks before the call had an effect, or after it had and before the answer. */
  | { kind: 'dropBefore' }
  | { kind: 'dropAfter' }
  | { kind: 'delay'; delayMs: number };

/** What goes wrong with the next push to the bot. The last two are forgeries and are not repeated. */
export type PushFault = 'twice' | 'twiceAtOnce' | 'wrongSignature' | 'wrongReceiver';

/** Things to go wrong, used up in the order given; for tests and for trying out the bot by hand. */
export function createFaults() {
  const calls: { fault: ApiFault; path: string | undefined }[] = [];
  const pushes: PushFault[] = [];
  let tokenVoid = false;

  return {
    /** For the next `times` calls of `path` (such as `message/send`); without it of any path but gettoken. */
    failCalls(fault: ApiFault, { times = 1, path }: { times?: number; path?: string } = {}): void {
      for (let count = 0; count < times; count++) calls.push({ fault, path });
    },
    failPush: (fault: PushFault) => void pushes.push(fault),
    /** WeCom may void a token at any time: the next call with the present one is answered 40014. */
    voidToken: () => void (tokenVoid = true),

    takeCallFault(path: string): ApiFault | undefined {
      const index = calls.findIndex((one) =>
        one.path === undefined ? path !== 'gettoken' : one.path === path,
      );
      return calls.splice(index, index < 0 ? 0 : 1)[0]?.fault;
    },
    takePushFault: (): PushFault | undefined => pushes.shift(),
    takeVoidToken(): boolean {
      const taken = tokenVoid;
      tokenVoid = false;
      return taken;
    },
  };
}
