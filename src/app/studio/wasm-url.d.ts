/** The encoder's WebAssembly as a file of its own, by the address that the build gives it. */
declare module 'wasm-media-encoders/wasm/mp3?url' {
  const address: string;
  export default address;
}
