import { scanPages } from '../functions/adapters/ecr/pages.ts';
import { scanOf } from '../functions/adapters/ecr/scan.ts';
import { evaluate } from '../functions/core/domain/evaluate.ts';
import { type Before, NOTHING_BEFORE, type Step } from '../functions/core/domain/evaluation.ts';
import type { Policy } from '../functions/core/domain/policy.ts';
import type { Scan } from '../functions/core/domain/scan.ts';
import { aDigest, aFinding, anImage, aRegistry } from '../test/support/builders.ts';
import { answers, DIGEST, REPOSITORY } from './answers.ts';
import { cannedEcr, cannedRecords } from './canned.ts';
import { cpuOf } from './cpu.ts';
import { atMost } from './figure.ts';
import { median } from './median.ts';
import { table } from './page.ts';
import type { Section } from './section.ts';

const FINDINGS = 10_000;
const ROUNDS = { warm: 8, measured: 15 };
const AT = '2026-11-21T08:00:00.000Z';

/** What it takes to compare a rebuild with the ledger, as it was read, in CPU ÷ `JSON.parse` of the scan's answers. */
export const compareSection = async (policy: Policy): Promise<Section> => {
  const texts = answers(FINDINGS);
  const readBefore = await kept(evaluated(policy, NOTHING_BEFORE, 'a', await scanOfTexts(texts)));
  const ratios: { readonly same: number; readonly one: number }[] = [];
  for (let round = 0; round < ROUNDS.warm + ROUNDS.measured; round += 1) {
    const parse = await cpuOf(() => texts.map((text): unknown => JSON.parse(text)));
    const scan = await scanOfTexts(texts);
    const before = await readBefore();
    const more = { ...scan, findings: [...scan.findings, aFinding({ vulnerability: 'CVE-2026-0001' })] };
    const same = await cpuOf(() => evaluated(policy, before, 'b', scan));
    const one = await cpuOf(() => evaluated(policy, before, 'b', more));
    if (same.result.kind !== 'moved' || one.result.kind !== 'changed')
      throw new Error(`a rebuild was ${same.result.kind}, one with a finding more ${one.result.kind}`);
    if (round >= ROUNDS.warm) ratios.push({ same: same.ms / parse.ms, one: one.ms / parse.ms });
  }
  const [same, one] = [median(ratios.map((each) => each.same)), median(ratios.map((each) => each.one))];
  return {
    figures: [
      atMost('comparing a rebuild of 10,000 findings with a parsed ledger, nothing new, ÷ `JSON.parse`', 1, same),
    ],
    tables: {
      comparing: table(
        ['a rebuild of 10,000 findings, ÷ `JSON.parse`', 'CPU'],
        [
          ['nothing new: comparing, and that nobody is told', same.toFixed(2)],
          ['one finding more: comparing, deciding, the record with every issue in its new place', one.toFixed(2)],
        ],
      ),
    },
  };
};

const scanOfTexts = async (texts: readonly string[]): Promise<Scan> => {
  const answer = scanOf(await scanPages(cannedEcr(texts), { repository: REPOSITORY, digest: DIGEST }));
  if (answer.kind !== 'scan') throw new Error(`the answers are no scan: ${answer.kind}`);
  return answer.scan;
};

const evaluated = (policy: Policy, before: Before, digit: 'a' | 'b', scan: Scan): Step => {
  const digest = aDigest(digit);
  const pushedAt = digit === 'a' ? '2026-11-01T00:00:00.000Z' : '2026-11-02T00:00:00.000Z';
  const image = anImage({ repository: REPOSITORY, digest, tags: [`v1.${digit.charCodeAt(0)}`], pushedAt });
  return evaluate(
    {
      policy,
      registry: aRegistry(),
      repository: REPOSITORY,
      lineage: REPOSITORY,
      before,
      trigger: 'bench',
      at: AT,
      sighting: { kind: 'seen', image, taggedAt: null, hadTags: true },
      parts: new Map(),
    },
    { scans: new Map([[digest, { kind: 'complete', scan }]]), tagged: null, epss: new Map() },
  );
};

/** Keeps the first evaluation; what is returned reads it, as each evaluation after it does. */
const kept = async (step: Step): Promise<() => Promise<Before>> => {
  if (step.kind !== 'changed') throw new Error(`the first evaluation was ${step.kind}`);
  const { records } = cannedRecords();
  const recordKey = await records.put(step.record);
  return async () => {
    const { version, policyHash, heads, ledger } = await records.get(recordKey);
    return { version, recordKey, policyHash, heads, ledger };
  };
};
