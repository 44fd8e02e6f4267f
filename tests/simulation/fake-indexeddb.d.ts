/** Insides of fake-indexeddb that its package says no types for. */
declare module 'fake-indexeddb/lib/FDBObjectStore' {
  const FDBObjectStore: { readonly prototype: object };
  export default FDBObjectStore;
}
declare module 'fake-indexeddb/lib/FDBTransaction' {
  const FDBTransaction: { readonly prototype: object };
  export default FDBTransaction;
}
