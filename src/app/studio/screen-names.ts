/** The names of the studio's screens. A screen is added here and in screens.tsx, and led to by a row on home. */

export type ScreenName = 'home' | 'agree' | 'speak' | 'approve' | 'share' | 'people' | 'words';
