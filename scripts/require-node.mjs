// Plain JavaScript: the Node that is too old for the rest has to understand this.
const LEAST = [22, 18];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) {
  process.stderr.write(
    `Tallyman needs Node ${LEAST.join('.')} or newer, this is ${process.versions.node}: npm and npx bring one; where they do not, install scripts are off: run "npm rebuild node --ignore-scripts=false"\n`,
  );
  process.exit(1);
}
