import { gzipSync } from 'node:zlib'
import { appPages } from '../fixtures/app-pages.mjs'
import type { Panel } from '../fixtures/panel.ts'
import type { Row } from './row.ts'

export interface JobPages {
  installationId: string
  jobId: string
}

const kilobytes = (bytes: number) => (bytes / 1024).toFixed(0)

/** First load of each route: its HTML, and all scripts that this HTML asks for, as a browser without a cache gets them. */
export async function routeWeights(panel: Panel, pages: JobPages): Promise<Row[]> {
  const sizes = new Map<string, number>()
  async function scriptBytes(file: string): Promise<number> {
    const known = sizes.get(file)
    if (known !== undefined) return known
    const source = Buffer.from(await (await fetch(panel.url + file)).arrayBuffer())
    const bytes = gzipSync(source).length
    sizes.set(file, bytes)
    return bytes
  }
  const rows: Row[] = []
  // A panel that has people shows no set-up.
  for (const name of appPages().filter((page) => page !== '/set-up')) {
    const id = name.startsWith('/installations/') ? pages.installationId : pages.jobId
    const route = name.replace('[id]', id).replace('[journey]', 'adopt')
    const answer = await fetch(panel.url + route, { headers: route === '/sign-in' ? {} : { cookie: panel.cookieOf('admin') } })
    if (!answer.ok || answer.redirected) throw new Error(`${route} answers ${answer.status} at ${answer.url}`)
    const html = await answer.text()
    // Not what is meant for browsers older than modules.
    const asked = html.replaceAll(/<script[^>]*nomodule[^>]*>/gi, '')
    const scripts = new Set(Array.from(asked.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+\.js)[^"]*"/g), ([, file = '']) => file))
    let bytes = 0
    for (const file of scripts) bytes += await scriptBytes(file)
    const found = `${kilobytes(bytes)} KB in ${scripts.size} files; HTML ${kilobytes(html.length)} KB, ${kilobytes(gzipSync(html).length)} KB compressed`
    rows.push({ what: `first load: \`${name}\``, found })
  }
  return rows
}
