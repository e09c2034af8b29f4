import type { FindingsAlert } from '../../domain/alert.ts';
import type { Issue } from '../../domain/ledger.ts';
import { type Advisory, advisories } from './advisory.ts';
import { evaluationWriter } from './evaluation.ts';
import { fitted } from './fit.ts';
import type { AsffFinding } from './format.ts';
import { imageWriter } from './images.ts';
import { type Json, members, object } from './json.ts';
import { namesOf } from './names.ts';
import { isOver } from './over.ts';
import { ratingWriter } from './rating.ts';
import type { ToImport } from './to-import.ts';
import { vulnerability } from './vulnerability.ts';
import { description, recommendation, title } from './wording.ts';

const HANDED_OVER = 'Nothing here: Inspector scans the image now, and has a finding of its own of all that it finds.';

/** Writes issues as Security Hub is to know them: active while a live image has them. What findings share is written once. */
export const findingWriter = (
  toImport: ToImport,
  { because, handedOver }: FindingsAlert,
): ((id: string, issue: Issue) => Json<AsffFinding>) => {
  const { record, unratedAs } = toImport;
  const ofEvaluation = evaluationWriter(record);
  const ofImages = imageWriter(toImport, because);
  const rated = ratingWriter(unratedAs);
  const advisoryOf = advisories();
  return (Id, issue) => {
    const advisory = advisoryOf(issue.detail.advisory);
    const names = namesOf(issue);
    const Title = title(names, record);
    const toDo = handedOver ? HANDED_OVER : recommendation(issue, names, record, advisory !== null);
    const evaluation = ofEvaluation(handedOver || isOver(issue));
    const rating = rated(issue.severity);
    const images = ofImages(issue);
    return fitted((room) =>
      object(
        members({
          Id,
          CreatedAt: issue.firstSeenAt,
          FirstObservedAt: issue.firstSeenAt,
          Title,
          Description: description(issue, Title, room.description),
          Remediation: remediation(toDo, advisory),
          Vulnerabilities: [vulnerability(issue, names, advisory, room.references)],
        }),
        rating,
        images(room.images),
        evaluation,
      ),
    );
  };
};

const remediation = (Text: string, advisory: Advisory | null): AsffFinding['Remediation'] => ({
  Recommendation: { Text, Url: advisory?.url },
});
