import type { Policy } from '../functions/core/domain/policy.ts';
import { resourcesIn } from './assembly.ts';
import { totalOf, type Usage, usageOfIdling, usageOfScans } from './dollars.ts';
import { series } from './figures.ts';
import { table } from './page.ts';
import { dollars, type Item, PRICES } from './prices.ts';
import { replayed } from './replayed.ts';
import type { Section } from './section.ts';

/** What an ordinary image has. */
const FINDINGS = 250;

/** What a million scans cost, and a month without any. */
export const dollarSection = async (assembly: string, policy: Policy): Promise<Section> => {
  const [costs] = await series(FINDINGS, policy, { warm: 0, measured: 1 });
  const { told, quiet } = await replayed(assembly, FINDINGS);
  const resources = resourcesIn(assembly);
  const secrets = policy.receivers.flatMap((to) => {
    if (to.channel !== 'slack') return [];
    return 'bot' in to ? to.bot.tokenSecret : to.webhook.urlSecret;
  });
  const usages = [
    usageOfScans(quiet, resources, costs?.recordBytes ?? Number.NaN),
    usageOfScans(told, resources, costs?.recordBytes ?? Number.NaN),
    usageOfIdling(resources, new Set(secrets).size),
  ];
  return { figures: [], tables: { dollars: dollarsTable(usages), prices: pricesTable() } };
};

const items = Object.keys(PRICES) as Item[];

const dollarsTable = (usages: readonly Usage[]): string =>
  table(
    ['dollars', 'a million scans without news', 'a million scans with news on three channels', 'a month of idling'],
    [
      ...items.map((item) => [
        `${PRICES[item].item}${PRICES[item].source === 'infracost' ? '' : ' ¹'}`,
        ...usages.map((usage) => cell(item, usage[item] ?? 0)),
      ]),
      ['**together**', ...usages.map((usage) => `**${totalOf(usage).toFixed(2)}**`)],
    ],
  );

const cell = (item: Item, count: number): string => (count === 0 ? '' : dollars(item, count).toFixed(2));

const pricesTable = (): string =>
  table(
    ['what', 'dollars', 'for', 'from'],
    items.map((item) => {
      const { item: what, usd, per, source } = PRICES[item];
      return [what, String(usd), per.toLocaleString('en'), source === 'infracost' ? source : `unverified: ${source}`];
    }),
  );
