import type { Query, SQL } from 'drizzle-orm';
import {
  PgDatabase,
  type PgDialect,
  PgPreparedQuery,
  type PgQueryResultHKT,
  PgSession,
  type PgTransaction,
  type PreparedQueryConfig,
} from 'drizzle-orm/pg-core';
import type { Db } from './connect.ts';

/** A transaction that begins with the first thing that is asked of its `db`; until then it costs nothing. */
export interface LateTransaction {
  db: Db;
  hasBegun(): boolean;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** `opening` is the first work of the transaction, if it begins: when it fails, so does what was asked. */
export function lateTransaction(db: Db, opening: (tx: Db) => Promise<void>): LateTransaction {
  let begun: Promise<Db> | undefined;
  let ended: Promise<void> = Promise.resolve();
  let end = (_isGood: boolean) => {};
  const begin = () =>
    (begun ??= new Promise((resolve, reject) => {
      const verdict = new Promise<boolean>((settle) => (end = settle));
      ended = db.transaction(async (tx) => {
        await opening(tx);
        resolve(tx);
        if (!(await verdict)) throw new Error('given up');
      });
      ended.catch(reject);
    }));
  const { dialect } = db as unknown as { dialect: PgDialect };
  return {
    db: new PgDatabase(dialect, new LateSession(dialect, begin), undefined),
    hasBegun: () => begun !== undefined,
    async commit() {
      end(true);
      await ended;
    },
    async rollback() {
      end(false);
      await ended.catch(() => {});
    },
  };
}

type Prepare = Parameters<PgSession['prepareQuery']>;
type Transaction = PgTransaction<PgQueryResultHKT, Record<string, never>, Record<string, never>>;

class LateSession extends PgSession {
  readonly #begin: () => Promise<Db>;

  constructor(dialect: PgDialect, begin: () => Promise<Db>) {
    super(dialect);
    this.#begin = begin;
  }

  override prepareQuery<T extends PreparedQueryConfig>(...prepare: Prepare): PgPreparedQuery<T> {
    return new LateQuery<T>(prepare[0], async () =>
      (await this.#begin())._.session.prepareQuery<T>(...prepare),
    );
  }

  /** Drivers give a count in different shapes; each session knows its own. */
  override async count(query: SQL): Promise<number> {
    return (await this.#begin())._.session.count(query);
  }

  override async transaction<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    return (await this.#begin()).transaction((tx) => body(tx as unknown as Transaction));
  }
}

class LateQuery<T extends PreparedQueryConfig> extends PgPreparedQuery<T> {
  /** Drizzle notes here which joined tables may be missing. */
  declare joinsNotNullableMap: unknown;
  readonly #prepare: () => Promise<PgPreparedQuery<T>>;

  constructor(query: Query, prepare: () => Promise<PgPreparedQuery<T>>) {
    super(query, undefined, undefined);
    this.#prepare = prepare;
  }

  override async execute(values?: Record<string, unknown>): Promise<T['execute']> {
    const { joinsNotNullableMap } = this;
    return Object.assign(await this.#prepare(), { joinsNotNullableMap }).execute(values);
  }
}
