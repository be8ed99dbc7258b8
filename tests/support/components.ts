import { getViteConfig } from 'astro/config';
import { createServer } from 'vite';

type Props = Record<string, unknown>;

/** Components as the build makes them: each drawn alone, as HTML. Whoever asks closes it. */
export async function componentsOf() {
  const config = await getViteConfig({}, { logLevel: 'silent' })({ mode: 'development', command: 'serve' });
  const server = await createServer({
    ...config,
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    appType: 'custom',
    logLevel: 'silent',
  });
  const { experimental_AstroContainer } = await server.ssrLoadModule('astro/container');
  const container = await experimental_AstroContainer.create();
  const { renderToString, createComponent } = await server.ssrLoadModule('solid-js/web');
  return {
    async astro(path: string, props: Props, locals: Props): Promise<string> {
      const { default: component } = await server.ssrLoadModule(path);
      return container.renderToString(component, { props, locals });
    },
    async solid(path: string, name: string, props: Props): Promise<string> {
      const { [name]: component } = await server.ssrLoadModule(path);
      return renderToString(() => createComponent(component, props));
    },
    close: () => server.close(),
  };
}

/**
 * HTML as a browser understands it, one thing on a line: attributes and classes in one order, without the marks of Solid,
 * space between tags, scripts and what those look for, density, and attributes that say what they would without.
 */
export function linesOf(html: string): string[] {
  const plain = html.replaceAll(/<!--.*?-->/gs, '').replaceAll(/<script.*?<\/script>/gs, '');
  return [...plain.matchAll(/<[^>]+>|[^<]+/g)].flatMap(([part]) => {
    if (!part.startsWith('<')) return part.trim() === '' ? [] : [part.trim().replaceAll(/\s+/g, ' ')];
    const [, name = ''] = /^<(\/?[\w-]+)/.exec(part) ?? [];
    const attributes = [...part.matchAll(/\s([\w-]+)(?:="([^"]*)")?/g)].flatMap(
      ([, key = '', value = '']) => {
        if (key.startsWith('data-') || (key === 'value' && value === '' && name === 'input')) return [];
        return [
          `${key}=${
            key === 'class'
              ? value
                  .split(/\s+/)
                  .filter((one) => one !== '' && one !== 'field--compact')
                  .sort()
                  .join(' ')
              : value
          }`,
        ];
      },
    );
    return [[`<${name}`, ...attributes.sort()].join(' ')];
  });
}
