/** The staff's pages are hono's JSX and all others preact's; one pragma a file tells them apart where both are in one run. */

const IS_STAFF = /[\\/]src[\\/]council[\\/].*\.tsx$/;

/** @returns {import('vite').Plugin} */
export const staffJsx = () => ({
  name: 'staff-jsx',
  enforce: 'pre',
  // On the first line, so that no line number moves.
  transform: (code, id) => (IS_STAFF.test(id) ? { code: `/** @jsxImportSource hono/jsx */ ${code}`, map: null } : undefined),
});
