// Says which packages are there; fails where it is told to.
import { readFileSync } from 'node:fs';

if (process.argv[2] === '--fail') {
  throw new Error('asked to fail');
}
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
console.log(process.env.GREETING, ...process.argv.slice(2));
for (const name of Object.keys(read('package.json').devDependencies)) {
  console.log(name, read(`node_modules/${name}/package.json`).version);
}
