const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text from outside can be an id at all; PostgreSQL refuses the statement otherwise. */
export const isId = (text: string): boolean => UUID.test(text);
