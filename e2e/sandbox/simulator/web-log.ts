import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { paths } from './paths.ts'

/**
 * ghana/Ghana/oms-web.log under the logs mount: "URL, path and response of the console's own calls" (the vendor's troubleshooting page).
 * How a line is written there nobody publishes; this is how Java web applications usually do.
 */
export function webLog(call: { method: string; url: URL; body: string; status: number; answer: string }): void {
  const file = join(paths.logs, 'ghana/Ghana/oms-web.log')
  const time = new Date().toISOString().replace('T', ' ').replace('Z', '')
  const params = call.body === '' ? '' : `, params: ${withoutPassword(call.body)}`
  const line = `${time} [http-nio-8090-exec-${(Date.now() % 8) + 1}] INFO  c.o.o.web.WebLogAspect - url: ${call.url.href}, path: ${call.url.pathname}, method: ${call.method}${params}, status: ${call.status}, response: ${call.answer}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    appendFileSync(file, `${line}\n`)
  } catch {
    // A full or missing mount never stops OMS.
  }
}

function withoutPassword(body: string): string {
  return body.replace(/("password"\s*:\s*)"(?:[^"\\]|\\.)*"/, '$1"***"')
}
