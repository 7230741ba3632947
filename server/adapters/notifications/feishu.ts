import { createHmac } from 'node:crypto'
import { plainInMarkdown } from './plain-in-markdown.ts'
import { hasZero, type MakeCall } from './webhook-call.ts'

/** A custom bot of a Feishu group, as a post; with a secret the body carries time and signature. */
export const feishu: MakeCall = (url, secret, { at, title, facts, link }) => {
  const rows: object[][] = facts.map(({ label, value }) => [{ tag: 'text', text: `${label}: ${plainInMarkdown(value)}` }])
  if (link) rows.push([{ tag: 'a', text: link.label, href: link.url }])
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signed = secret === null ? {} : { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).digest('base64') }
  return {
    url: new URL(url),
    headers: {},
    body: { ...signed, msg_type: 'post', content: { post: { zh_cn: { title: plainInMarkdown(title), content: rows } } } },
    isTaken: (answer) => hasZero(answer, 'code', 'StatusCode'),
  }
}
