/** Whether this page is open inside another app, whose storage may be gone tomorrow. */

/** Facebook, Messenger, Instagram, WhatsApp, Line, TikTok, Snapchat, and Android's plain web view. */
const MARKS = /FBAN|FBAV|FB_IAB|Instagram|WhatsApp|Line\/|TikTok|musical_ly|Snapchat|; wv\)/;

export const isInsideAnotherApp = (userAgent: string): boolean => MARKS.test(userAgent);
