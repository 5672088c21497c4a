import { HTTPException } from 'hono/http-exception';

/**
 * The vacancy, or 404: a foreign agency's is told like one that does not exist.
 * @throws HTTPException 404
 */
export function vacancyOr404<T>(vacancy: T | undefined): T {
  if (vacancy === undefined) throw new HTTPException(404);
  return vacancy;
}
