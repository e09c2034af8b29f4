import { sendable } from './sendable.ts';

const MOST_PLATFORMS = 20;

/** The platforms, as many as anybody builds for. */
export const machinePlatforms = (platforms: readonly string[]): string[] =>
  platforms.slice(0, MOST_PLATFORMS).map(sendable);
