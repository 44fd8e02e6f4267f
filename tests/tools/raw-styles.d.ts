/** A style sheet asked for as text. */

declare module '*.css?raw' {
  const text: string;
  export default text;
}
