import { tool } from './tool.ts'

/** What the OMS console answers to its health page, by curl: "200 healthy" where OMS is up. */
export async function consoleHealth(url: string): Promise<string> {
  const args = ['--silent', '--show-error', '--max-time', '5', '--output', '-', '--write-out', '\n%{http_code}', `${url}/oms/health`]
  const answer = await tool('curl', args).catch((cause: Error) => `\n${cause.message}`)
  const [, body = '', status = ''] = /^([\s\S]*)\n([^\n]*)$/.exec(answer) ?? []
  return `${status} ${isHealthy(body) ? 'healthy' : 'not healthy'}`
}

function isHealthy(body: string): boolean {
  try {
    const { data } = JSON.parse(body) as { data?: { healthy?: unknown } }
    return data?.healthy === true
  } catch {
    return false
  }
}
