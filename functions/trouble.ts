/** The kinds of trouble that operators hear of: each is a metric that a function counts and infra makes an alarm of. */
export const TROUBLES = ['UnknownSeverity', 'NotReconciled'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** Where they are counted. `service` is the metrics' one dimension. */
export const METRICS = { namespace: 'Tallyman', service: 'tallyman' } as const;
