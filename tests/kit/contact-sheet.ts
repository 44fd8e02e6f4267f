/** One page with every picture of a language on it, each screen in four pictures. */

export const WIDTHS = [320, 1280] as const;

export interface Sheet {
  readonly lang: string;
  readonly names: readonly string[];
}

/** Below pictures/: `en/more-menu-320-dark.png`. */
export const fileOf = (lang: string, name: string, width: number, colours: string): string =>
  `${lang}/${name.replace(/[^a-z]+/g, '-')}-${width}-${colours}.png`;

const figure = (lang: string, name: string): string => {
  const pictures = WIDTHS.flatMap((width) => ['light', 'dark'].map((colours) => `<a href="${fileOf(lang, name, width, colours)}"><img class="w${width}" src="${fileOf(lang, name, width, colours)}" alt="${name}, ${width} wide, ${colours}"></a>`));
  return `<figure><figcaption>${name}</figcaption>${pictures.join('')}</figure>`;
};

export const contactSheet = ({ lang, names }: Sheet): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Every screen: ${lang}</title>
<style>
  body { font: 16px/1.4 system-ui, sans-serif; margin: 1rem; background: #cfc6da; color: #24183a }
  figure { display: inline-grid; grid-template-columns: repeat(4, auto); gap: .5rem; margin: 0 1rem 1.5rem 0; align-items: start; vertical-align: top }
  figcaption { grid-column: 1 / -1; font-weight: 700 }
  img { display: block; border-radius: .4rem; max-block-size: 360px; object-fit: cover; object-position: top }
  .w320 { inline-size: 130px }
  .w1280 { inline-size: 260px }
</style>
<h1>Every screen: ${lang}</h1>
${names.map((name) => figure(lang, name)).join('\n')}
</html>
`;
