import fc from 'fast-check';
import type { Cvss, Finding } from '../../functions/core/domain/finding.ts';
import { isKnown, SEVERITIES } from '../../functions/core/domain/severity.ts';

/** What a scanner may call a severity: one of the known, "not rated", or a name that nobody knows. */
export const anySeverityName: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...SEVERITIES) },
  { weight: 2, arbitrary: fc.constantFrom('UNDEFINED', 'UNTRIAGED') },
  {
    weight: 1,
    arbitrary: fc
      .string({ minLength: 1, maxLength: 20 })
      .map((name) => name.toUpperCase())
      .filter((name) => !isKnown(name)),
  },
);

/** Text that is hard on a message: emoji, markup, line breaks, length. */
export const anyAwkwardText = (maxLength: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(40, maxLength) }),
    fc.constantFrom('<&>', '<!channel>', '*b* _i_ ~s~ `c`', 'a\nb', '👩‍👩‍👧‍👦', '&amp;', '<https://x.example|y>'),
    fc.constantFrom('x', '&', '👾', 'é').map((text) => text.repeat(Math.floor(maxLength / text.length))),
  );

const anyVulnerability = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 99 }).map((n) => `CVE-2026-${String(n).padStart(4, '0')}`) },
  { weight: 1, arbitrary: fc.constantFrom('RHSA-2026:0001', 'ALAS2-2026-2456', 'GHSA-jfh8-c2jp-5v3q') },
);

const anyPackageName = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('openssl', 'zlib', 'busybox') },
  { weight: 1, arbitrary: anyAwkwardText(300) },
);

const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });

const anyCvss: fc.Arbitrary<Cvss> = fc.record({
  score: fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10),
  vector: orNull(fc.constant('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H')),
});

/** Few names, so that findings meet; all that may be missing sometimes is. */
export const anyFinding: fc.Arbitrary<Finding> = fc.record({
  vulnerability: anyVulnerability,
  severity: anySeverityName,
  packageType: fc.constant('os'),
  packageName: orNull(anyPackageName),
  version: orNull(fc.constantFrom('1.2.3', '1.2.3-4+deb12u1', '2:9.9')),
  fixedIn: orNull(fc.constantFrom('1.2.4', '2:9.10')),
  fixable: orNull(fc.boolean()),
  exploited: orNull(fc.boolean()),
  epss: orNull(fc.constantFrom(0, 0.02, 0.5, 1)),
  layer: orNull(fc.constant('sha256:1a2b')),
  suppressed: fc.constant(false),
  path: orNull(fc.constantFrom('usr/lib/libssl.so.3', 'app/package-lock.json')),
  cvss: orNull(anyCvss),
  advisory: orNull(
    fc.integer({ min: 1, max: 99 }).map((n) => `https://security-tracker.debian.org/tracker/CVE-2026-${n}`),
  ),
  description: orNull(anyAwkwardText(1_000)),
});
