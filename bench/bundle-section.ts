import { bundles } from './bundles.ts';
import { atMost } from './figure.ts';
import { table } from './page.ts';
import type { Section } from './section.ts';

const MAX_KILOBYTES = 700;
const MAX_RATIO = 1.3;

/** What it takes to load each function. */
export const bundleSection = async (assembly: string): Promise<Section> => {
  const found = await bundles(assembly);
  return {
    figures: [
      atMost(
        'loading a bundle ÷ loading only its SDK clients (Slack’s is one), the worst',
        MAX_RATIO,
        Math.max(...found.map(({ ratio }) => ratio)),
      ),
      atMost('the largest bundle, minified', MAX_KILOBYTES, Math.max(...found.map(({ bytes }) => bytes / 1000)), ' kB'),
    ],
    tables: {
      bundles: table(
        ['function', 'size', 'CPU to load, here', '÷ its SDK clients', '÷ those of AWS alone', 'clients'],
        found.map(({ handler, bytes, ms, ratio, ratioToAws, clients }) => [
          `\`${handler}\``,
          `${(bytes / 1000).toFixed(0)} kB`,
          `${ms.toFixed(0)} ms`,
          ratio.toFixed(2),
          ratioToAws.toFixed(2),
          clients.join(', '),
        ]),
      ),
    },
  };
};
