import { plainInMarkdown } from './plain-in-markdown.ts'
import { hasZero, type MakeCall } from './webhook-call.ts'

const MAXIMUM_BYTES = 4000

/** A group robot of WeCom. Its Markdown may have 4096 bytes; the link stands first, so that it is never the part that is cut. */
export const wecom: MakeCall = (url, _secret, { title, facts, link }) => {
  const head = [`### ${plainInMarkdown(title)}`, ...(link ? [`[${link.label}](${link.url})`] : [])]
  const lines = [...head, ...facts.map(({ label, value }) => `> ${label}: ${plainInMarkdown(value)}`)]
  let content = ''
  for (const line of lines) {
    if (Buffer.byteLength(content) + Buffer.byteLength(line) + 1 > MAXIMUM_BYTES) break
    content += `${line}\n`
  }
  return {
    url: new URL(url),
    headers: {},
    body: { msgtype: 'markdown', markdown: { content } },
    isTaken: (answer) => hasZero(answer, 'errcode'),
  }
}
