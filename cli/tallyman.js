#!/usr/bin/env node
// Plain JavaScript: a Node that is too old for the rest has to get as far as saying so.
import '../scripts/require-node.mjs';

await import('./tallyman.ts');
