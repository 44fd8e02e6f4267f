/** A setting that can't be used, as one sentence that says what to do. */
export class SettingFault extends Error {}
