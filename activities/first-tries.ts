import { asyncLocalStorage } from '@temporalio/activity';
import { tryAgain } from './failures.ts';

/** Of the slots for local activities, which looks at the record share (`LOCAL_AT_ONCE`). */
const ROOM = 24;

/**
 * A mail whose first try a workflow makes in its own task. A mail server that hangs would soon hold every such task
 * and the looks of other runs with them: while as many tries are under way as there is room for, the next ones fail at
 * once and go the way of the ordinary activity. A try counts until it has ended, also after its workflow gave it up.
 */
export function firstTries<A>(send: (a: A) => Promise<void>): (a: A) => Promise<void> {
  let underWay = 0;
  return async (a) => {
    if (!asyncLocalStorage.getStore()?.info.isLocal) return send(a);
    if (underWay >= ROOM) throw tryAgain('mailTemporary');
    underWay += 1;
    try {
      await send(a);
    } finally {
      underWay -= 1;
    }
  };
}
