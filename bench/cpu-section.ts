import type { Policy } from '../functions/core/domain/policy.ts';
import { STAGES, type Stage } from './evaluation.ts';
import { atMost } from './figure.ts';
import { exponentOf, ratioOf, type Series, series, sumOf } from './figures.ts';
import { median } from './median.ts';
import { table } from './page.ts';
import type { Section } from './section.ts';

const ROUNDS = {
  1000: { warm: 15, measured: 21 },
  10000: { warm: 5, measured: 11 },
  100000: { warm: 1, measured: 3 },
} as const;
const TEN_THOUSAND = 10_000;

/** The CPU of an evaluation and how it grows. */
export const cpuSection = async (policy: Policy): Promise<Section> => {
  const bySize = new Map<number, Series>();
  for (const [findings, rounds] of Object.entries(ROUNDS))
    bySize.set(Number(findings), await series(Number(findings), policy, rounds));
  const routed = bySize.get(TEN_THOUSAND) ?? [];
  const everything = await series(TEN_THOUSAND, everyIssueToEveryone(policy), ROUNDS[TEN_THOUSAND]);
  const points = [...bySize].map(([n, all]) => ({ n, all, cost: median(all.map((costs) => sumOf(costs))) }));
  return {
    figures: [
      atMost('CPU of an evaluation of 10,000 findings, three channels, ÷ `JSON.parse`', 8, ratioOf(routed, sumOf)),
      atMost(
        'the same without gzip and Security Hub',
        3,
        ratioOf(routed, (costs) => sumOf(costs, ['compress', 'securityHub'])),
      ),
      atMost('growth over 1,000, 10,000, 100,000 findings: exponent', 1.1, exponentOf(points)),
    ],
    tables: {
      stages: stagesTable(routed, everything),
      growth: table(
        ['findings', '÷ `JSON.parse`', 'CPU here'],
        points.map(({ n, all, cost }) => [
          n.toLocaleString('en'),
          ratioOf(all, sumOf).toFixed(1),
          `${cost.toFixed(0)} ms`,
        ]),
      ),
    },
  };
};

const everyIssueToEveryone = (policy: Policy): Policy => ({
  ...policy,
  routes: policy.routes.map((route) => ({ ...route, severity: null })),
});

const stagesTable = (routed: Series, everything: Series): string => {
  const row = (what: string, cost: Parameters<typeof ratioOf>[1]) => [
    what,
    ratioOf(routed, cost).toFixed(2),
    ratioOf(everything, cost).toFixed(2),
  ];
  return table(
    ['where the time goes, ÷ `JSON.parse`', 'as routed', 'everybody hears everything'],
    [
      ...(Object.keys(STAGES) as Stage[]).map((stage) => row(STAGES[stage], ({ stages }) => stages[stage])),
      row('**together**', sumOf),
      row('of which the floor: `JSON.stringify`, SHA-256 and gzip of the same, and nothing else', ({ floor }) => floor),
      row('beside: the SDK reads the answers, its own `JSON.parse` included', ({ sdk }) => sdk),
      row('beside: each delivering function reads the record', ({ readRecord }) => readRecord),
    ],
  );
};
