import { raw } from 'hono/html';

/**
 * Data for machines inside a page. A browser does not run it, so the policy on scripts lets it stand; `<` is
 * written as an escape, so that no text can end the element.
 */
export const JsonData = ({ data }: { data: object }) => (
  <script type="application/ld+json">{raw(JSON.stringify(data).replaceAll('<', '\\u003c'))}</script>
);
