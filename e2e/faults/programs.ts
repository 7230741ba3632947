import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { SandboxState } from '../sandbox/state.ts'

const HERE = fileURLToPath(new URL('.', import.meta.url))

type Program = 'panel-process' | 'person'
type Place = Pick<SandboxState, 'folder'>

/** The program as one file inside the checkout, where it finds its packages. */
export function programFile({ folder }: Place, name: Program): string {
  return path.join(folder, 'fault-programs', `${name}.mjs`)
}

/** Once for a whole run of the suite: a process then begins in a quarter of the time, and all rows try the same code. */
export async function bundlePrograms(place: Place): Promise<void> {
  for (const name of ['panel-process', 'person'] as const) {
    await build({
      entryPoints: [path.join(HERE, `${name}.ts`)],
      outfile: programFile(place, name),
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      sourcemap: 'inline',
      logLevel: 'error',
    })
  }
}
