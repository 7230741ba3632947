import { askSupervisor } from './ask-supervisor.ts'

// /usr/bin/supervisorctl of the image.
async function main(): Promise<void> {
  const answer = await askSupervisor(process.argv.slice(2))
  process.stdout.write(`${answer?.text ?? 'unix:///var/run/supervisor.sock no such file'}\n`)
  process.exitCode = answer?.exitCode ?? 4
}

void main()
