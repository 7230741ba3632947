import { gzipSync } from 'node:zlib'
import type { Panel } from '../fixtures/panel.ts'
import type { Row } from './row.ts'

export interface JobPages {
  installationId: string
  jobId: string
}

/** Every page that a signed-in person can open, and the one before that. */
function routes({ installationId, jobId }: JobPages): string[] {
  return [
    '/sign-in',
    '/',
    '/installations',
    '/installations/adopt',
    `/installations/${installationId}`,
    '/upgrades',
    '/upgrades/new',
    `/upgrades/${jobId}`,
    `/upgrades/${jobId}/review`,
    `/upgrades/${jobId}/report`,
    '/upgrades/compare',
    '/audit',
    '/account',
    '/settings/people',
    '/settings/notifications',
  ]
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
  for (const route of routes(pages)) {
    const answer = await fetch(panel.url + route, { headers: route === '/sign-in' ? {} : { cookie: panel.cookieOf('admin') } })
    if (!answer.ok || answer.redirected) throw new Error(`${route} answers ${answer.status} at ${answer.url}`)
    const html = await answer.text()
    // Not what is meant for browsers older than modules.
    const asked = html.replaceAll(/<script[^>]*nomodule[^>]*>/gi, '')
    const scripts = new Set(Array.from(asked.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+\.js)[^"]*"/g), ([, file = '']) => file))
    let bytes = 0
    for (const file of scripts) bytes += await scriptBytes(file)
    const name = route.replace(pages.installationId, '[id]').replace(pages.jobId, '[id]')
    const found = `${kilobytes(bytes)} KB in ${scripts.size} files; HTML ${kilobytes(html.length)} KB, ${kilobytes(gzipSync(html).length)} KB compressed`
    rows.push({ what: `first load: \`${name}\``, found })
  }
  return rows
}
