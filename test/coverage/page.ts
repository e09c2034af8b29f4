import type { Row, Topic } from './row.ts';

/** `docs/coverage.md`: every case, what happens, and the test that proves it. */
export const coveragePage = (topics: readonly Topic[]): string =>
  `${[introduction(topics), ...topics.map(section)].join('\n\n')}\n`;

const introduction = (
  topics: readonly Topic[],
): string => `<!-- written by \`npm run coverage\`, and held to it by \`.ci/run\` -->
# What is covered

Every event of ECR and Inspector, every status and exception of ECR's answers, every kind of image: what happens, and the test
that proves it. The statuses are those of \`functions/core/domain/scan-status.ts\`, which the evaluation reads; the events those
that the rules of the template take, and all others that AWS names; the exceptions those that the SDK names for the calls that are
made. One of them without a row, or a row whose test is missing, fails or is skipped, fails \`.ci/run\`.

**${topics.flatMap(({ rows }) => rows).length} cases.** An event is a nudge: the status is always that of the API's answer. “Sweep” is
\`reconcile\` coming by, daily. Whatever is not a complete scan is told once, never read as clean, and resolves nothing.`;

const section = ({ title, says, rows }: Topic): string =>
  [`## ${title}`, says, [...HEAD, ...rows.map(line)].join('\n')].join('\n\n');

const HEAD = ['| event | engine | status | image | what happens | proven by |', '|---|---|---|---|---|---|'];

const line = ({ event, engine, status, image, happens, proof }: Row): string =>
  `| ${[event, engine, status, image, happens].map(cell).join(' | ')} | [${cell(proof.test)}](../test/${proof.file}) |`;

const cell = (text: string): string => text.replaceAll(/[|<*[\]]/g, String.raw`\$&`);
