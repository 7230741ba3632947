import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export const SIMULATOR_FOLDER = fileURLToPath(new URL('./simulator', import.meta.url))

/** Makes one file of each program that runs inside the container: there is no node_modules in the image. */
export async function bundleSimulator(outputFolder: string): Promise<void> {
  mkdirSync(outputFolder, { recursive: true })
  await build({
    entryPoints: ['oms', 'supervisorctl', 'docker-init'].map((entry) => join(SIMULATOR_FOLDER, `${entry}.ts`)),
    outdir: outputFolder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  })
}
