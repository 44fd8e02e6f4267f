/** Addresses: every one that the product promises, and no inner step in any of them. */
import { expect, test } from 'vitest';
import { inLanguage, pathTo, PLAIN_SCREENS, routeOf } from '../../src/app/route.ts';
import { LANGUAGES } from '../../src/domain/language.ts';

test('each address that is the app’s is its screen, in each language', () => {
  expect(routeOf('/')).toEqual({ screen: 'welcome' });
  for (const lang of LANGUAGES) {
    expect(routeOf(`/${lang}/`)).toEqual({ screen: 'conversations', lang });
    expect(routeOf(`/${lang}`)).toEqual({ screen: 'conversations', lang });
    expect(routeOf(`/${lang}/visitor-parking`)).toEqual({ screen: 'pack', lang, pack: 'visitor-parking' });
    expect(routeOf(`/${lang}/visitor-parking/`)).toEqual({ screen: 'pack', lang, pack: 'visitor-parking' });
    for (const screen of ['my-answers', 'replies', 'preferences', 'help', 'take-back']) expect(routeOf(`/${lang}/-/${screen}`)).toEqual({ screen, lang });
  }
});

test.each([
  '/en/visitor-parking/paper', '/packs/', '/packs/visitor-parking/3-0f4a/pack.json', '/v1/records', '/v1/held', '/v1/keys', '/v1/replies', '/staff', '/staff/enter/x', '/studio', '/healthz', '/fr/',
])('%s is not the app’s: the browser goes there itself', (path) => {
  expect(routeOf(path)).toBeUndefined();
});

test.each(['/en/-/', '/en/-/review', '/so/-/help/more', '/bn/-/toString'])('%s is missing, and says so in its language', (path) => {
  expect(routeOf(path)).toEqual({ screen: 'missing', lang: path.slice(1, 3) });
});

test('every path that is made leads back to where it came from', () => {
  for (const lang of LANGUAGES) {
    expect(routeOf(pathTo.conversations(lang))).toEqual({ screen: 'conversations', lang });
    expect(routeOf(pathTo.pack(lang, 'visitor-parking'))).toEqual({ screen: 'pack', lang, pack: 'visitor-parking' });
    for (const screen of PLAIN_SCREENS) expect(routeOf(pathTo.plain(lang, screen))).toEqual({ screen, lang });
    expect(routeOf(pathTo.paper(lang, 'visitor-parking'))).toBeUndefined();
  }
  expect(routeOf(pathTo.welcome())).toEqual({ screen: 'welcome' });
});

test('another language shows the same screen', () => {
  for (const path of ['/en/', '/en/visitor-parking', '/en/-/help']) expect(inLanguage(routeOf(path)!, 'so')).toBe(path.replace('/en', '/so'));
  expect(inLanguage({ screen: 'welcome' }, 'bn')).toBe('/bn/');
  expect(inLanguage({ screen: 'missing', lang: 'en' }, 'bn')).toBe('/bn/');
});
