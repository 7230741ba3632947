import type { Docker } from './ports.ts'

/** Runs a short command in a container and gathers what it prints. */
export async function execLines(
  docker: Docker,
  id: string,
  argv: string[],
  signal: AbortSignal,
): Promise<{ exitCode: number; lines: string[] }> {
  const lines: string[] = []
  const { exitCode } = await docker.exec(id, argv, { onLine: (text) => lines.push(text), signal })
  return { exitCode, lines }
}
