/** A style sheet or a page's script taken into the bundle as text, so that the built council is whole without files beside it. */

declare module '*.css?raw' {
  const text: string;
  export default text;
}

declare module '*.js?raw' {
  const text: string;
  export default text;
}
