import { rank, SEVERITIES, type Severity } from '../../domain/severity.ts';
import type { AsffFinding } from './format.ts';
import { type Members, members } from './json.ts';
import { line } from './text.ts';

/** https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html */
const TYPE = 'Software and Configuration Checks/Vulnerabilities/CVE';
const MAX_ORIGINAL = 64;

type Rating = Pick<AsffFinding, 'FindingProviderFields'>;

/** Rates as the policy compares; a name that nobody knows is critical. */
export const ratingWriter = (unratedAs: Severity): ((severity: string) => Members<Rating>) => {
  const written = new Map<string, Members<Rating>>();
  return (severity) => {
    const known = written.get(severity);
    if (known !== undefined) return known;
    const rating = members(ratingOf(severity, unratedAs));
    written.set(severity, rating);
    return rating;
  };
};

const ratingOf = (severity: string, unratedAs: Severity): Rating => ({
  FindingProviderFields: {
    Severity: {
      Label: SEVERITIES[rank(severity, unratedAs)] ?? 'CRITICAL',
      Original: line(severity, MAX_ORIGINAL),
    },
    Types: [TYPE],
  },
});
