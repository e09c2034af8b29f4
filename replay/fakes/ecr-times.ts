const TIMES: ReadonlySet<string> = new Set([
  'firstObservedAt',
  'imagePushedAt',
  'imageScanCompletedAt',
  'lastActivatedAt',
  'lastArchivedAt',
  'lastInUseAt',
  'lastObservedAt',
  'lastRecordedPullTime',
  'pushedAt',
  'updatedAt',
  'vendorCreatedAt',
  'vendorUpdatedAt',
  'vulnerabilitySourceUpdatedAt',
]);

/** `data` with every time that ECR knows as epoch seconds, which is how ECR sends it; ISO 8601 is taken too. */
export const withEpochSeconds = (data: unknown): unknown => {
  if (Array.isArray(data)) return data.map(withEpochSeconds);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      TIMES.has(key) && typeof value === 'string' ? epochSeconds(key, value) : withEpochSeconds(value),
    ]),
  );
};

const epochSeconds = (key: string, iso: string): number => {
  const milliseconds = Date.parse(iso);
  if (Number.isNaN(milliseconds))
    throw new Error(`${key} is '${iso}', which is no time; write ISO 8601 or epoch seconds`);
  return milliseconds / 1000;
};
