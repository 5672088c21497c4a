import pg from 'pg';

/** A statement on its way, and who waits for its answer. */
export interface Statement {
  text: string;
  values: readonly unknown[];
  /** Parsed and planned under this name once for each connection; '' = anew each time. */
  name: string;
  settle: (error: Error | undefined, result?: pg.QueryResult) => void;
}

/**
 * Sends statements in one message and hears their answers in one. When one fails the server leaves out those behind
 * it, and they are told the same error; those before it have their answers.
 * @param done told once, with the error if there was one
 */
export function sendTogether(
  client: pg.PoolClient,
  statements: readonly Statement[],
  done: (error?: Error) => void,
): void {
  client.query(new Batch(statements, done));
}

/** What pg calls of a query under way; its types do not tell. */
interface Heard {
  name?: string;
  text?: string;
  submit(connection: pg.Connection): Error | null;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: pg.Connection): void;
  handleError(error: Error, connection: pg.Connection): void;
  handleReadyForQuery(connection: pg.Connection): void;
}

/**
 * To pg one query, made of several of its own. Each writes itself as it would alone, but for the word `sync` that
 * asks the server to answer: that is said once, behind the last.
 */
class Batch implements pg.Submittable {
  /** pg puts its own around it, to end its time-out. */
  callback: (error?: Error) => void;
  readonly #queries: readonly Heard[];
  /** The one whose answer is coming in. */
  #at = 0;
  #sending = false;
  /** Why one could not be written; it and those behind it were not sent. */
  #unsent: Error | undefined;

  constructor(statements: readonly Statement[], done: (error?: Error) => void) {
    this.callback = done;
    this.#queries = statements.map(({ text, values, name, settle }) => {
      // `extended`: one without values would go as a message of the kind that is answered by itself
      const config = { text, values: [...values], ...(name ? { name } : {}), queryMode: 'extended' };
      const heard = (error: Error | undefined, result: unknown): void => {
        if (this.#sending) this.#unsent = error;
        else settle(error, result as pg.QueryResult);
      };
      return new pg.Query(config, heard) as unknown as Heard;
    });
  }

  /** By these two pg keeps what the server has parsed. */
  get name(): string | undefined {
    return this.#queries[this.#at]?.name;
  }
  get text(): string | undefined {
    return this.#queries[this.#at]?.text;
  }

  submit(connection: pg.Connection): null {
    const quiet = Object.create(connection, { sync: { value: () => {} } }) as pg.Connection;
    connection.stream.cork();
    this.#sending = true;
    for (const query of this.#queries) {
      this.#unsent = query.submit(quiet) ?? this.#unsent;
      if (this.#unsent) break;
    }
    this.#sending = false;
    connection.sync();
    connection.stream.uncork();
    return null;
  }

  handleRowDescription(message: unknown): void {
    this.#queries[this.#at]?.handleRowDescription(message);
  }
  handleDataRow(message: unknown): void {
    this.#queries[this.#at]?.handleDataRow(message);
  }
  handleCommandComplete(message: unknown, connection: pg.Connection): void {
    this.#queries[this.#at++]?.handleCommandComplete(message, connection);
  }
  handleEmptyQuery(): void {
    this.#at++;
  }

  handleReadyForQuery(connection: pg.Connection): void {
    if (this.#unsent) this.handleError(this.#unsent, connection);
    else {
      for (const query of this.#queries) query.handleReadyForQuery(connection);
      this.callback();
    }
  }
  handleError(error: Error, connection: pg.Connection): void {
    this.#queries.forEach((query, i) => {
      if (i < this.#at) query.handleReadyForQuery(connection);
      else query.handleError(error, connection);
    });
    this.callback(error);
  }
}
